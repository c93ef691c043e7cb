package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.ScriptedServer;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clear part against servers, and people in between, that mean no good. */
final class ImapUpgradeTest {
    private static final String GREETING = "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n";
    private static final LabCa CA = LabCa.create();
    private static final TlsContext CONTEXT = TlsContext.of(TlsConfig.builder()
            .trust(Trust.certificates(CA.certificate()))
            .timeout(Duration.ofSeconds(20))
            .build());

    @Test
    void refusesWhenStartTlsIsNotOfferedByTheGreeting() throws IOException {
        refuses(TlsFailure.STARTTLS_NOT_OFFERED, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n", line -> "");
    }

    @Test
    void refusesWhenStartTlsIsNotOfferedWhenAsked() throws IOException {
        refuses(
                TlsFailure.STARTTLS_NOT_OFFERED,
                "* OK ready\r\n",
                line -> "* CAPABILITY IMAP4rev1 AUTH=PLAIN STARTTLSX\r\na1 OK done\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a2 NO not now", "a2 BAD what", "* BYE overloaded", "a2 no [UNAVAILABLE] later"})
    void refusesWhenStartTlsIsRefused(String answer) throws IOException {
        refuses(TlsFailure.STARTTLS_REFUSED, GREETING, line -> answer + "\r\n");
    }

    @Test
    void refusesAServerThatSaysGoodbyeAtOnce() throws IOException {
        refuses(TlsFailure.STARTTLS_REFUSED, "* BYE too many connections\r\n", line -> "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome ada\r\n",
                "* PREAUTH [CAPABILITY IMAP4rev1] welcome ada\r\n",
                "* preauth\r\n"
            })
    void refusesASessionThatIsLoggedInBeforeTls(String greeting) throws IOException {
        refuses(TlsFailure.PREAUTHENTICATED, greeting, line -> "a2 OK begin\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a2 OK begin\r\n* OK [ALERT] call this number\r\n",
                "a2 OK begin\r\nA0 OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] forged\r\n",
                "a2 OK begin\r\n\r\n"
            })
    void injectedPlaintextNeverReachesTheSession(String answer) throws IOException {
        refuses(TlsFailure.STARTTLS_INJECTED, GREETING, line -> answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mail.lab.test ESMTP\r\n",
                "HTTP/1.1 400 Bad Request\r\n",
                "+OK POP3 ready\r\n",
                "* OKAY ready\r\n",
                "\r\n",
                "* \u0000\u001b[2J\r\n"
            })
    void refusesAGreetingOfAnotherProtocol(String greeting) throws IOException {
        refuses(TlsFailure.STARTTLS_MALFORMED, greeting, line -> "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a9 OK begin", "+ go ahead", "OK begin", "a2 YES", "a2OK begin", "a2 ", "*OK"})
    void refusesAnAnswerThatIsNone(String answer) throws IOException {
        refuses(TlsFailure.STARTTLS_MALFORMED, GREETING, line -> answer + "\r\n");
    }

    @Test
    void refusesALineWithoutEnd() throws IOException {
        refuses(TlsFailure.STARTTLS_MALFORMED, "* OK " + "x".repeat(100_000), line -> "");
    }

    @Test
    void refusesAReplyWithoutEnd() throws IOException {
        refuses(TlsFailure.STARTTLS_MALFORMED, GREETING, line -> "* OK still thinking\r\n".repeat(10_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void noticesAHangUp(int wordsBefore) throws IOException {
        List<String> words = new ArrayList<>(List.of("* OK ready\r\n", "* CAPABILITY STARTTLS\r\na1 OK done\r\n")
                .subList(0, wordsBefore));
        words.add(HostileServer.HANG_UP);
        try (HostileServer server = HostileServer.upgrading(CA.issue("localhost"), words, line -> "")) {
            ImapSessionTest.fails(TlsFailure.STARTTLS_REFUSED, () -> ImapSession.connect(server.endpoint(), CONTEXT));
        }
    }

    @Test
    void asksInsideTlsAndForgetsWhatWasSaidInClear() throws IOException {
        List<String> clear = List.of(
                "* OK [ALERT] call this number\r\n",
                "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN INJECTED\r\n* OK [ALERT] or that\r\na1 OK done\r\n",
                "* OK [ALERT] or visit us\r\n* CAPABILITY INJECTED\r\na2 ok go\r\n");
        try (HostileServer server = HostileServer.upgrading(
                        CA.issue("localhost"),
                        clear,
                        line -> line.contains("CAPABILITY") ? "* CAPABILITY IMAP4rev1\r\nTAG OK\r\n" : "TAG OK\r\n");
                CommandLog log = CommandLog.begin();
                ImapSession session = ImapSession.connect(server.endpoint(), CONTEXT)) {
            assertThat(session.capabilities()).containsExactly("IMAP4REV1");
            assertThat(log.text()).doesNotContain("ALERT", "INJECTED");
            assertThat(server.heardInClear()).containsExactly("a1 CAPABILITY", "a2 STARTTLS");
            assertThat(session.report().clearText()).contains("C: a2 STARTTLS");
        }
    }

    @ParameterizedTest
    @CsvSource({"IMPLICIT, PLAINTEXT_ON_TLS_PORT", "STARTTLS, TLS_ON_UPGRADE_PORT"})
    void tellsThatThePortIsForTheOtherMode(TlsMode mode, TlsFailure failure) throws IOException {
        try (LabUnderTest lab = LabUnderTest.start()) {
            TlsMode other = mode == TlsMode.IMPLICIT ? TlsMode.STARTTLS : TlsMode.IMPLICIT;
            Endpoint endpoint = Endpoint.of(Protocol.IMAP, mode, "localhost", lab.port(other));
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> ImapSession.connect(endpoint, CONTEXT))
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(failure));
        }
    }

    private static void refuses(TlsFailure failure, String greeting, UnaryOperator<String> script) throws IOException {
        try (ScriptedServer server = ScriptedServer.start(greeting, script)) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> {
                        try (ImapSession session = ImapSession.connect(upgradeAt(server.port()), CONTEXT)) {
                            session.login("ada", "secret".toCharArray());
                        }
                    })
                    .satisfies(e -> {
                        assertThat(e.failure()).isEqualTo(failure);
                        assertThat(e.getMessage()).matches("[\\x20-\\x7e]+");
                    });
            // a ClientHello after consent may be among what it heard as lines
            assertThat(server.heard())
                    .filteredOn(line -> line.matches("[\\x20-\\x7e]*"))
                    .allMatch(line -> line.matches("a\\d (CAPABILITY|STARTTLS)"));
            assertThat(String.join("\n", server.heard())).doesNotContain("ada", "secret");
        }
    }

    private static Endpoint upgradeAt(int port) {
        return Endpoint.of(Protocol.IMAP, TlsMode.STARTTLS, "localhost", port);
    }
}
