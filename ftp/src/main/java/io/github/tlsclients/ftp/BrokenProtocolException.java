package io.github.tlsclients.ftp;

import java.io.IOException;

/** The server does not keep to FTP, so that nothing it says from here on can be relied on. */
final class BrokenProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenProtocolException(String message) {
        super(message);
    }
}
