package io.github.tlsclients.http;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.OperationClock;
import io.github.tlsclients.tls.OperationClock.Operation;
import io.github.tlsclients.tls.OperationTimeoutException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A response's body, whose end is believed only where it was announced: by a length, by the last chunk, by the end of an
 * HTTP/2 stream, or, where the end of the connection is all there is, by TLS's close_notify. OkHttp takes any end of the
 * connection for the last one (RFC 9112 section 9.8 forbids it), so anybody on the way could cut a download short.
 */
final class BodyStream extends FilterInputStream {
    private final OperationClock clock;
    private final BooleanSupplier cut;
    private long count;

    /**
     * @param body the library's own stream
     * @param clock counts the waits here to the operation that got the answer's head
     * @param cut asked at the end: whether it came without being announced
     */
    BodyStream(InputStream body, OperationClock clock, BooleanSupplier cut) {
        super(body);
        this.clock = clock;
        this.cut = cut;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try (Operation reading = clock.continued()) {
            read = in.read(buffer, offset, length);
        } catch (java.io.InterruptedIOException e) {
            throw new TlsException(
                    TlsFailure.TIMEOUT,
                    e instanceof OperationTimeoutException
                            ? "the answer is too slow, after " + count + " bytes: " + e.getMessage()
                            : "the answer stopped after " + count + " bytes",
                    "wait longer for each part: --timeout 60s",
                    e);
        } catch (IOException e) {
            throw truncated(e);
        }
        if (read < 0 && cut.getAsBoolean()) {
            throw truncated(null);
        }
        count += Math.max(read, 0);
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        return readNBytes((int) Math.min(wanted, 8_192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private TlsException truncated(@Nullable IOException cause) {
        return new TlsException(
                TlsFailure.TRUNCATED,
                "the answer broke off after " + count + " bytes, before its end was announced",
                "run it again; if it happens each time, somebody is cutting the connection",
                cause);
    }
}
