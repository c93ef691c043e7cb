package io.github.tlsclients.doctor;

import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsHandshake;
import io.github.tlsclients.tls.Upgrade;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * One connection that was opened as far as it goes, and closed without a word inside TLS.
 *
 * @param endpoint whom it went to
 * @param failure where it ended, if TLS did not come to stand
 * @param handshake what was agreed on, if it did
 * @param watch what was seen of the handshake, finished or not
 * @param transcript what was said in clear
 */
record Attempt(
        Endpoint endpoint,
        Optional<TlsException> failure,
        Optional<TlsHandshake> handshake,
        HandshakeWatch watch,
        List<String> transcript) {
    private static final int CERTIFICATE_REFUSED = 4;
    private static final int NO_CONNECTION = 3;
    private static final int NO_TLS = 5;

    static Attempt at(Endpoint endpoint, TlsContext context, Upgrade upgrade) {
        TlsConnector connector = TlsConnector.to(endpoint, context, upgrade);
        Optional<TlsException> failure = Optional.empty();
        try (Socket socket = connector.open()) {
            // what was agreed on is all that is wanted
        } catch (IOException e) {
            failure = connector.handshake().isPresent() && !(e instanceof TlsException)
                    ? Optional.empty() // it did not close nicely
                    : Optional.of(Diagnosis.of(e, endpoint, connector.watch()));
        }
        return new Attempt(endpoint, failure, connector.handshake(), connector.watch(), connector.transcript());
    }

    boolean succeeded() {
        return failure.isEmpty();
    }

    /** The chain as the server sent it, trusted or not; empty if it came to none. */
    List<X509Certificate> chain() {
        return watch.chain();
    }

    /** Whether hellos were exchanged: the server chose version, suite and group, and showed who it claims to be. */
    boolean agreed() {
        return !chain().isEmpty();
    }

    boolean certificateRefused() {
        return failure.map(e -> e.failure().exitCode() == CERTIFICATE_REFUSED).orElse(false);
    }

    /** Whether nobody answers there; one who hangs up has answered. */
    boolean unanswered() {
        return !agreed()
                && failure.map(e ->
                                e.failure().exitCode() == NO_CONNECTION && e.failure() != TlsFailure.CONNECTION_LOST)
                        .orElse(false);
    }

    /** Whether it ended before TLS began, by what the server said in clear. */
    boolean endedInClear() {
        return failure.map(e -> e.failure().exitCode() == NO_TLS).orElse(false);
    }
}
