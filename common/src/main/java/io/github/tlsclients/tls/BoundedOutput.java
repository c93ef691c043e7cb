package io.github.tlsclients.tls;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes to TCP, and gives a peer that takes nothing any more as long as one that says nothing: the socket's timeout, or
 * what is left to the operation.
 *
 * <p>Java has no timeout for writing. A library that closes its stream from another thread instead gets nowhere over
 * TLS: both JSSE and Bouncy Castle let {@code close} wait for the very write that hangs. Only closing TCP ends it.
 */
final class BoundedOutput extends FilterOutputStream {
    private static final long LOOK_MILLIS = 100;
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final TimedSocket tcp;
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile long since; // when the write in progress began; 0 if there is none
    private volatile boolean gaveUp;

    BoundedOutput(OutputStream out, TimedSocket tcp) {
        super(out);
        this.tcp = tcp;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        long begun = System.nanoTime() | 1;
        OperationClock clock = tcp.clock();
        if (clock != null && clock.left(begun, begun) <= 0) {
            throw tcp.expired(clock);
        }
        since = begun;
        if (watched.compareAndSet(false, true)) {
            lookLater();
        }
        try {
            out.write(bytes, offset, length);
            if (clock != null) {
                clock.passed(length);
            }
        } catch (IOException e) {
            if (!gaveUp) {
                throw e;
            }
            SocketTimeoutException timeout = new SocketTimeoutException("the peer takes nothing any more");
            timeout.initCause(e);
            throw timeout;
        } finally {
            since = 0;
            if (clock != null) {
                clock.waited(begun, System.nanoTime());
            }
        }
    }

    /** One look for many writes: it ends when it finds none in progress, and the next write begins another. */
    private void lookLater() {
        CLOCK.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long begun = since;
        if (begun == 0) {
            watched.set(false);
            if (since != 0 && watched.compareAndSet(false, true)) {
                lookLater(); // a write began in between
            }
        } else if (!tcp.isOver(begun, System.nanoTime())) {
            lookLater();
        } else {
            gaveUp = true;
            try {
                tcp.close();
            } catch (IOException e) {
                return; // it is of no use any more either way
            }
        }
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "tls-write-timeout");
            thread.setDaemon(true);
            return thread;
        });
        clock.setKeepAliveTime(10, TimeUnit.SECONDS); // no thread is left behind when nobody writes
        clock.allowCoreThreadTimeOut(true);
        return clock;
    }
}
