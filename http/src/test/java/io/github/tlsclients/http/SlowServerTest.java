package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.lab.SlowRelay;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import okhttp3.Protocol;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that say a byte now and then, which is in time for every single read. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT) // it waits most of the time
final class SlowServerTest {
    private static final LabCa CA = LabCa.create();
    private static final LabCertificate CERTIFICATE = CA.issue("localhost");

    /** What is to succeed in it does so on a machine that stands still for some seconds as well. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Duration LONGER = TIMEOUT.plusMillis(500);

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() {
        server.useHttps(CERTIFICATE.serverContext().getSocketFactory());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> everyMoment() {
        return Stream.of(TlsMode.values())
                .flatMap(mode -> Stream.of(TlsProvider.values())
                        .flatMap(provider -> Stream.of(0, 60, 1_000) // upgrade or ServerHello, certificate
                                .map(after -> Arguments.of(mode, provider, after))));
    }

    static Stream<Arguments> everyProtocol() {
        return Stream.of(Http.values())
                .flatMap(http -> Stream.of(TlsProvider.values()).map(provider -> Arguments.of(http, provider)));
    }

    /** What the session offers, and the server takes. */
    private enum Http {
        /** By a session that would speak HTTP/2 as well, whose library has timeouts of its own. */
        ONE,
        /** By a session that offers nothing else, to which the clock under TLS is the only limit. */
        ONE_ALONE,
        TWO
    }

    @ParameterizedTest
    @MethodSource("everyMoment")
    void connectingEndsWhereverTheServerBeginsToTrickle(TlsMode mode, TlsProvider provider, int after)
            throws IOException {
        try (LabServer lab = HttpLab.start(mode, CERTIFICATE, LabAccount.create());
                SlowRelay relay = SlowRelay.to(lab.port()).trickleAfter(after);
                HttpSession session = HttpSession.open(Clients.endpoint(mode, relay.port()), context(provider))) {
            isTooSlow(Clients.failure(session));
        }
    }

    @ParameterizedTest
    @MethodSource("everyProtocol")
    void aHeadThatTricklesEnds(Http http, TlsProvider provider) throws IOException {
        serve(http, new MockResponse.Builder().body("hello"), new MockResponse.Builder().body("x".repeat(1_000)));
        try (SlowRelay relay = SlowRelay.to(server.getPort());
                HttpSession session = session(http, relay.port(), context(provider))) {
            get(session);
            relay.trickleAfter(1);
            assertThat(Clients.failure(session).failure()).isEqualTo(TlsFailure.TIMEOUT);
        }
    }

    @ParameterizedTest
    @MethodSource("everyProtocol")
    void aBodyThatTricklesEnds(Http http, TlsProvider provider) throws IOException {
        serve(
                http,
                new MockResponse.Builder()
                        .body(new Buffer().write(new byte[9_000]))
                        .throttleBody(1, 100, TimeUnit.MILLISECONDS));
        try (HttpSession session = session(http, provider)) {
            isTooSlow(Clients.failure(session));
        }
    }

    @ParameterizedTest
    @MethodSource("everyProtocol")
    void aBodyOfUnknownLengthThatTricklesEnds(Http http, TlsProvider provider) throws IOException {
        serve(
                http,
                new MockResponse.Builder()
                        .chunkedBody(new Buffer().write(new byte[9_000]), 2)
                        .throttleBody(1, 100, TimeUnit.MILLISECONDS));
        try (HttpSession session = session(http, provider)) {
            isTooSlow(Clients.failure(session));
        }
    }

    @ParameterizedTest
    @MethodSource("everyProtocol")
    void aSlowBodyThatGoesOnIsNotCut(Http http, TlsProvider provider) throws IOException {
        serve(
                http,
                new MockResponse.Builder()
                        .body(new Buffer().write(new byte[300_000]))
                        .throttleBody(5_000, 100, TimeUnit.MILLISECONDS)); // six seconds, where five are the limit
        try (HttpSession session = session(http, provider);
                HttpAnswer answer = session.get("/", Headers.EMPTY)) {
            assertThat(answer.body().readAllBytes()).hasSize(300_000);
        }
    }

    @ParameterizedTest
    @MethodSource("everyProtocol")
    void timeBetweenRequestsAndBetweenReadsIsNotCounted(Http http, TlsProvider provider)
            throws IOException, InterruptedException {
        serve(
                http,
                new MockResponse.Builder().body("hello"),
                new MockResponse.Builder().body(new Buffer().write(new byte[100_000])));
        TlsContext whole = context(provider).asOneOperation();
        try (HttpSession session = session(http, server.getPort(), whole)) {
            get(session);
            pass(LONGER);
            try (HttpAnswer answer = session.get("/", Headers.EMPTY)) {
                assertThat(answer.body().readNBytes(10)).hasSize(10);
                pass(LONGER);
                assertThat(answer.body().readAllBytes()).hasSize(99_990);
            }
            assertThat(server.takeRequest().getConnectionIndex())
                    .isEqualTo(server.takeRequest().getConnectionIndex());
        }
    }

    private void serve(Http http, MockResponse.Builder... answers) throws IOException {
        server.setProtocols(
                http == Http.ONE ? List.of(Protocol.HTTP_1_1) : List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
        for (MockResponse.Builder answer : answers) {
            server.enqueue(answer.build());
        }
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    /** What is waited for is the passing of time itself. */
    private static void pass(Duration time) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();
    }

    private static void get(HttpSession session) throws IOException {
        try (HttpAnswer answer = session.get("/", Headers.EMPTY)) {
            assertThat(answer.body().readAllBytes()).asString().isEqualTo("hello");
        }
    }

    private HttpSession session(Http http, TlsProvider provider) {
        return session(http, server.getPort(), context(provider));
    }

    private static HttpSession session(Http http, int port, TlsContext context) {
        HttpSession session = HttpSession.open(Clients.endpoint(TlsMode.IMPLICIT, port), context);
        if (http == Http.ONE_ALONE) {
            session.http1Alone();
        }
        return session;
    }

    private static void isTooSlow(TlsException failure) {
        assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
        assertThat(failure).hasMessageContaining("longer than 5s in all");
        assertThat(failure.hint()).contains("--timeout");
    }

    private static TlsContext context(TlsProvider provider) {
        return TlsContext.of(
                Clients.config(CA).provider(provider).timeout(TIMEOUT).build());
    }
}
