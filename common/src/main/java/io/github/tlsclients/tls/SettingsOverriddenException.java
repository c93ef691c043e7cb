package io.github.tlsclients.tls;

import java.security.cert.CertificateException;

/**
 * A client library changed what its socket or engine was set to, and the server agreed to something that the
 * configuration does not allow. The handshake ends by it, before a byte of the client's is sent.
 */
public final class SettingsOverriddenException extends CertificateException {
    private static final long serialVersionUID = 1L;

    SettingsOverriddenException(String message) {
        super(message);
    }
}
