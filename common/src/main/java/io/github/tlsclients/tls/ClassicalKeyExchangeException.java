package io.github.tlsclients.tls;

import java.io.IOException;

/**
 * The server wants a key exchange that a quantum computer can undo, and the configuration allows post-quantum ones alone:
 * it {@linkplain TlsConfig.Builder#requirePostQuantum() requires} them, or names no other groups. The handshake ends by it,
 * before anything but a ClientHello was sent.
 */
public final class ClassicalKeyExchangeException extends IOException {
    private static final long serialVersionUID = 1L;

    ClassicalKeyExchangeException(String message) {
        super(message);
    }
}
