package io.github.tlsclients.http;

import static io.github.tlsclients.http.HostileServer.CONSENT;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.http.HostileServer.Act;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.time.Duration;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.junit.jupiter.params.provider.Arguments;

/** Sessions with something to lose: a login, and a path that tells. */
final class Clients {
    static final String SECRET = "s3cret-of-this-test";

    private Clients() {}

    static Endpoint endpoint(TlsMode mode, int port) {
        return Endpoint.of(Protocol.HTTP, mode, "localhost", port);
    }

    static TlsConfig.Builder config(LabCa ca) {
        return TlsConfig.builder().trust(Trust.certificates(ca.certificate())).timeout(Duration.ofSeconds(10));
    }

    static TlsContext trusting(LabCa ca) {
        return TlsContext.of(config(ca).build());
    }

    /** What a session with that server fails with, at the request or while its body is read. */
    static TlsException failure(Endpoint endpoint, TlsContext context) {
        try (HttpSession session = HttpSession.open(endpoint, context)) {
            session.login("ada", SECRET.toCharArray());
            return failure(session);
        }
    }

    static TlsException failure(HttpSession session) {
        return catchThrowableOfType(TlsException.class, () -> {
            try (HttpAnswer answer = session.get("/private?" + SECRET, Headers.EMPTY)) {
                answer.body().readAllBytes();
            }
        });
    }

    /** What the endpoint's own page is refused with, by TLS or by a status. */
    static TlsException refusal(HttpSession session) {
        return catchThrowableOfType(
                TlsException.class, () -> session.get().orRefusal().close());
    }

    /** Both modes, with both providers, in both versions. */
    static Stream<Arguments> everyWay() {
        return Stream.of(TlsMode.values())
                .flatMap(mode -> Stream.of(TlsProvider.values())
                        .flatMap(provider ->
                                Stream.of(TlsVersion.values()).map(version -> Arguments.of(mode, provider, version))));
    }

    /** A server that reads one request, answers it so, and ends so. */
    static Act answering(TlsMode mode, LabCertificate certificate, String answer, Act then) {
        return client -> {
            if (mode == TlsMode.STARTTLS) {
                client.hear();
                client.say(CONSENT).startTls(certificate).say("HTTP/1.1 204 No Content\r\n\r\n");
            } else {
                client.startTls(certificate);
            }
            client.hear();
            client.say(answer);
            then.play(client);
        };
    }
}
