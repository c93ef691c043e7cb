package io.github.tlsclients.wire;

import io.github.tlsclients.tls.WireObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A relay between any two programs that records what passes, and changes none of it:
 *
 * <pre>{@code
 * InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
 * try (Tap tap = Tap.listening(here, InetSocketAddress.createUnresolved("mail.lab.test", 465))) {
 *     // let the client connect to tap.port(), then
 *     tap.recording().flows();
 * }
 * }</pre>
 *
 * How a connection ends is passed on as well: an end of one direction as such, a reset as a reset. Any number of
 * connections may stand at once; each holds no more than 32 KiB that have not been passed on yet. Thread-safe.
 */
public final class Tap implements AutoCloseable {
    private static final int BACKLOG = 50;

    /** A client waits as long for an answer, so that the relay is not what gives up first. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    private final ServerSocket listener;
    private final InetSocketAddress to;
    private final Listener listening;
    private final Recording recording = new Recording();
    private final Set<TapConnection> open = ConcurrentHashMap.newKeySet();

    private Tap(ServerSocket listener, InetSocketAddress to, Listener listening) {
        this.listener = listener;
        this.to = to;
        this.listening = listening;
    }

    /** Somebody who is told of connections, on threads of the relay. */
    public interface Listener {
        /**
         * A connection could not be passed on.
         *
         * @param failure why
         */
        void unreachable(IOException failure);

        /**
         * A connection has ended.
         *
         * @param recording of all connections
         * @param flow the whole of this one
         */
        default void ended(Recording recording, Flow flow) {}
    }

    /**
     * Starts a relay. Where the server cannot be reached, the client's connection is closed.
     *
     * @param listen where clients come to; port 0 for any that is free
     * @param to where they are passed on to. Of an unresolved one the name is looked up for each connection, and the
     *     recording tells of that
     * @return the relay, which takes connections until it is closed
     * @throws IOException if nobody can listen there
     */
    public static Tap listening(InetSocketAddress listen, InetSocketAddress to) throws IOException {
        return listening(listen, to, failure -> {});
    }

    /**
     * The same, telling of each connection when it has ended or could not be passed on.
     *
     * @param listen where clients come to; port 0 for any that is free
     * @param to where they are passed on to
     * @param listening is told
     * @return the relay, which takes connections until it is closed
     * @throws IOException if nobody can listen there
     */
    public static Tap listening(InetSocketAddress listen, InetSocketAddress to, Listener listening) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.bind(listen, BACKLOG);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
        Tap tap = new Tap(listener, to, listening);
        tap.start("accept", tap::accept);
        return tap;
    }

    /** {@return the port it listens on} */
    public int port() {
        return listener.getLocalPort();
    }

    /** {@return what has passed so far, and goes on to pass} */
    public Recording recording() {
        return recording;
    }

    /** Takes no more connections, and cuts those that stand. The recording stays. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException("a listening socket closes", e);
        }
        open.forEach(TapConnection::cut);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                TapConnection connection = new TapConnection(listener.accept());
                open.add(connection);
                start("from-client", () -> serve(connection));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    listening.unreachable(e); // no more sockets, say: to go on would be to spin
                    close();
                }
            }
        }
    }

    private void serve(TapConnection connection) {
        try {
            if (listener.isClosed()) {
                connection.cut(); // came in while the relay was being closed
            }
            Socket server = connection.connect(destination(), CONNECT_TIMEOUT);
            WireObserver.Connection recorder = recording.connected(connection.client(), remote(server));
            connection.recordedBy(recorder);
            Thread back = start("from-server", connection::passBack);
            connection.passOn();
            back.join();
            connection.cut();
            listening.ended(recording, recording.flow(recorder));
        } catch (IOException e) {
            if (!listener.isClosed()) {
                listening.unreachable(
                        new IOException(to.getHostString() + ":" + to.getPort() + ": " + e.getMessage(), e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.cut();
            open.remove(connection);
        }
    }

    private InetSocketAddress destination() throws IOException {
        if (!to.isUnresolved()) {
            return to;
        }
        String host = to.getHostString();
        if (!isAddress(host)) {
            recording.lookingUp(host);
        }
        return new InetSocketAddress(InetAddress.getByName(host), to.getPort());
    }

    /** No name that DNS knows has a colon, or ends in a label of digits alone (RFC 3696 section 2). */
    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("([0-9]+\\.)*[0-9]+");
    }

    private static InetSocketAddress remote(Socket socket) {
        return new InetSocketAddress(socket.getInetAddress(), socket.getPort());
    }

    private Thread start(String role, Runnable task) {
        Thread thread = new Thread(task, "tap-" + port() + "-" + role);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
