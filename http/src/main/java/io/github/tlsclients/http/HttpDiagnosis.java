package io.github.tlsclients.http;

import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.HandshakeWatch;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;

/** What a call's exception means, when the server was reached or there is no proxy before it. */
final class HttpDiagnosis {
    private HttpDiagnosis() {}

    static TlsException of(IOException e, Endpoint endpoint, ConnectionTrail trail) {
        TlsException diagnosis = Diagnosis.of(e, endpoint, trail.watch());
        if (diagnosis.failure() != TlsFailure.PROTOCOL_ERROR && diagnosis.failure() != TlsFailure.INTERNAL) {
            return diagnosis;
        }
        if (endedUnheard(e, trail.watch())) {
            SocketException ended = new SocketException("the connection ended before an answer");
            ended.initCause(e);
            return Diagnosis.of(ended, endpoint, trail.watch());
        }
        // TLS and the network had their say above; what OkHttp throws besides is about HTTP, in the server's own words
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the server's answer is not HTTP: " + ClearText.printable(String.valueOf(e.getMessage())),
                "check that this port is one for http, and what stands between you and the server",
                trail.watch().chain(),
                e);
    }

    /**
     * Whether the server ended the connection over a client certificate. In TLS 1.3 its alert comes when the request is
     * already on its way, and OkHttp's reader of HTTP/2 keeps it to itself.
     */
    private static boolean endedUnheard(IOException e, HandshakeWatch watch) {
        return !(e instanceof ProtocolException) && watch.certificateWanted() && !watch.heardSinceCertificate();
    }
}
