package io.github.tlsclients.doctor;

import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.WireObserver;
import java.util.Optional;

/**
 * Whom the doctor examines.
 *
 * @param endpoint where it is
 * @param config how clients want to connect
 * @param dialect what its protocol is like
 * @param observer sees what passes, if anybody does
 */
record Patient(Endpoint endpoint, TlsConfig config, Dialect dialect, Optional<WireObserver> observer) {
    TlsContext context() {
        return context(config);
    }

    private TlsContext context(TlsConfig wanted) {
        TlsContext context = TlsContext.of(wanted);
        return observer.map(context::observedBy).orElse(context);
    }

    Attempt attempt() {
        return attempt(config);
    }

    Attempt attempt(TlsConfig other) {
        return Attempt.at(endpoint, context(other), dialect.upgrade(endpoint));
    }

    Patient at(Endpoint other) {
        return new Patient(other, config, dialect, observer);
    }
}
