package io.github.tlsclients.tls;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long one operation may wait for the network in all. A timeout for each read alone is none: a server that sends a
 * byte a second keeps to it for ever.
 *
 * <p>What is counted is the time that goes by in TCP itself, and in looking up names: a server is not blamed for a caller
 * that takes long over what it has read. The count begins with the operation, and begins anew whenever 16 KiB have passed,
 * in either direction. So it is a deadline for anything small and a guard against stalling for anything large: whoever
 * wants to hold a client has to send more than 16 KiB in every timeout, and what is to be read by lines or into memory
 * has limits of its own. Between operations nothing is counted.
 *
 * <p>It holds under TLS, whatever the library above; when time is up the connection is closed, and what the library is
 * doing fails by an {@link OperationTimeoutException}.
 *
 * <pre>{@code
 * try (OperationClock.Operation list = connector.clock().operation()) {
 *     // commands and answers
 * }
 * }</pre>
 *
 * <p>For one operation after the other: one that begins inside another, on whatever thread, is a part of that.
 */
public final class OperationClock {
    /** What passes in a window of time, at least, where more is to come: one full record of TLS. */
    private static final int PROGRESS_BYTES = 16 * 1024;

    /** Nothing depends on a server's answer to a goodbye. */
    private static final long GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final long limit;
    private final boolean whole;
    private final AtomicLong left;
    private final AtomicLong passed = new AtomicLong();
    private volatile boolean running;
    private volatile long since; // when it began to run
    private volatile int goodbyes; // while there are any, progress gains no time
    private int operations;
    private int pauses;

    private OperationClock(long limit, boolean whole) {
        this.limit = limit;
        this.whole = whole;
        this.left = new AtomicLong(limit);
    }

    /** A clock that every operation sets anew. */
    static OperationClock perOperation(Duration limit) {
        return new OperationClock(limit.toNanos(), false);
    }

    /** A clock to which all operations together are one. */
    static OperationClock oneOperation(Duration limit) {
        return new OperationClock(limit.toNanos(), true);
    }

    /**
     * Begins an operation, with all of the time.
     *
     * @return to be closed at its end
     */
    public Operation operation() {
        return begin(!whole);
    }

    /**
     * Goes on with the operation that ended last, with what time it has left: for an answer that is read piece by piece,
     * at the caller's own pace.
     *
     * @return to be closed when this piece is there
     */
    public Operation continued() {
        return begin(false);
    }

    /**
     * Begins a goodbye: an operation of two seconds at most, which nothing prolongs.
     *
     * @return to be closed at its end
     */
    public synchronized Operation goodbye() {
        Operation last = begin(!whole);
        long before = left.get();
        long granted = Math.min(before, GOODBYE_NANOS);
        left.set(granted);
        goodbyes = goodbyes + 1;
        return new Turn(() -> {
            goodbyes = goodbyes - 1;
            left.addAndGet(before - granted);
            last.close();
        });
    }

    /**
     * Stops the clock inside an operation, for a wait that is as long as it has to be, such as IMAP's IDLE.
     *
     * @return to be closed when the wait is over, on any thread, at least once
     */
    public synchronized Operation pause() {
        pauses++;
        update();
        return new Turn(() -> {
            pauses--;
            update();
        });
    }

    /**
     * Counts a wait that did not happen in one of the connector's sockets: for a connection to come in, say.
     *
     * @param begun when it began, by {@link System#nanoTime()}; it ends now
     */
    public void waited(long begun) {
        waited(begun, System.nanoTime());
    }

    /** {@return what is left for the running operation; the whole timeout if none is running} At least a millisecond. */
    public Duration left() {
        long now = System.nanoTime();
        return Duration.ofNanos(Math.max(left(now, now), TimeUnit.MILLISECONDS.toNanos(1)));
    }

    /** A part of what an operation does. Closing it a second time does nothing. */
    public interface Operation extends AutoCloseable {
        @Override
        void close();
    }

    /** This if it counts what comes next; otherwise one that does so for itself. */
    OperationClock orOwn() {
        return whole || running ? this : new OperationClock(limit, false);
    }

    boolean isRunning() {
        return running;
    }

    Duration limit() {
        return Duration.ofNanos(limit);
    }

    /** What is left, in nanoseconds, of a wait that began and has not ended; after so long it is worth another look. */
    long left(long begun, long now) {
        return running ? left.get() - counted(begun, now) : limit;
    }

    /** A wait has ended. */
    void waited(long begun, long now) {
        if (running) {
            left.addAndGet(-counted(begun, now));
        }
    }

    /** So many bytes have passed over TCP. */
    void passed(int bytes) {
        if (running && bytes > 0 && passed.addAndGet(bytes) >= PROGRESS_BYTES) {
            passed.set(0);
            if (goodbyes == 0) {
                left.set(limit);
            }
        }
    }

    /** A wait may have begun before the clock ran: the reader of an HTTP/2 connection always waits. */
    private long counted(long begun, long now) {
        return Math.max(0, Math.min(now - begun, now - since));
    }

    private synchronized Operation begin(boolean anew) {
        if (operations++ == 0 && anew) {
            left.set(limit);
            passed.set(0);
        }
        update();
        return new Turn(() -> {
            operations--;
            update();
        });
    }

    private void update() {
        boolean runs = operations > 0 && pauses == 0;
        if (runs && !running) {
            since = System.nanoTime();
        }
        running = runs;
    }

    private final class Turn implements Operation {
        private final Runnable end;
        private final AtomicBoolean ended = new AtomicBoolean();

        Turn(Runnable end) {
            this.end = end;
        }

        @Override
        public void close() {
            if (ended.compareAndSet(false, true)) {
                synchronized (OperationClock.this) {
                    end.run();
                }
            }
        }
    }
}
