package io.github.tlsclients.tls;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A data connection is not protected as its control connection is. */
public final class DataChannelException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Reason {
        /** The server made a new TLS session, so nothing ties the connection to the control connection. */
        NOT_RESUMED,
        /** The certificate on it is another one than on the control connection. */
        OTHER_CERTIFICATE,
        /** The server refuses to protect it (RFC 4217 section 9). */
        CLEAR,
        /** It ended without the peer's close_notify: data may be missing (RFC 8446 section 6.1). */
        TRUNCATED
    }

    /** Why. */
    private final Reason reason;

    private final transient List<X509Certificate> chain;

    /**
     * A data connection that is refused.
     *
     * @param reason why
     * @param message why, in words
     * @param chain what the data connection showed; empty if it showed nothing
     */
    public DataChannelException(Reason reason, String message, List<X509Certificate> chain) {
        this(reason, message, chain, null);
    }

    /**
     * A data connection that is refused, as another exception told.
     *
     * @param reason why
     * @param message why, in words
     * @param chain what the data connection showed; empty if it showed nothing
     * @param cause what told
     */
    public DataChannelException(Reason reason, String message, List<X509Certificate> chain, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.chain = List.copyOf(chain);
    }

    /** {@return why} */
    public Reason reason() {
        return reason;
    }

    /** {@return the chain that the data connection showed; empty if it showed none} */
    public List<X509Certificate> chain() {
        return chain;
    }
}
