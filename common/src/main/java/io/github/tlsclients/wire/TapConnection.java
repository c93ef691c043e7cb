package io.github.tlsclients.wire;

import io.github.tlsclients.tls.WireObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One client's connection through a {@link Tap}: two sockets, and what is passed between them. */
final class TapConnection {
    private static final int BUFFER = 16 * 1024;

    private final Socket client;
    private final Socket server = new Socket();
    private volatile WireObserver.@Nullable Connection observer;

    TapConnection(Socket client) {
        this.client = client;
    }

    /** Where the client comes from. */
    InetSocketAddress client() {
        return new InetSocketAddress(client.getInetAddress(), client.getPort());
    }

    /** @return the socket to the server, connected */
    Socket connect(InetSocketAddress to, Duration timeout) throws IOException {
        server.connect(to, Math.toIntExact(timeout.toMillis()));
        // what comes in pieces goes on in pieces: their times and sizes are a part of what is to be seen
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        return server;
    }

    /** Called before anything is passed. */
    void recordedBy(WireObserver.Connection observer) {
        this.observer = observer;
    }

    /** Passes on what the client says, until one of them hangs up. */
    void passOn() {
        pass(client, server, recorder()::sent);
    }

    /** Passes back what the server says, until one of them hangs up. */
    void passBack() {
        pass(server, client, recorder()::received);
    }

    /** Closes both, if they are open, whatever is on its way. */
    void cut() {
        close(client);
        close(server);
        WireObserver.Connection told = observer;
        if (told != null) {
            told.closed();
        }
    }

    private void pass(Socket from, Socket to, Recorder recorder) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                recorder.record(
                        buffer, 0, count); // before it is passed on, so that no answer is seen before its question
                out.write(buffer, 0, count);
            }
            to.shutdownOutput(); // the other direction may go on
        } catch (IOException e) {
            reset(from);
            reset(to);
        }
    }

    /** One side is gone without an end; the other is told so in the same way, by a reset instead of an end. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already, and its end was told
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left to be done about it
        }
    }

    private WireObserver.Connection recorder() {
        WireObserver.Connection recorder = observer;
        if (recorder == null) {
            throw new IllegalStateException("nothing is passed that is not recorded");
        }
        return recorder;
    }

    private interface Recorder {
        void record(byte[] bytes, int offset, int count);
    }
}
