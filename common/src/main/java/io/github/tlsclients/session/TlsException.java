package io.github.tlsclients.session;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session that failed, diagnosed: the cause by name, one line that says what is wrong, one that says what to do. */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final TlsFailure failure;
    private final String hint;
    private final transient List<X509Certificate> chain;

    /** A failure that no peer certificate belongs to. */
    public TlsException(TlsFailure failure, String message, String hint) {
        this(failure, message, hint, List.of(), null);
    }

    /** A failure that another exception told of. */
    public TlsException(TlsFailure failure, String message, String hint, @Nullable Throwable cause) {
        this(failure, message, hint, List.of(), cause);
    }

    /** A failure after the peer showed this chain, leaf first. */
    public TlsException(
            TlsFailure failure, String message, String hint, List<X509Certificate> chain, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
        this.hint = hint;
        this.chain = List.copyOf(chain);
    }

    /** The cause by name. */
    public TlsFailure failure() {
        return failure;
    }

    /** What to do about it, in one line. */
    public String hint() {
        return hint;
    }

    /** The chain that the peer showed, leaf first; empty if it showed none. */
    public List<X509Certificate> chain() {
        return chain;
    }
}
