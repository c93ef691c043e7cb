package io.github.tlsclients.tls;

/**
 * How a connection comes to TLS. There is no third way: no plaintext and no "TLS if it is offered".
 *
 * <p>RFC 8314 section 3 prefers {@link #IMPLICIT} for mail: there is no clear dialogue that could be tampered with.
 */
public enum TlsMode {
    /** TLS from the first byte, on a port of its own. Fails if the server answers with anything but TLS. */
    IMPLICIT,

    /**
     * A clear dialogue that consists of the upgrade alone, then TLS. Fails if the server does not offer the upgrade,
     * refuses it, or says anything between its consent and the handshake; nothing else, credentials least of all, is
     * sent in clear.
     */
    STARTTLS
}
