package io.github.tlsclients.tls;

import java.util.Locale;

/** The protocols that are carried over TLS here, each with the URI schemes and the default ports of its two modes. */
public enum Protocol {
    /** RFC 9110; implicit TLS by RFC 2818, upgrade by RFC 2817. */
    HTTP("https", 443, 631),
    /** Submission: RFC 8314 (implicit), RFC 3207 (STARTTLS). */
    SMTP("smtps", 465, 587),
    /** RFC 9051; implicit TLS by RFC 8314. */
    IMAP("imaps", 993, 143),
    /** RFC 4217. */
    FTP("ftps", 990, 21);

    private final String implicitScheme;
    private final int implicitPort;
    private final int upgradePort;

    Protocol(String implicitScheme, int implicitPort, int upgradePort) {
        this.implicitScheme = implicitScheme;
        this.implicitPort = implicitPort;
        this.upgradePort = upgradePort;
    }

    /**
     * The URI scheme of this protocol.
     *
     * @param mode how TLS begins
     * @return such as {@code smtp+starttls}
     */
    public String scheme(TlsMode mode) {
        return mode == TlsMode.IMPLICIT ? implicitScheme : label() + "+starttls";
    }

    /**
     * The port that is meant when a URI names none.
     *
     * @param mode how TLS begins
     * @return the TCP port
     */
    public int defaultPort(TlsMode mode) {
        return mode == TlsMode.IMPLICIT ? implicitPort : upgradePort;
    }

    /** {@return the protocol's name in lower case, as it stands in commands and messages} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
