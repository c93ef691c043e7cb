package io.github.tlsclients.doctor;

/** What a finding is about, in the order of the examination. */
public enum Topic {
    /** The name's addresses, and which of them answer. */
    ADDRESSES,
    /** How TLS begins: from the first byte, or by an upgrade. */
    MODE,
    /** What is said before the upgrade. */
    CLEAR_TEXT,
    /** Versions of TLS. */
    VERSION,
    /** Whether a path leads to a trusted root. */
    TRUST,
    /** Whom the certificate is for. */
    NAME,
    /** From when until when certificates are valid. */
    DATES,
    /** Keys and signatures. */
    STRENGTH,
    /** Which certificates are sent, and in which order. */
    CHAIN,
    /** How clients learn that a certificate was revoked. */
    STATUS,
    /** Whether clients are to show a certificate. */
    CLIENT_CERTIFICATE,
    /** Whether a second connection goes on with the first one's session. */
    RESUMPTION,
    /** Key exchange that a quantum computer does not break. */
    POST_QUANTUM,
    /** The protocol that is agreed on inside the handshake (RFC 7301). */
    ALPN,
    /** FTP's second connection. */
    DATA_CHANNEL
}
