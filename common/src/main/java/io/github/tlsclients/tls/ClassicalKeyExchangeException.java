package io.github.tlsclients.tls;

import java.io.IOException;

/**
 * A handshake came to a key exchange that a quantum computer can undo, where the configuration {@linkplain
 * TlsConfig.Builder#requirePostQuantum() requires} one that it cannot. The handshake ends by it, before a byte of the
 * client's is sent.
 */
public final class ClassicalKeyExchangeException extends IOException {
    private static final long serialVersionUID = 1L;

    ClassicalKeyExchangeException(String message) {
        super(message);
    }
}
