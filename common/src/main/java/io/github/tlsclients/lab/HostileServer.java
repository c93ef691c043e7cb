package io.github.tlsclients.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A server that plays one {@link Fault} to each client, and is honest apart from that: what goes wrong has one reason.
 * What protocols have in common is played here and by {@link Peer}; the rest is the protocol's {@link Script}.
 *
 * <p>It keeps a journal of what was said, and every byte that it was told in clear.
 */
public final class HostileServer implements LabServer {
    /** A protocol's own part: an honest dialogue that goes wrong where the stage's fault says so. */
    @FunctionalInterface
    public interface Script {
        /**
         * Plays to one client, from the greeting on; {@link Peer#startTls()} is called where the mode says so.
         *
         * @param client the other end
         * @throws IOException if the client leaves, which is what it should do
         */
        void play(Peer client) throws IOException;
    }

    private final Stage stage;
    private final Script script;
    private final Consumer<String> watcher;
    private final int resetAt;
    private final LabCertificate certificate;
    private final ServerSocket listener;
    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
    private final List<String> journal = Collections.synchronizedList(new ArrayList<>());
    private final StringBuffer clear = new StringBuffer();
    private final AtomicLong said = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    private HostileServer(Stage stage, Script script, int resetAt, Consumer<String> watcher) throws IOException {
        this.stage = stage;
        this.script = script;
        this.resetAt = resetAt;
        this.watcher = watcher;
        this.certificate = stage.certificate();
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /**
     * Starts one.
     *
     * @param stage what is played, and to whom
     * @param script the protocol's part
     * @return the running server
     * @throws IOException if it cannot listen
     */
    public static HostileServer start(Stage stage, Script script) throws IOException {
        return start(stage, script, Integer.MAX_VALUE, line -> {});
    }

    /**
     * Starts one that resets each connection at one step of the dialogue, or is watched.
     *
     * @param stage what is played, and to whom
     * @param script the protocol's part
     * @param resetAt after how many steps the connection is reset; a step is something said, heard, or a handshake
     * @param watcher is told each line of the journal as it comes
     * @return the running server
     * @throws IOException if it cannot listen
     */
    public static HostileServer start(Stage stage, Script script, int resetAt, Consumer<String> watcher)
            throws IOException {
        HostileServer server = new HostileServer(stage, script, resetAt, watcher);
        run(server::serve);
        return server;
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    /**
     * What was said so far: {@code C: } and {@code S: } in clear, {@code C* } and {@code S* } inside TLS, {@code -- } for
     * what happened besides.
     *
     * @return the lines in order
     */
    public List<String> journal() {
        synchronized (journal) {
            return List.copyOf(journal);
        }
    }

    /**
     * Whether somebody on the way could have read this, as it is or as a login encodes it.
     *
     * @param secret such as a password
     * @return true if it was sent in clear
     */
    public boolean toldInClear(String secret) {
        String heard = clear.toString();
        return heard.contains(secret)
                || heard.lines()
                        .anyMatch(line -> new String(decoded(line), StandardCharsets.ISO_8859_1).contains(secret));
    }

    /** {@return how many bytes clients have taken from it, or their TCP for them} */
    public long said() {
        return said.get();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException("a listening socket closes", e);
        }
        peers.forEach(Peer::hangUp);
    }

    /**
     * Waits until each client has left, so that the journal tells the end; not for ever.
     *
     * @return the server
     */
    public HostileServer settled() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        synchronized (peers) {
            while (!peers.isEmpty() && System.nanoTime() < until) {
                try {
                    peers.wait(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return this;
                }
            }
        }
        return this;
    }

    Stage stage() {
        return stage;
    }

    LabCertificate certificate() {
        return certificate;
    }

    int resetAt() {
        return resetAt;
    }

    CountDownLatch closed() {
        return closed;
    }

    void note(String line) {
        journal.add(line);
        watcher.accept(line);
    }

    void heardInClear(byte[] bytes, int offset, int length) {
        clear.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
    }

    void said(int bytes) {
        said.addAndGet(bytes);
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket tcp = listener.accept();
                run(() -> converse(tcp));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void converse(Socket tcp) {
        try (tcp) {
            Peer peer = new Peer(this, tcp);
            peers.add(peer);
            try {
                note("-- a client connects");
                peer.play(script);
                note("-- the server is through");
            } catch (IOException e) {
                note("-- the connection is over: " + e.getMessage());
            } finally {
                left(peer);
            }
        } catch (IOException e) {
            return; // closed is closed
        }
    }

    private void left(Peer peer) {
        synchronized (peers) {
            peers.remove(peer);
            peers.notifyAll();
        }
    }

    /** The last word of a line as a login encodes it; nothing if it is no Base64. */
    private static byte[] decoded(String line) {
        String word = line.strip();
        try {
            return Base64.getDecoder().decode(word.substring(word.lastIndexOf(' ') + 1));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }
}
