package io.github.tlsclients.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Somebody between client and server, who changes what the server says. What the client says is kept and passed on. */
final class Meddler implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<String> fromClient = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final String host;
    private final int port;
    private final UnaryOperator<String> change;

    private Meddler(String host, int port, UnaryOperator<String> change) throws IOException {
        this.host = host;
        this.port = port;
        this.change = change;
        start(this::serve);
    }

    static Meddler before(String host, int port, UnaryOperator<String> change) throws IOException {
        return new Meddler(host, port, change);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Everything that clients have said, byte for byte in ISO 8859-1. */
    String fromClient() {
        return String.join("", fromClient);
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        try {
            while (true) {
                Socket client = listener.accept();
                connections.incrementAndGet();
                Socket server = new Socket(host, port);
                client.setSoTimeout(20_000);
                server.setSoTimeout(20_000);
                start(() -> pass(client, server, said -> {
                    fromClient.add(said);
                    return said;
                }));
                start(() -> pass(server, client, change));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private static void pass(Socket from, Socket to, UnaryOperator<String> change) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                String said = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                out.write(change.apply(said).getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            return; // one side went away; the other is closed with it
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "meddler");
        thread.setDaemon(true);
        thread.start();
    }
}
