package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.http.HostileServer.Client;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a body ends, and where it only breaks off. */
class BodyTest {
    private static final String HELLO_UNTIL_THE_END = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello";

    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("localhost");

    static Stream<Arguments> everyWay() {
        return Clients.everyWay();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void aBodyThatIsCutOffIsTruncated(TlsMode mode, TlsProvider provider, TlsVersion version) {
        for (String answer : new String[] {
            HELLO_UNTIL_THE_END,
            "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nhello"
        }) {
            try (HostileServer server =
                    HostileServer.start(Clients.answering(mode, certificate, answer, Client::cut))) {
                TlsContext context = TlsContext.of(
                        Clients.config(ca).provider(provider).versions(version).build());

                TlsException failure = Clients.failure(Clients.endpoint(mode, server.port()), context);

                assertThat(failure.failure()).as(answer).isEqualTo(TlsFailure.TRUNCATED);
                assertThat(failure).hasMessageContaining("5 bytes");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void aBodyThatEndsWithTheSessionIsWhole(TlsMode mode, TlsProvider provider, TlsVersion version) throws IOException {
        TlsContext context = TlsContext.of(
                Clients.config(ca).provider(provider).versions(version).build());
        try (HostileServer server =
                        HostileServer.start(Clients.answering(mode, certificate, HELLO_UNTIL_THE_END, Client::end));
                HttpSession session = HttpSession.open(Clients.endpoint(mode, server.port()), context);
                HttpAnswer answer = session.get()) {
            assertThat(answer.body().readAllBytes()).asString().isEqualTo("hello");
            assertThat(answer.length()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void aBodyThatStopsRunsIntoTheTimeout(TlsMode mode) {
        String half = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello";
        try (HostileServer server =
                HostileServer.start(Clients.answering(mode, certificate, half, Client::awaitTheClientsEnd))) {
            TlsContext hasty = TlsContext.of(
                    Clients.config(ca).timeout(Duration.ofMillis(800)).build());

            TlsException failure = Clients.failure(Clients.endpoint(mode, server.port()), hasty);

            assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello"})
    void theSessionsOwnClockAloneEndsAnAnswerThatStops(String half) {
        try (HostileServer server = HostileServer.start(
                Clients.answering(TlsMode.IMPLICIT, certificate, half, Client::awaitTheClientsEnd))) {
            TlsContext hasty = TlsContext.of(
                    Clients.config(ca).timeout(Duration.ofMillis(800)).build());
            try (HttpSession session = HttpSession.open(Clients.endpoint(TlsMode.IMPLICIT, server.port()), hasty)) {
                session.http1Alone();

                TlsException failure = Clients.failure(session);

                assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
                assertThat(failure).hasMessageContaining("800ms in all");
            }
        }
    }
}
