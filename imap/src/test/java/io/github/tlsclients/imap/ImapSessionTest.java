package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The session against servers that are certified and behave badly all the same. */
final class ImapSessionTest {
    private static final String GREETING = "* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n";
    private static final String EXAMINED = "* 1 EXISTS\r\n* OK [UIDNEXT 8] next\r\nTAG OK [READ-ONLY] done\r\n";
    private static final LabCa CA = LabCa.create();
    private static final LabCertificate CERTIFICATE = CA.issue("localhost");
    private static final TlsContext CONTEXT = within(Duration.ofSeconds(20));
    /** For servers that do not answer. Whatever comes before may take its time as well, and ends by the same failure. */
    private static final TlsContext HASTY = within(Duration.ofMillis(1_500));

    @Test
    void refusesALoginIntoASessionOfTheServersChoice() throws IOException {
        try (HostileServer server = server("* PREAUTH [CAPABILITY IMAP4rev1] welcome, mallory\r\n", Map.of());
                ImapSession session = connect(server)) {
            fails(TlsFailure.LOGIN_REFUSED, () -> session.login("ada", "secret".toCharArray()));
            assertThat(server.heardInTls()).noneMatch(line -> line.contains("secret"));
        }
    }

    @Test
    void neverSendsALoginThatTheServerForbids() throws IOException {
        try (HostileServer server = server("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] ready\r\n", Map.of());
                ImapSession session = connect(server)) {
            fails(TlsFailure.LOGIN_REFUSED, () -> session.login("ada", "secret".toCharArray()));
            assertThat(server.heardInTls()).isEmpty();
        }
    }

    @Test
    void logsInByPlainWhereTheServerHasIt() throws IOException {
        AtomicReference<String> tag = new AtomicReference<>("");
        UnaryOperator<String> script = line -> {
            if (line.endsWith(" AUTHENTICATE PLAIN")) {
                tag.set(line.split(" ", 2)[0]);
                return "+ \r\n";
            }
            return line.contains(" ") ? "* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n" : tag.get() + " OK done\r\n";
        };
        String greeting = "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN LOGINDISABLED] ready\r\n";
        try (HostileServer server = HostileServer.implicit(CERTIFICATE, greeting, script);
                ImapSession session = connect(server)) {
            session.login("ada", "sécret".toCharArray());
            byte[] plain = "\0ada\0sécret".getBytes(StandardCharsets.UTF_8);
            assertThat(server.heardInTls()).contains(Base64.getEncoder().encodeToString(plain));
            assertThat(server.heardInTls()).noneMatch(line -> line.contains(" LOGIN"));
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void waitsForNobodyWhoNoLongerReads(TlsProvider provider) throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        UnaryOperator<String> asleep = line -> {
            try {
                assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "";
        };
        TlsContext context = TlsContext.of(within(Duration.ofSeconds(4)).config().toBuilder()
                .provider(provider)
                .build());
        String greeting = "* OK [CAPABILITY IMAP4rev1 LITERAL+] ready\r\n";
        try (HostileServer server = HostileServer.implicit(CERTIFICATE, greeting, asleep);
                ImapSession session = ImapSession.connect(server.endpoint(), context)) {
            // more than the buffers of both sides hold, behind a line that sends the server to sleep
            fails(TlsFailure.TIMEOUT, () -> session.messages("x".repeat(20_000_000)));
            assertThat(server.heardInTls()).singleElement().asString().endsWith(" EXAMINE {20000000+}");
        } finally {
            over.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"* BYE overloaded\r\n", "* BYE [UNAVAILABLE]\r\n"})
    void tellsOfAServerThatSaysGoodbye(String greeting) throws IOException {
        failsToConnect(TlsFailure.REFUSED_BY_SERVER, greeting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mail.lab.test ESMTP\r\n",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "+OK POP3 ready\r\n",
                "\r\n",
                "* \r\n",
                "*\r\n",
                "* 5 EXISTS\r\n",
                "\u0000\u001b[2J\r\n"
            })
    void tellsOfAGreetingOfAnotherProtocol(String greeting) throws IOException {
        failsToConnect(TlsFailure.PROTOCOL_ERROR, greeting);
    }

    @Test
    void tellsOfAServerThatHangsUpInsteadOfGreeting() throws IOException {
        try (HostileServer server = HostileServer.implicit(CERTIFICATE, "", line -> "")) {
            fails(TlsFailure.TIMEOUT, () -> ImapSession.connect(server.endpoint(), HASTY));
        }
        try (HostileServer server = server("* OK ready\r\n", Map.of("CAPABILITY", HostileServer.HANG_UP))) {
            fails(TlsFailure.CONNECTION_LOST, () -> connect(server));
        }
    }

    @Test
    void tellsOfAServerThatHangsUpOrFallsSilentInTheMiddle() throws IOException {
        try (HostileServer server = server(GREETING, Map.of("LIST", HostileServer.HANG_UP));
                ImapSession session = connect(server)) {
            fails(TlsFailure.CONNECTION_LOST, session::folders);
        }
        try (HostileServer server = server(GREETING, Map.of("LIST", ""))) {
            fails(TlsFailure.TIMEOUT, () -> {
                try (ImapSession session = ImapSession.connect(server.endpoint(), HASTY)) {
                    session.folders();
                }
            });
        }
        try (HostileServer server = server(GREETING, Map.of("LIST", "* BYE going down\r\n" + HostileServer.HANG_UP));
                ImapSession session = connect(server)) {
            fails(TlsFailure.REFUSED_BY_SERVER, session::folders);
        }
    }

    @Test
    void listsAMessageWhoseSenderIsNonsense() throws IOException {
        String odd = "* 1 FETCH (UID 7 FLAGS (\\Seen) RFC822.SIZE 12 ENVELOPE (\"no date\" \"=?utf-8?Q?=1B[2J?= \" "
                + "((NIL NIL \"not an\" \"address at all\")) NIL NIL NIL NIL NIL NIL NIL))\r\nTAG OK done\r\n";
        try (HostileServer server = server(GREETING, Map.of("EXAMINE", EXAMINED, "FETCH", odd));
                ImapSession session = connect(server)) {
            List<MessageSummary> messages = session.messages("INBOX");
            assertThat(messages).hasSize(1);
            assertThat(messages.get(0).from()).isEqualTo("not an@address at all");
            assertThat(messages.get(0).date()).isEmpty();
            assertThat(messages.get(0).seen()).isTrue();
        }
    }

    @Test
    void tellsAFolderThatCannotBeOpenedFromOneThatIsNotThere() throws IOException {
        Map<String, String> answers =
                Map.of("EXAMINE", "TAG NO no\r\n", "LIST", "* LIST (\\Noselect) \"/\" \"Branch\"\r\nTAG OK done\r\n");
        try (HostileServer server = server(GREETING, answers);
                ImapSession session = connect(server)) {
            fails(TlsFailure.REFUSED_BY_SERVER, () -> session.messages("Branch"));
            fails(TlsFailure.NOT_FOUND, () -> session.messages("Br*"));
            assertThat(session.folders()).containsExactly(new MailFolder("Branch", false));
        }
    }

    @Test
    void needsAServerThatCanIdle() throws IOException {
        try (HostileServer server = server("* OK [CAPABILITY IMAP4rev1] ready\r\n", Map.of("EXAMINE", EXAMINED));
                ImapSession session = connect(server)) {
            fails(TlsFailure.REFUSED_BY_SERVER, () -> session.idle("INBOX", Duration.ofSeconds(1)));
        }
    }

    private static void failsToConnect(TlsFailure failure, String greeting) throws IOException {
        try (HostileServer server = HostileServer.implicit(CERTIFICATE, greeting, line -> "TAG BAD what\r\n")) {
            fails(failure, () -> connect(server));
        }
    }

    static void fails(TlsFailure failure, ThrowingCallable task) {
        assertThatExceptionOfType(TlsException.class).isThrownBy(task).satisfies(e -> {
            assertThat(e.failure()).isEqualTo(failure);
            assertThat(e.getMessage()).matches("[\\x20-\\x7e]+").doesNotContain("secret");
        });
    }

    private static HostileServer server(String greeting, Map<String, String> answers) throws IOException {
        return HostileServer.answering(CERTIFICATE, greeting, answers);
    }

    private static TlsContext within(Duration timeout) {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(CA.certificate()))
                .timeout(timeout)
                .build());
    }

    private static ImapSession connect(HostileServer server) throws TlsException {
        return ImapSession.connect(server.endpoint(), CONTEXT);
    }
}
