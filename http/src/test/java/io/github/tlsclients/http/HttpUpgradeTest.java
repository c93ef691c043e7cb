package io.github.tlsclients.http;

import static io.github.tlsclients.http.HostileServer.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.http.HostileServer.Act;
import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers, and those who pretend to be one, that do not upgrade as RFC 2817 says. */
class HttpUpgradeTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("localhost");

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "Content-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://elsewhere.test/\r\n\r\n",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\n\r\n",
                "HTTP/1.0 405 Method Not Allowed\r\n\r\n",
                "HTTP/1.1 501 Not Implemented\r\nUpgrade: h2c\r\n\r\n"
            })
    void refusesWhenStartTlsIsNotOffered(String reply) {
        assertFails(TlsFailure.STARTTLS_NOT_OFFERED, saying(reply));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "Upgrade: TLS/1.2, HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 403 Forbidden\r\n\r\n",
                "HTTP/1.1 426 Upgrade Required\r\nUpgrade: TLS/1.2\r\n\r\n",
                "HTTP/1.1 503 Service Unavailable\r\n\r\n"
            })
    void refusesWhenTheServerRefuses(String reply) {
        assertFails(TlsFailure.STARTTLS_REFUSED, saying(reply));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 ftp.lab.test ready\r\n\r\n",
                "HTTP/2 101\r\n\r\n",
                "HTTP/1.1 1O1 Switching Protocols\r\nUpgrade: TLS/1.2\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade : TLS/1.2\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nX: y\r\n Upgrade: TLS/1.2\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade TLS/1.2\r\n\r\n"
            })
    void refusesWhatIsNoConsent(String reply) {
        assertFails(TlsFailure.STARTTLS_MALFORMED, saying(reply));
    }

    @Test
    void refusesAnEndlessHead() {
        assertFails(TlsFailure.STARTTLS_MALFORMED, client -> {
            client.hear();
            client.say("HTTP/1.1 101 Switching Protocols\r\n");
            while (true) {
                client.say("X-More: of the same\r\n");
            }
        });
    }

    @Test
    void refusesAnEndlessLine() {
        assertFails(TlsFailure.STARTTLS_MALFORMED, client -> {
            client.hear();
            client.say("HTTP/1.1 101 ");
            while (true) {
                client.say("and on and on ");
            }
        });
    }

    @Test
    void injectedPlaintextNeverReachesTheSession() {
        assertFails(TlsFailure.STARTTLS_INJECTED, client -> {
            client.hear();
            client.say(CONSENT + OK + "Content-Length: 4\r\n\r\nevil").awaitTheClientsEnd();
        });
    }

    @Test
    void clearTextAfterTheClientHelloNeverReachesTheSession() {
        assertFails(TlsFailure.STARTTLS_INJECTED, client -> {
            client.hear();
            client.say(CONSENT);
            client.awaitFirstByte();
            client.say(OK + "Content-Length: 4\r\n\r\nevil").awaitTheClientsEnd();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 10"})
    void refusesWhenTheServerHangsUp(String words) {
        assertFails(TlsFailure.STARTTLS_REFUSED, saying(words));
    }

    @Test
    void waitsForAnAnswerNoLongerThanItsTimeout() {
        try (HostileServer silent = HostileServer.start(HostileServer.Client::awaitTheClientsEnd)) {
            TlsContext hasty = TlsContext.of(
                    Clients.config(ca).timeout(Duration.ofMillis(200)).build());

            TlsException failure = Clients.failure(upgrading(silent), hasty);

            assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
        }
    }

    @Test
    void saysWhenTheServerSpeaksTlsAtOnce() throws IOException {
        try (LabServer https = HttpLab.start(TlsMode.IMPLICIT, certificate, LabAccount.create())) {
            TlsException failure = Clients.failure(upgrading(https), Clients.trusting(ca));

            assertThat(failure.failure()).isEqualTo(TlsFailure.TLS_ON_UPGRADE_PORT);
            assertThat(failure.hint()).contains("https://localhost:" + https.port());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "Content-Length: 5\r\n\r\nhello",
                OK + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: x\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"
            })
    void takesTheAnswerToItsQuestionInsideTls(String answer) throws IOException {
        try (HostileServer server = HostileServer.start(client -> {
                    client.hear();
                    client.say(CONSENT).startTls(certificate).say(answer);
                    client.hear();
                    client.say(OK + "Content-Length: 4\r\n\r\nreal").awaitTheClientsEnd();
                });
                HttpSession session = HttpSession.open(upgrading(server), Clients.trusting(ca));
                HttpAnswer page = session.get()) {
            assertThat(page.body().readAllBytes()).asString().isEqualTo("real");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: TLS/1.2\r\n\r\n",
                OK + "Content-Length: 5, 6\r\n\r\nhello",
                OK + "Content-Length: -1\r\n\r\n",
                OK + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                OK + "Content-Length: 1000000\r\n\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\nfffff\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\nlots\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
                "hello\r\n\r\n"
            })
    void refusesAnAnswerInsideTlsThatIsNone(String answer) {
        assertFails(TlsFailure.PROTOCOL_ERROR, inside(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "Connection: close\r\nContent-Length: 0\r\n\r\n",
                OK + "\r\nuntil the end",
                OK + "Transfer-Encoding: gzip\r\n\r\nuntil the end"
            })
    void refusesAnAnswerInsideTlsThatEndsTheConnection(String answer) {
        assertFails(TlsFailure.STARTTLS_REFUSED, inside(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {OK + "Content-Length: 50\r\n\r\nnot fifty", "HTTP/1.1 200"})
    void aConnectionThatEndsInsideItsFirstAnswerIsLost(String answer) {
        assertFails(TlsFailure.CONNECTION_LOST, inside(answer));
    }

    @Test
    void aCertificateThatIsNotTrustedEndsIt() {
        LabCertificate strangers = LabCa.create().issue("localhost");
        assertFails(TlsFailure.NOT_TRUSTED, client -> {
            client.hear();
            client.say(CONSENT).startTls(strangers);
        });
    }

    private static Act saying(String words) {
        return client -> {
            client.hear();
            client.say(words);
        };
    }

    private Act inside(String words) {
        return client -> {
            client.hear();
            client.say(CONSENT).startTls(certificate).say(words).end();
        };
    }

    /** Fails as expected, and the question for TLS is all that was ever said in clear. */
    private void assertFails(TlsFailure expected, Act act) {
        try (HostileServer server = HostileServer.start(act)) {
            TlsException failure = Clients.failure(upgrading(server), Clients.trusting(ca));

            assertThat(failure.failure()).as(failure.getMessage()).isEqualTo(expected);
            assertThat(failure.hint()).isNotEmpty();
            assertThat(server.heard())
                    .isEqualTo(List.of("OPTIONS * HTTP/1.1\r\nHost: localhost:" + server.port()
                            + "\r\nUpgrade: TLS/1.2\r\nConnection: Upgrade\r\n\r\n"));
        }
    }

    private static Endpoint upgrading(LabServer server) {
        return Clients.endpoint(TlsMode.STARTTLS, server.port());
    }
}
