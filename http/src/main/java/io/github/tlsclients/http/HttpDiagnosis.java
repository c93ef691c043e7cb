package io.github.tlsclients.http;

import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Endpoint;
import java.io.IOException;

/** What a call's exception means, when the server was reached or there is no proxy before it. */
final class HttpDiagnosis {
    private HttpDiagnosis() {}

    static TlsException of(IOException e, Endpoint endpoint, ConnectionTrail trail) {
        TlsException diagnosis = Diagnosis.of(e, endpoint, trail.watch());
        if (diagnosis.failure() != TlsFailure.PROTOCOL_ERROR && diagnosis.failure() != TlsFailure.INTERNAL) {
            return diagnosis;
        }
        // TLS and the network had their say above; what OkHttp throws besides is about HTTP, in the server's own words
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the server's answer is not HTTP: " + ClearText.printable(String.valueOf(e.getMessage())),
                "check that this port is one for http, and what stands between you and the server",
                trail.watch().chain(),
                e);
    }
}
