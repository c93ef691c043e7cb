package io.github.tlsclients.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The peer's certificate was not accepted; says why, and keeps the chain that the peer showed. */
public final class CertificateRefusedException extends CertificateException {
    private static final long serialVersionUID = 1L;

    /** Why a certificate is refused. */
    public enum Reason {
        /** No path leads from the certificate to a trusted root. */
        NOT_TRUSTED,
        /** A certificate of the chain is past its date. */
        EXPIRED,
        /** A certificate of the chain is not valid yet. */
        NOT_YET_VALID,
        /** The certificate is for other names (RFC 9525). */
        WRONG_NAME,
        /** The certificate is not meant for a TLS server, or a rule of RFC 5280 is broken. */
        WRONG_USAGE,
        /** An algorithm or key of the chain is too weak. */
        WEAK,
        /** No certificate of the path has a pinned key. */
        PIN_MISMATCH,
        /** A certificate of the path was revoked by its issuer. */
        REVOKED,
        /** Whether a certificate was revoked cannot be found out, and {@link Revocation#HARD_FAIL} wants to know. */
        REVOCATION_UNKNOWN
    }

    /** Why. */
    private final Reason reason;

    private final transient List<X509Certificate> chain;

    CertificateRefusedException(Reason reason, String message, List<X509Certificate> chain, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.chain = List.copyOf(chain);
    }

    /** The same, with the chain as the peer sent it. */
    CertificateRefusedException of(List<X509Certificate> sent) {
        return new CertificateRefusedException(reason, String.valueOf(getMessage()), sent, getCause());
    }

    /** {@return why} */
    public Reason reason() {
        return reason;
    }

    /** {@return the chain as the peer sent it, leaf first} */
    public List<X509Certificate> chain() {
        return chain;
    }
}
