package io.github.tlsclients.doctor;

import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;

/**
 * Whom the doctor examines.
 *
 * @param endpoint where it is
 * @param config how clients want to connect
 * @param dialect what its protocol is like
 */
record Patient(Endpoint endpoint, TlsConfig config, Dialect dialect) {
    Attempt attempt() {
        return attempt(config);
    }

    Attempt attempt(TlsConfig other) {
        return Attempt.at(endpoint, TlsContext.of(other), dialect.upgrade(endpoint));
    }

    Patient at(Endpoint other) {
        return new Patient(other, config, dialect);
    }
}
