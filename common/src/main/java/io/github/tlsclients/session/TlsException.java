package io.github.tlsclients.session;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session that failed, diagnosed: the cause by name, one line that says what is wrong, one that says what to do. */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The cause by name. */
    private final TlsFailure failure;
    /** What to do about it. */
    private final String hint;

    private final transient List<X509Certificate> chain;

    /**
     * A failure that no peer certificate belongs to.
     *
     * @param failure the cause by name
     * @param message what is wrong, in one line
     * @param hint what to do about it, in one line
     */
    public TlsException(TlsFailure failure, String message, String hint) {
        this(failure, message, hint, List.of(), null);
    }

    /**
     * A failure that another exception told of.
     *
     * @param failure the cause by name
     * @param message what is wrong, in one line
     * @param hint what to do about it, in one line
     * @param cause what told
     */
    public TlsException(TlsFailure failure, String message, String hint, @Nullable Throwable cause) {
        this(failure, message, hint, List.of(), cause);
    }

    /**
     * A failure after the peer showed its certificate.
     *
     * @param failure the cause by name
     * @param message what is wrong, in one line
     * @param hint what to do about it, in one line
     * @param chain what the peer showed, leaf first
     * @param cause what told
     */
    public TlsException(
            TlsFailure failure, String message, String hint, List<X509Certificate> chain, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
        this.hint = hint;
        this.chain = List.copyOf(chain);
    }

    /** {@return the cause by name} */
    public TlsFailure failure() {
        return failure;
    }

    /** {@return what to do about it, in one line} */
    public String hint() {
        return hint;
    }

    /** {@return the chain that the peer showed, leaf first; empty if it showed none} */
    public List<X509Certificate> chain() {
        return chain;
    }
}
