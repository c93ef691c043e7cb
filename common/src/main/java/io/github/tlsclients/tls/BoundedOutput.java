package io.github.tlsclients.tls;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

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

    private static final long NONE = 0;
    private static final long GAVE_UP = 2; // no write begins then

    private final TimedSocket tcp;
    private final AtomicBoolean watched = new AtomicBoolean();
    private final AtomicLong since = new AtomicLong(NONE); // when the write in progress began; an odd number

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
        if (since.get() == GAVE_UP) {
            throw gaveUp(null);
        }
        since.set(begun);
        if (watched.compareAndSet(false, true)) {
            lookLater();
        }
        try {
            out.write(bytes, offset, length);
            if (clock != null) {
                clock.passed(length);
            }
        } catch (IOException e) {
            throw since.get() == GAVE_UP ? gaveUp(e) : e;
        } finally {
            ended(begun, clock);
        }
        if (since.get() == GAVE_UP) {
            throw gaveUp(null); // at the very moment; the socket is closed
        }
    }

    private void ended(long begun, @Nullable OperationClock clock) {
        since.compareAndSet(begun, NONE);
        if (clock != null) {
            clock.waited(begun, System.nanoTime());
        }
    }

    private static SocketTimeoutException gaveUp(@Nullable IOException cause) {
        SocketTimeoutException timeout = new SocketTimeoutException("the peer takes nothing any more");
        timeout.initCause(cause);
        return timeout;
    }

    /** One look for many writes: it ends when it finds none in progress, and the next write begins another. */
    private void lookLater() {
        CLOCK.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long begun = since.get();
        if (begun == NONE) {
            watched.set(false);
            if (since.get() != NONE && watched.compareAndSet(false, true)) {
                lookLater(); // a write began in between
            }
        } else if (!tcp.isOver(begun, System.nanoTime()) || !since.compareAndSet(begun, GAVE_UP)) {
            lookLater();
        } else {
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
