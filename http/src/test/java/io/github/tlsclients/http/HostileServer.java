package io.github.tlsclients.http;

import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server that plays one act with each client, and remembers every byte that it was told in clear. */
public final class HostileServer implements LabServer {
    public static final String CONSENT =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: TLS/1.2\r\nConnection: Upgrade\r\n\r\n";

    /** What it does with a client. */
    public interface Act {
        void play(Client client) throws IOException;
    }

    private final ServerSocket listener;
    private final Act act;
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    private final Thread accepting = new Thread(this::serve, "hostile");

    private HostileServer(ServerSocket listener, Act act) {
        this.listener = listener;
        this.act = act;
    }

    public static HostileServer start(Act act) {
        try {
            HostileServer server = new HostileServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), act);
            server.accepting.setDaemon(true);
            server.accepting.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("a loopback port can be had", e);
        }
    }

    /** Every head that came in clear. */
    public List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
            accepting.join(); // until it has woken up, the kernel goes on listening
            for (Socket socket : List.copyOf(open)) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("a socket closes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread thread = new Thread(() -> play(socket), "hostile-act");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                continue; // closed
            }
        }
    }

    private void play(Socket socket) {
        try (socket) {
            act.play(new Client(socket));
        } catch (IOException e) {
            return; // the client left: as it should
        }
    }

    /** One connection, in clear or inside TLS. */
    public final class Client {
        private final Socket tcp;
        private Socket current;

        private Client(Socket tcp) {
            this.tcp = tcp;
            this.current = tcp;
        }

        public Socket socket() {
            return current;
        }

        /** Reads a request's head, and remembers it if it came in clear. */
        public String hear() throws IOException {
            InputStream in = current.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the client left");
                }
                head.append((char) next);
            }
            if (current == tcp) {
                heard.add(head.toString());
            }
            return head.toString();
        }

        public Client say(String text) throws IOException {
            OutputStream out = current.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return this;
        }

        public Client startTls(LabCertificate certificate) throws IOException {
            return startTls(certificate.serverContext(), socket -> {});
        }

        public Client startTls(SSLContext context, Consumer<SSLSocket> settings) throws IOException {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), false);
            tls.setUseClientMode(false);
            settings.accept(tls);
            tls.startHandshake();
            current = tls;
            return this;
        }

        /** Ends TLS as it should be ended. */
        public void end() throws IOException {
            current.close();
        }

        /** Ends the connection as somebody would who cannot make a close_notify. */
        public void cut() throws IOException {
            tcp.shutdownOutput();
            awaitTheClientsEnd();
        }

        /** Waits until the client speaks. */
        public void awaitFirstByte() throws IOException {
            if (tcp.getInputStream().read() < 0) {
                throw new IOException("the client left");
            }
        }

        /** Keeps the connection open for as long as the client does. */
        public void awaitTheClientsEnd() throws IOException {
            tcp.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }
}
