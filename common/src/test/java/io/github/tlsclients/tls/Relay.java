package io.github.tlsclients.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between one client and one server, and keeps what each of them sent. */
final class Relay implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final ByteArrayOutputStream byClient = new ByteArrayOutputStream();
    private final ByteArrayOutputStream byServer = new ByteArrayOutputStream();

    private Relay(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static Relay to(TlsEcho server) throws IOException {
        Relay relay = new Relay(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                server.endpoint().port());
        daemon(relay::serve);
        return relay;
    }

    Endpoint endpoint() {
        return Endpoint.of(Protocol.SMTP, TlsMode.IMPLICIT, "localhost", listener.getLocalPort());
    }

    /** Complete as far as the server can have seen it: it is kept before it is passed on. */
    byte[] sentByClient() {
        return byClient.toByteArray();
    }

    byte[] sentByServer() {
        return byServer.toByteArray();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        try {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            daemon(() -> pass(server, client, byServer));
            pass(client, server, byClient);
        } catch (IOException e) {
            return; // closed
        }
    }

    private static void pass(Socket from, Socket to, ByteArrayOutputStream kept) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                kept.write(buffer, 0, count);
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            return; // one side has hung up, and now both are told
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
