package io.github.tlsclients.tls;

import java.io.IOException;

/** The peer said more than it {@linkplain HandshakeWatch#allow was allowed to} before what was waited for came. */
public final class TooMuchSaidException extends IOException {
    private static final long serialVersionUID = 1L;

    TooMuchSaidException(long bytes) {
        super("the server says more than " + bytes + " bytes, and comes to no end");
    }
}
