package io.github.tlsclients.tls;

import java.util.Locale;

/**
 * Whether revoked certificates are refused, and what happens where nobody tells. The answers are, in this order: the
 * OCSP response that the server staples to its handshake (RFC 6066 section 8), the OCSP responder (RFC 6960) and the
 * CRL (RFC 5280 section 6.3) that the certificates name.
 *
 * <p>Where it is on, a certificate that demands a staple (RFC 7633) is refused without one.
 */
public enum Revocation {
    /** Nothing is asked; no responder learns which servers are visited. The default, as in every JVM. */
    OFF,
    /** Revoked certificates are refused; where no answer can be had, the certificate is accepted. */
    SOFT_FAIL,
    /** Revoked certificates are refused, and so are those of which no answer can be had. */
    HARD_FAIL;

    /**
     * The mode by its short name.
     *
     * @param name {@code off}, {@code soft} or {@code hard}
     * @return the mode
     * @throws TlsConfigException if it is none of them
     */
    public static Revocation of(String name) {
        for (Revocation mode : values()) {
            if (mode.text().equals(name)) {
                return mode;
            }
        }
        throw new TlsConfigException("\"" + name + "\" is not a revocation mode", "use off, soft or hard");
    }

    /** {@return the short name: {@code off}, {@code soft} or {@code hard}} */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace("_fail", "");
    }
}
