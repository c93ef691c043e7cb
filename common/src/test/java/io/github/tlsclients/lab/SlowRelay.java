package io.github.tlsclients.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stands before a server and passes on what that says: at once, or as slowly as it is told to, and never silent. */
public final class SlowRelay implements LabServer {
    private static final int PAUSE_MILLIS = 100;

    private final ServerSocket listener;
    private final int target;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int piece = Integer.MAX_VALUE;
    private volatile long quick;

    private SlowRelay(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    public static SlowRelay to(int port) throws IOException {
        SlowRelay relay = new SlowRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        daemon(relay::serve);
        return relay;
    }

    /** From here on, after so many more bytes, one byte every tenth of a second. */
    public SlowRelay trickleAfter(int bytes) {
        return slowDown(bytes, 1);
    }

    /** From here on, after so many more bytes, pieces of this size every tenth of a second. */
    public SlowRelay slowDown(int after, int size) {
        quick = after;
        piece = size;
        return this;
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException("a listening socket closes", e);
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                daemon(() -> pass(server, client, true));
                daemon(() -> pass(client, server, false));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void pass(Socket from, Socket to, boolean slowly) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                int sent = 0;
                while (sent < count) {
                    int size = slowly ? next(count - sent) : count;
                    out.write(buffer, sent, size);
                    sent += size;
                }
            }
        } catch (IOException | InterruptedException e) {
            return; // one side has hung up, and now both are told
        }
    }

    private int next(int there) throws InterruptedException {
        if (piece == Integer.MAX_VALUE) {
            return there;
        }
        if (quick > 0) {
            int size = (int) Math.min(quick, there);
            quick -= size;
            return size;
        }
        if (closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("closed");
        }
        return Math.min(piece, there);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "slow-relay");
        thread.setDaemon(true);
        thread.start();
    }
}
