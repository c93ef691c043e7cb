package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProvider;
import java.io.IOException;
import java.net.InetAddress;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Http2Test {
    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("www.lab.test");
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.useHttps(certificate.serverContext().getSocketFactory());
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void connectsElsewhereInTheNameOfTheUri(TlsProvider provider) throws IOException, InterruptedException {
        server.enqueue(new MockResponse.Builder().body("hello").build());
        try (HttpSession session = open(provider);
                HttpAnswer answer = session.get()) {
            assertThat(answer.protocol()).isEqualTo("h2");
            assertThat(answer.body().readAllBytes()).asString().isEqualTo("hello");
        }
        RecordedRequest request = server.takeRequest();
        assertThat(request.getHandshakeServerNames()).containsExactly("www.lab.test");
        assertThat(request.getHeaders().get(":authority")).isEqualTo("www.lab.test");
        assertThat(request.getTarget()).isEqualTo("/a%20path?with=query&x");
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aBodyThatIsCutOffIsTruncated(TlsProvider provider) {
        server.enqueue(new MockResponse.Builder()
                .body(new Buffer().write(new byte[100_000]))
                .onResponseBody(new SocketEffect.CloseSocket(false, false, true)) // to reset it could overtake the head
                .build());
        try (HttpSession session = open(provider)) {
            TlsException failure = Clients.failure(session);

            assertThat(failure.failure()).isEqualTo(TlsFailure.TRUNCATED);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aStreamThatIsResetIsAProtocolError(TlsProvider provider) {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseStream(2)) // INTERNAL_ERROR, RFC 9113 section 7
                .build());
        try (HttpSession session = open(provider)) {
            TlsException failure = Clients.failure(session);

            assertThat(failure.failure()).isEqualTo(TlsFailure.PROTOCOL_ERROR);
            assertThat(failure).hasMessageContaining("INTERNAL_ERROR");
        }
    }

    @Test
    void aRequestThatTheServerHasNotLookedAtIsSentAgain() throws IOException {
        server.enqueue(refusal());
        server.enqueue(new MockResponse.Builder().body("hello").build());
        try (HttpSession session = open(TlsProvider.JDK);
                HttpAnswer answer = session.get()) {
            assertThat(answer.body().readAllBytes()).asString().isEqualTo("hello");
        }
    }

    @Test
    void aServerThatRefusesForEverIsNotAskedForEver() {
        for (int i = 0; i < 10; i++) {
            server.enqueue(refusal());
        }
        try (HttpSession session = open(TlsProvider.JDK)) {
            assertThat(Clients.failure(session)).hasMessageContaining("REFUSED_STREAM");
        }
        assertThat(server.getRequestCount()).isEqualTo(4);
    }

    private static MockResponse refusal() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseStream(7)) // REFUSED_STREAM, RFC 9113 section 8.7
                .build();
    }

    private HttpSession open(TlsProvider provider) {
        Endpoint endpoint =
                Endpoint.parse("https://www.lab.test/a%20path?with=query&x").connectTo("localhost:" + server.getPort());
        return HttpSession.open(
                endpoint, TlsContext.of(Clients.config(ca).provider(provider).build()));
    }
}
