package io.github.tlsclients.tls;

import java.io.IOException;

/** The connection did not get as far as a TLS handshake, because of what the server said in clear. */
public final class UpgradeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What was wrong with the server's clear words. */
    public enum Reason {
        /** The server does not announce the upgrade: it has none, or somebody on the way removed it. */
        NOT_OFFERED,
        /** The server announces the upgrade and refuses it. */
        REFUSED,
        /** Bytes came between the server's consent and the handshake: a reply injection. */
        INJECTED,
        /** What came is not a reply of the protocol. */
        MALFORMED,
        /** The server takes the session as logged in before TLS (IMAP PREAUTH, RFC 9051 section 11.1). */
        PREAUTHENTICATED,
        /** Plain text came where implicit TLS was asked for. */
        PLAINTEXT_ON_TLS_PORT,
        /** Plain text came in the middle of TLS, where the peer's next record should have begun. */
        LEFT_TLS,
        /** The server speaks TLS at once, where an upgrade was asked for. */
        TLS_ON_UPGRADE_PORT
    }

    /** Why. */
    private final Reason reason;

    /**
     * An upgrade that failed.
     *
     * @param reason why
     * @param message the server's words, or what was missing from them
     */
    public UpgradeException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** {@return why} */
    public Reason reason() {
        return reason;
    }
}
