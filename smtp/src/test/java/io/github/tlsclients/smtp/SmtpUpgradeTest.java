package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SmtpUpgradeTest {
    private static final String GREETING = "220 mx ESMTP\r\n";
    private static final String OFFER = "250-mx\r\n250-SIZE 1000\r\n250 STARTTLS\r\n";
    private static final String CONSENT = "220 go ahead\r\n";
    private static final String ALL_THERE_IS_TO_SAY = "EHLO [127.0.0.1]";

    static Stream<Arguments> servers() {
        String withoutEnd = "x".repeat(100_000);
        return Stream.of(
                server("turns away", TlsFailure.REFUSED_BY_SERVER, "554 no service\r\n", OFFER, CONSENT),
                server("is too busy", TlsFailure.REFUSED_BY_SERVER, "421 busy\r\n", OFFER, CONSENT),
                server("speaks IMAP", TlsFailure.STARTTLS_MALFORMED, "* OK IMAP4rev1\r\n", OFFER, CONSENT),
                server("speaks HTTP", TlsFailure.STARTTLS_MALFORMED, "HTTP/1.1 400 Bad\r\n", OFFER, CONSENT),
                server("greets by 250", TlsFailure.STARTTLS_MALFORMED, "250 hello\r\n", OFFER, CONSENT),
                server("changes codes", TlsFailure.STARTTLS_MALFORMED, "220-a\r\n250 b\r\n", OFFER, CONSENT),
                server("has no space", TlsFailure.STARTTLS_MALFORMED, "220+a\r\n", OFFER, CONSENT),
                server("sends an endless line", TlsFailure.STARTTLS_MALFORMED, "220 " + withoutEnd, OFFER, CONSENT),
                server(
                        "sends an endless reply",
                        TlsFailure.STARTTLS_MALFORMED,
                        GREETING,
                        "250-x\r\n".repeat(10_000),
                        CONSENT),
                server("hangs up at once", TlsFailure.STARTTLS_REFUSED, ScriptServer.HANG_UP, OFFER, CONSENT),
                server(
                        "offers nothing",
                        TlsFailure.STARTTLS_NOT_OFFERED,
                        GREETING,
                        "250-mx\r\n250 AUTH PLAIN\r\n",
                        CONSENT),
                server(
                        "is called so",
                        TlsFailure.STARTTLS_NOT_OFFERED,
                        GREETING,
                        "250-STARTTLS\r\n250 SIZE\r\n",
                        CONSENT),
                server(
                        "offers a namesake",
                        TlsFailure.STARTTLS_NOT_OFFERED,
                        GREETING,
                        "250-mx\r\n250-XSTARTTLS\r\n250 STARTTLSX\r\n",
                        CONSENT),
                server("knows no EHLO", TlsFailure.STARTTLS_NOT_OFFERED, GREETING, "502 what?\r\n", CONSENT),
                server("is busy at EHLO", TlsFailure.REFUSED_BY_SERVER, GREETING, "421 busy\r\n", CONSENT),
                server("hangs up at EHLO", TlsFailure.STARTTLS_REFUSED, GREETING, ScriptServer.HANG_UP, CONSENT),
                server("has no TLS today", TlsFailure.STARTTLS_REFUSED, GREETING, OFFER, "454 not now\r\n"),
                server("takes it back", TlsFailure.STARTTLS_REFUSED, GREETING, OFFER, "502 what?\r\n"),
                server("hangs up when asked", TlsFailure.STARTTLS_REFUSED, GREETING, OFFER, ScriptServer.HANG_UP),
                server("says fine instead", TlsFailure.STARTTLS_MALFORMED, GREETING, OFFER, "250 fine\r\n"),
                server("wants data", TlsFailure.STARTTLS_MALFORMED, GREETING, OFFER, "354 go\r\n"),
                server("babbles", TlsFailure.STARTTLS_MALFORMED, GREETING, OFFER, "\r\n"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("servers")
    void nothingButTheUpgradeIsSaidToAServerThat(
            String what, TlsFailure expected, String greeting, String offer, String consent) throws IOException {
        try (ScriptServer server = ScriptServer.clear(greeting, script(offer, consent))) {
            TlsException failure = visit(server);

            assertThat(failure.failure()).as(failure.getMessage()).isEqualTo(expected);
            assertThat(failure.getMessage()).matches("[ -~…]{1,200}");
            assertThat(failure.hint()).isNotBlank();
            assertThat(server.heard()).isSubsetOf(ALL_THERE_IS_TO_SAY, "STARTTLS");
        }
    }

    @ParameterizedTest
    @MethodSource
    void injectedPlaintextNeverReachesTheSession(String behindConsent) throws IOException {
        try (ScriptServer server = ScriptServer.clear(GREETING, script(OFFER, CONSENT + behindConsent))) {
            TlsException failure = visit(server);

            assertThat(failure.failure()).isEqualTo(TlsFailure.STARTTLS_INJECTED);
            assertThat(String.join("\n", server.heard())).doesNotContain("AUTH", "MAIL");
        }
    }

    static List<String> injectedPlaintextNeverReachesTheSession() {
        return List.of("250-mx\r\n250 AUTH PLAIN\r\n", "235 you are in\r\n", "2", "\r\n");
    }

    @Test
    void refusesWhenStartTlsIsNotOffered() throws IOException {
        try (ScriptServer server = ScriptServer.clear(GREETING, script("250-mx\r\n250 AUTH PLAIN\r\n", CONSENT))) {
            TlsException failure = visit(server);

            assertThat(failure.failure()).isEqualTo(TlsFailure.STARTTLS_NOT_OFFERED);
            assertThat(failure.hint()).contains("smtps://localhost:465");
            assertThat(server.heard()).containsExactly(ALL_THERE_IS_TO_SAY);
        }
    }

    @Test
    void aServerThatConsentsAndHangsUpIsALostConnection() throws IOException {
        try (ScriptServer server = ScriptServer.clear(
                GREETING, line -> line.startsWith("EHLO") ? OFFER : line.equals("STARTTLS") ? CONSENT : "\0hang up")) {
            TlsException failure = visit(server);

            assertThat(failure.failure()).isIn(TlsFailure.CONNECTION_LOST, TlsFailure.STARTTLS_INJECTED);
        }
    }

    @Test
    void silenceIsATimeout() throws IOException {
        try (ScriptServer server = ScriptServer.clear(ScriptServer.STALL, line -> "")) {
            TlsException failure = visit(server, Duration.ofMillis(200));

            assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
        }
    }

    @Test
    void theKeywordMayBeInAnyCase() throws IOException {
        try (ScriptServer server = ScriptServer.clear(GREETING, script("250-mx\r\n250 StartTLS\r\n", "454 no\r\n"))) {
            visit(server);

            assertThat(server.heard()).containsExactly(ALL_THERE_IS_TO_SAY, "STARTTLS");
        }
    }

    private static Arguments server(String what, TlsFailure expected, String greeting, String offer, String consent) {
        return Arguments.of(what, expected, greeting, offer, consent);
    }

    private static UnaryOperator<String> script(String offer, String consent) {
        return line -> line.startsWith("EHLO") ? offer : line.equals("STARTTLS") ? consent : "";
    }

    private static TlsException visit(ScriptServer server) {
        return visit(server, Duration.ofSeconds(30));
    }

    private static TlsException visit(ScriptServer server, Duration timeout) {
        Endpoint endpoint = Endpoint.of(Protocol.SMTP, TlsMode.STARTTLS, "localhost", server.port());
        TlsContext context = TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(LabCa.create().certificate()))
                .timeout(timeout)
                .build());
        return catchThrowableOfType(TlsException.class, () -> {
            try (SmtpSession session = SmtpSession.connect(endpoint, context)) {
                session.login("ada", "s3cret".toCharArray());
            }
        });
    }
}
