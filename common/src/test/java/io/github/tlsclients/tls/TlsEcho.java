package io.github.tlsclients.tls;

import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TLS server that sends back each byte: the smallest peer a client can be tested against. */
public final class TlsEcho implements AutoCloseable {
    private final SSLServerSocket listener;

    private TlsEcho(SSLServerSocket listener) {
        this.listener = listener;
    }

    public static TlsEcho start(LabCertificate certificate, String... protocols) throws IOException {
        return start(certificate.serverContext(), false, protocols);
    }

    public static TlsEcho wantingClients(LabCertificate certificate, X509Certificate root, String... protocols)
            throws IOException {
        return start(certificate.serverContext(List.of(root)), true, protocols);
    }

    private static TlsEcho start(SSLContext context, boolean needClient, String... protocols) throws IOException {
        SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setNeedClientAuth(needClient);
        if (protocols.length > 0) {
            listener.setEnabledProtocols(protocols);
        }
        TlsEcho echo = new TlsEcho(listener);
        Thread thread = new Thread(echo::serve, "tls-echo");
        thread.setDaemon(true);
        thread.start();
        return echo;
    }

    public Endpoint endpoint() {
        return Endpoint.of(Protocol.SMTP, TlsMode.IMPLICIT, "localhost", listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                SSLSocket client = (SSLSocket) listener.accept();
                Thread thread = new Thread(() -> echo(client), "tls-echo-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void echo(SSLSocket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // the client refused us, which is what many tests want
        }
    }
}
