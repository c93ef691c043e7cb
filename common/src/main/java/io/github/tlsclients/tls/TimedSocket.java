package io.github.tlsclients.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** TCP on which each wait is bounded by what its user asks for, and all waits of an operation together by its clock. */
abstract class TimedSocket extends DelegatingSocket {
    /** Time is up this part of the whole late at most, so that not every read has to set a timeout of its own. */
    private static final int PRECISION = 64;

    /** And no later than this, however long the whole is. */
    private static final long LATEST_MILLIS = 250;

    private volatile @Nullable OperationClock clock;
    private volatile int asked;
    private volatile boolean expired;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;

    TimedSocket(@Nullable OperationClock clock) {
        this.clock = clock;
    }

    /** Around a socket that is connected already. */
    static TimedSocket over(Socket tcp, @Nullable OperationClock clock) throws IOException {
        TimedSocket timed = new TimedSocket(clock) {
            @Override
            Socket delegate() {
                return tcp;
            }
        };
        timed.asked = tcp.getSoTimeout();
        return timed;
    }

    @Nullable
    OperationClock clock() {
        return clock;
    }

    /** Has another clock count from now on; none counts nothing. */
    void timedBy(@Nullable OperationClock other) {
        clock = other;
    }

    /** Whether a wait that began then has lasted for too long. */
    boolean isOver(long begun, long now) {
        OperationClock known = clock;
        int millis = asked;
        return millis > 0 && now - begun >= TimeUnit.MILLISECONDS.toNanos(millis)
                || known != null && known.left(begun, now) <= 0;
    }

    /** Time is up: whatever else is said on this connection, nobody waits for it. */
    OperationTimeoutException expired(OperationClock over) {
        expired = true;
        OperationTimeoutException timeout = new OperationTimeoutException(over.limit());
        try {
            delegate().close();
        } catch (IOException e) {
            timeout.addSuppressed(e);
        }
        return timeout;
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        // libraries set it back in a finally, and what they throw there would hide that time was up
        if (isClosed() && !expired) {
            throw new SocketException("the socket is closed");
        }
        asked = millis;
    }

    @Override
    public int getSoTimeout() {
        return asked;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        if (in == null) {
            in = new TimedInput(delegate().getInputStream());
        }
        return in;
    }

    /** Java bounds reading alone. */
    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
        if (out == null) {
            out = new BoundedOutput(delegate().getOutputStream(), this);
        }
        return out;
    }

    private final class TimedInput extends InputStream {
        private final InputStream tcp;
        private int set = -1;

        TimedInput(InputStream tcp) {
            this.tcp = tcp;
        }

        @Override
        public int available() throws IOException {
            return tcp.available();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            long begun = System.nanoTime();
            int count = 0;
            try {
                count = read(buffer, offset, length, begun);
            } finally {
                OperationClock known = clock;
                if (known != null) {
                    known.waited(begun, System.nanoTime());
                    known.passed(count);
                }
            }
            return count;
        }

        private int read(byte[] buffer, int offset, int length, long begun) throws IOException {
            long now = begun;
            while (true) {
                bound(begun, now);
                try {
                    return tcp.read(buffer, offset, length);
                } catch (SocketTimeoutException e) {
                    now = System.nanoTime();
                    OperationClock known = clock;
                    if (known != null && known.left(begun, now) <= 0) {
                        throw expired(known);
                    }
                    if (isOver(begun, now)) {
                        throw e;
                    }
                    // the clock was stopped, or gained time, while we waited
                }
            }
        }

        private void bound(long begun, long now) throws IOException {
            int millis = asked;
            long patience = millis == 0 ? Integer.MAX_VALUE : Math.max(1, millis - millis(now - begun));
            OperationClock known = clock;
            if (known != null) {
                long left = known.left(begun, now);
                if (left <= 0) {
                    throw expired(known);
                }
                long step = Math.max(1, Math.min(known.limit().toMillis() / PRECISION, LATEST_MILLIS));
                patience = Math.min(patience, (millis(left) / step + 1) * step);
            }
            int bounded = patience == Integer.MAX_VALUE ? 0 : (int) patience;
            if (bounded != set) {
                delegate().setSoTimeout(bounded);
                set = bounded;
            }
        }

        private static long millis(long nanos) {
            return TimeUnit.NANOSECONDS.toMillis(nanos);
        }
    }
}
