package io.github.tlsclients.http.lab;

import io.github.tlsclients.lab.LabServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * HTTP/1.1 that upgrades to TLS (RFC 2817) and serves nothing before: a request in clear that does not ask for TLS is
 * answered 426, and so is one that is pipelined behind the question.
 */
final class UpgradeLab implements LabServer {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final String UPGRADE = "Upgrade: TLS/1.2, HTTP/1.1\r\nConnection: Upgrade\r\n";

    private final ServerSocket listener;
    private final SSLContext context;
    private final LabSite site;
    private final boolean wantsClientCertificate;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "upgrade-lab");
        thread.setDaemon(true);
        return thread;
    });

    private UpgradeLab(ServerSocket listener, SSLContext context, LabSite site, boolean wantsClientCertificate) {
        this.listener = listener;
        this.context = context;
        this.site = site;
        this.wantsClientCertificate = wantsClientCertificate;
    }

    static UpgradeLab start(SSLContext context, LabSite site, boolean wantsClientCertificate) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        UpgradeLab lab = new UpgradeLab(listener, context, site, wantsClientCertificate);
        lab.threads.execute(lab::accept);
        return lab;
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException("a listening socket closes", e);
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                continue; // the listener was closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(TIMEOUT_MILLIS);
            client.setTcpNoDelay(true);
            RequestHead question;
            try {
                question = RequestHead.read(client.getInputStream());
            } catch (NotHttpException e) {
                send(
                        client.getOutputStream(),
                        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                client.shutdownOutput();
                client.getInputStream()
                        .transferTo(OutputStream.nullOutputStream()); // a reset would overtake the answer
                return;
            }
            boolean pipelined = client.getInputStream().available() > 0;
            OutputStream out = client.getOutputStream();
            if (pipelined || !question.asksForTls()) {
                send(out, "HTTP/1.1 426 Upgrade Required\r\n" + UPGRADE + "Content-Length: 0\r\n\r\n");
                return;
            }
            send(out, "HTTP/1.1 101 Switching Protocols\r\n" + UPGRADE + "\r\n");
            serveInside(client, question);
        } catch (IOException e) {
            return; // the client left, or does not trust us: it knows best
        }
    }

    private void serveInside(Socket client, RequestHead question) throws IOException {
        try (SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(client, null, client.getPort(), true)) {
            tls.setUseClientMode(false);
            tls.setWantClientAuth(wantsClientCertificate);
            tls.startHandshake();
            InputStream in = tls.getInputStream();
            OutputStream out = tls.getOutputStream();
            if (question.method().equals("OPTIONS")) {
                send(out, "HTTP/1.1 200 OK\r\nAllow: GET, HEAD, OPTIONS\r\nContent-Length: 0\r\n\r\n");
            } else {
                answer(out, question, tls.getSession());
            }
            while (true) {
                answer(out, RequestHead.read(in), tls.getSession());
            }
        }
    }

    private void answer(OutputStream out, RequestHead request, SSLSession session) throws IOException {
        LabSite.Page page = site.answer(
                request.method(),
                request.target(),
                request.fields().getOrDefault("authorization", ""),
                new LabSite.Peer(session.getProtocol(), session.getCipherSuite(), client(session)));
        StringBuilder head = new StringBuilder("HTTP/1.1 " + page.status() + " " + page.reason() + "\r\n");
        page.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Length: " + page.body().length + "\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!request.method().equals("HEAD")) {
            out.write(page.body());
        }
        out.flush();
    }

    private static Optional<Principal> client(SSLSession session) {
        try {
            return Optional.of(session.getPeerPrincipal());
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** A ClientHello, where a request in clear belongs. */
    private static final class NotHttpException extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** A request without a body; the names of the fields in lower case. */
    private record RequestHead(String method, String target, Map<String, String> fields) {
        private static final int LONGEST = 16_384;
        private static final int HANDSHAKE_RECORD = 22; // RFC 8446 section 5.1

        /** Byte by byte, so that a ClientHello behind it is left to TLS. */
        static RequestHead read(InputStream in) throws IOException {
            StringBuilder text = new StringBuilder();
            while (text.length() < 4 || !text.substring(text.length() - 4).equals("\r\n\r\n")) {
                int next = in.read();
                if (next == HANDSHAKE_RECORD && text.length() == 0) {
                    throw new NotHttpException();
                }
                if (next < 0 || text.length() == LONGEST) {
                    throw new IOException("the client said no more, or too much");
                }
                text.append((char) next);
            }
            String[] lines = text.toString().split("\r\n");
            String[] first = lines[0].split(" ");
            if (first.length != 3) {
                throw new IOException("not a request line");
            }
            Map<String, String> fields = new java.util.HashMap<>();
            for (int i = 1; i < lines.length; i++) {
                String[] field = lines[i].split(":", 2);
                if (field.length == 2) {
                    fields.put(field[0].toLowerCase(Locale.ROOT), field[1].strip());
                }
            }
            return new RequestHead(first[0], first[1], fields);
        }

        boolean asksForTls() {
            return fields.getOrDefault("upgrade", "").toUpperCase(Locale.ROOT).contains("TLS/")
                    && fields.getOrDefault("connection", "")
                            .toLowerCase(Locale.ROOT)
                            .contains("upgrade");
        }
    }
}
