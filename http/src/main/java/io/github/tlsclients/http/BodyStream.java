package io.github.tlsclients.http;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.OperationClock;
import io.github.tlsclients.tls.OperationClock.Operation;
import io.github.tlsclients.tls.OperationTimeoutException;
import io.github.tlsclients.tls.TooMuchSaidException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A response's body, whose end is believed only where it was announced: by a length, by the last chunk, by the end of an
 * HTTP/2 stream, or, where the end of the connection is all there is, by TLS's close_notify. OkHttp takes any end of the
 * connection for the last one (RFC 9112 section 9.8 forbids it), so anybody on the way could cut a download short.
 */
final class BodyStream extends FilterInputStream {
    private final OperationClock clock;
    private final long announced;
    private final Runnable hearMore;
    private final BooleanSupplier cut;
    private long count;

    /**
     * @param body the library's own stream
     * @param announced the length that the library does not hold the body to; negative if there is none
     * @param clock counts the waits here to the operation that got the answer's head
     * @param hearMore told before each read, which may make the server say more
     * @param cut asked at the end: whether it came without being announced
     */
    BodyStream(InputStream body, long announced, OperationClock clock, Runnable hearMore, BooleanSupplier cut) {
        super(body);
        this.announced = announced;
        this.hearMore = hearMore;
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
        hearMore.run();
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
            throw isMalformed(e) ? malformed(e) : truncated(e);
        }
        if (read < 0 && (count < announced || cut.getAsBoolean())) {
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

    /** OkHttp has the same exception for a chunk that is none and for the end of the connection. */
    private static boolean isMalformed(IOException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof TooMuchSaidException) {
                return true;
            }
        }
        return e instanceof ProtocolException && !String.valueOf(e.getMessage()).startsWith("unexpected end");
    }

    private TlsException malformed(IOException cause) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the answer is no longer HTTP after " + count + " bytes: "
                        + ClearText.printable(String.valueOf(cause.getMessage())),
                "do not trust this answer: the server is broken, or somebody is making it seem so",
                cause);
    }

    private TlsException truncated(@Nullable IOException cause) {
        return new TlsException(
                TlsFailure.TRUNCATED,
                "the answer broke off after " + count + " bytes, before its end was announced",
                "run it again; if it happens each time, somebody is cutting the connection",
                cause);
    }
}
