package io.github.tlsclients.http;

import static io.github.tlsclients.http.HostileServer.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.http.HostileServer.Client;
import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.ClosedPort;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HttpSessionTest {
    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("localhost");

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void aServerThatLeavesBeforeItAnswersIsLost(TlsMode mode) {
        try (HostileServer server = HostileServer.start(Clients.answering(mode, certificate, "", Client::cut))) {
            TlsException failure = Clients.failure(Clients.endpoint(mode, server.port()), Clients.trusting(ca));

            assertThat(failure.failure()).isEqualTo(TlsFailure.CONNECTION_LOST);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void whatIsNoHttpIsAProtocolErrorAndSafeToPrint(TlsMode mode) {
        try (HostileServer server =
                HostileServer.start(Clients.answering(mode, certificate, "* OK \033[31mIMAP\r\n\r\n", Client::end))) {
            TlsException failure = Clients.failure(Clients.endpoint(mode, server.port()), Clients.trusting(ca));

            assertThat(failure.failure()).isEqualTo(TlsFailure.PROTOCOL_ERROR);
            assertThat(failure).hasMessageContaining("IMAP").hasMessageNotContaining("\033");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void redirectsAreNotFollowed(TlsMode mode) throws IOException {
        try (HostileServer elsewhere = HostileServer.start(Client::hear);
                HostileServer server = HostileServer.start(Clients.answering(
                        mode,
                        certificate,
                        "HTTP/1.1 302 Found\r\nLocation: http://localhost:" + elsewhere.port()
                                + "/\r\nContent-Length: 0\r\n\r\n",
                        Client::awaitTheClientsEnd));
                HttpSession session = HttpSession.open(Clients.endpoint(mode, server.port()), Clients.trusting(ca));
                HttpAnswer answer = session.get()) {
            assertThat(answer.status()).isEqualTo(302);
            assertThatThrownBy(answer::orRefusal)
                    .isInstanceOfSatisfying(
                            TlsException.class,
                            e -> assertThat(e.failure()).isEqualTo(TlsFailure.REDIRECTED_OUT_OF_TLS))
                    .hasMessageContaining("http://localhost:" + elsewhere.port());
            assertThat(answer.header("Location")).hasValue("http://localhost:" + elsewhere.port() + "/");
            assertThat(elsewhere.heard()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("greetings")
    void saysWhenAServerSpeaksPlaintextOnTheTlsPort(String greeting, TlsProvider provider) {
        try (HostileServer server =
                HostileServer.start(client -> client.say(greeting).awaitTheClientsEnd())) {
            TlsContext context =
                    TlsContext.of(Clients.config(ca).provider(provider).build());

            TlsException failure = Clients.failure(Clients.endpoint(TlsMode.IMPLICIT, server.port()), context);

            assertThat(failure.failure()).isEqualTo(TlsFailure.PLAINTEXT_ON_TLS_PORT);
            assertThat(failure).hasMessageContaining(greeting.strip());
            assertThat(failure.hint()).contains("http+starttls://localhost:" + server.port());
        }
    }

    static Stream<Arguments> greetings() {
        return Stream.of("HTTP/1.1 400 Bad Request\r\n", "220 smtp.lab.test\r\n")
                .flatMap(words -> Stream.of(TlsProvider.values()).map(provider -> Arguments.of(words, provider)));
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void refusesCertificatesThatAreNotValidNow(TlsMode mode) throws IOException {
        Instant now = Instant.now();
        Duration day = Duration.ofDays(1);
        assertRefused(mode, now.minus(day), now.minus(day.dividedBy(2)), TlsFailure.EXPIRED);
        assertRefused(mode, now.plus(day), now.plus(day.multipliedBy(2)), TlsFailure.NOT_YET_VALID);
    }

    private void assertRefused(TlsMode mode, Instant from, Instant to, TlsFailure expected) throws IOException {
        LabCertificate dated = ca.issue(CertificateSpec.server("localhost").valid(from, to));
        try (LabServer server = HttpLab.start(mode, dated, LabAccount.create())) {
            TlsException failure = Clients.failure(Clients.endpoint(mode, server.port()), Clients.trusting(ca));

            assertThat(failure.failure()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void saysWhenALoginIsRefusedAndWhenItIsNot(TlsMode mode) throws IOException {
        LabAccount account = LabAccount.create();
        try (LabServer server = HttpLab.start(mode, certificate, account);
                HttpSession session = HttpSession.open(Clients.endpoint(mode, server.port()), Clients.trusting(ca))) {
            assertThatThrownBy(() -> session.get("/private", Headers.EMPTY).orRefusal())
                    .isInstanceOfSatisfying(
                            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED));

            session.login(account.user(), account.password().toCharArray());

            try (HttpAnswer answer = session.get("/private", Headers.EMPTY).orRefusal()) {
                assertThat(answer.body().readAllBytes()).asString().isEqualTo("for you alone\n");
            }
        }
    }

    @Test
    void aLoginIsUtf8AndHasNoColonInItsName() throws IOException {
        LabAccount account = new LabAccount("ada", "pässwörd €");
        try (LabServer server = HttpLab.start(TlsMode.IMPLICIT, certificate, account);
                HttpSession session =
                        HttpSession.open(Clients.endpoint(TlsMode.IMPLICIT, server.port()), Clients.trusting(ca))) {
            session.login(account.user(), account.password().toCharArray());

            try (HttpAnswer answer = session.get("/private", Headers.EMPTY)) {
                assertThat(answer.status()).isEqualTo(200);
            }
            assertThatThrownBy(() -> session.login("a:b", new char[0])).isInstanceOf(TlsConfigException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void connectsElsewhereInTheNameOfTheUri(TlsMode mode) throws IOException {
        LabCertificate www = ca.issue("www.lab.test");
        List<String> inside = new CopyOnWriteArrayList<>();
        try (HostileServer server = HostileServer.start(client -> {
            if (mode == TlsMode.STARTTLS) {
                client.hear();
                client.say(CONSENT).startTls(www).say("HTTP/1.1 204 No Content\r\n\r\n");
            } else {
                client.startTls(www);
            }
            inside.add(client.hear());
            client.say("HTTP/1.1 204 No Content\r\n\r\n").awaitTheClientsEnd();
        })) {
            Endpoint www631 = new Endpoint(
                            Protocol.HTTP, mode, "www.lab.test", 631, "/x", "www.lab.test", "www.lab.test", 631)
                    .connectTo("localhost:" + server.port());
            try (HttpSession session = HttpSession.open(www631, Clients.trusting(ca))) {
                assertThat(HttpContract.read(session.get())).isZero();
            }
            assertThat(inside.get(0)).startsWith("GET /x HTTP/1.1\r\n").contains("\r\nHost: www.lab.test:631\r\n");
            assertThat(server.heard()).allSatisfy(head -> assertThat(head).contains("Host: www.lab.test:631\r\n"));
        }
    }

    @Test
    void aPathCannotLeadToAnotherHost() throws IOException {
        try (LabServer server = HttpLab.start(TlsMode.IMPLICIT, certificate, LabAccount.create());
                HttpSession session =
                        HttpSession.open(Clients.endpoint(TlsMode.IMPLICIT, server.port()), Clients.trusting(ca));
                HttpAnswer answer = session.get("//elsewhere.test/", Headers.EMPTY)) {
            assertThat(answer.status()).isEqualTo(404);
            assertThatThrownBy(() -> session.get("https://elsewhere.test/", Headers.EMPTY))
                    .isInstanceOf(TlsConfigException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void theNextConnectionResumesTheSession(TlsProvider provider) throws IOException {
        TlsContext context = TlsContext.of(Clients.config(ca)
                .provider(provider)
                .versions(TlsVersion.TLS_1_2) // Bouncy Castle resumes no other
                .build());
        try (LabServer server = HttpLab.start(TlsMode.STARTTLS, certificate, LabAccount.create());
                HttpSession session = HttpSession.open(Clients.endpoint(TlsMode.STARTTLS, server.port()), context)) {
            HttpContract.read(session.get("/", Headers.of("Connection", "close")));
            assertThat(session.report().resumed()).isFalse();

            HttpContract.read(session.get());
            assertThat(session.report().resumed()).isTrue();
            assertThat(session.report().chain()).isNotEmpty();
        }
    }

    @Test
    void saysWhenNothingListensAndWhenThereIsNoSuchHost() throws IOException {
        try (ClosedPort closed = new ClosedPort()) {
            Endpoint nobody = Clients.endpoint(TlsMode.IMPLICIT, closed.port());

            assertThat(Clients.failure(nobody, Clients.trusting(ca)).failure())
                    .isEqualTo(TlsFailure.CONNECTION_REFUSED);
            // a resolver may ask several servers, none of which answers
            TlsContext patient = TlsContext.of(
                    Clients.config(ca).timeout(Duration.ofMinutes(2)).build());
            assertThat(Clients.failure(nobody.connectTo("nobody.invalid"), patient)
                            .failure())
                    .isEqualTo(TlsFailure.UNKNOWN_HOST);
        }
    }

    @Test
    void waitsForTheHandshakeNoLongerThanItsTimeout() {
        try (HostileServer silent = HostileServer.start(Client::awaitTheClientsEnd)) {
            TlsContext hasty = TlsContext.of(
                    Clients.config(ca).timeout(Duration.ofMillis(200)).build());

            TlsException failure = Clients.failure(Clients.endpoint(TlsMode.IMPLICIT, silent.port()), hasty);

            assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
        }
    }
}
