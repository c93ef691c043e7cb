package io.github.tlsclients.tls;

import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A server that goes on while its certificate is changed, as good ones do, and remembers who has called. */
public final class RotatingEcho implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final BlockingQueue<SSLSession> sessions = new LinkedBlockingQueue<>();
    private volatile SSLContext context;
    private volatile boolean needClient;

    private RotatingEcho(SSLContext context, boolean needClient) throws IOException {
        this.context = context;
        this.needClient = needClient;
    }

    /** Starts with this certificate. */
    public static RotatingEcho start(LabCertificate certificate) throws IOException {
        return started(new RotatingEcho(certificate.serverContext(), false));
    }

    /** Starts with this context, and asks every client for a certificate. */
    public static RotatingEcho wantingClients(SSLContext context) throws IOException {
        return started(new RotatingEcho(context, true));
    }

    private static RotatingEcho started(RotatingEcho echo) {
        daemon(echo::serve);
        return echo;
    }

    /** Shows this certificate from the next connection on. */
    public void show(LabCertificate certificate) {
        context = certificate.serverContext();
        needClient = false;
    }

    /** Shows this certificate from the next connection on, and lets in clients of these roots alone. */
    public void show(LabCertificate certificate, X509Certificate... clientRoots) {
        context = certificate.serverContext(List.of(clientRoots));
        needClient = true;
    }

    public Endpoint endpoint() {
        return Endpoint.of(Protocol.SMTP, TlsMode.IMPLICIT, "localhost", listener.getLocalPort());
    }

    /** The session of the next connection that succeeded, in the order of their handshakes. */
    public SSLSession nextSession() throws InterruptedException {
        SSLSession session = sessions.poll(30, TimeUnit.SECONDS);
        if (session == null) {
            throw new AssertionError("nobody has connected");
        }
        return session;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                SSLContext now = context;
                boolean need = needClient;
                daemon(() -> echo(client, now, need));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void echo(Socket client, SSLContext now, boolean need) {
        try (SSLSocket tls = (SSLSocket) now.getSocketFactory().createSocket(client, null, client.getPort(), true)) {
            tls.setUseClientMode(false);
            tls.setNeedClientAuth(need);
            tls.setSoTimeout(20_000);
            tls.startHandshake();
            sessions.add(tls.getSession());
            tls.getInputStream().transferTo(tls.getOutputStream());
        } catch (IOException e) {
            // one of us refused the other, which is what many tests want
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "rotating-echo");
        thread.setDaemon(true);
        thread.start();
    }
}
