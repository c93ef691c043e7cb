package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that go out together have each their own reply (RFC 2920). */
class PipeliningTest extends ProtectedScript {
    private static final String EXTENSIONS = "250-mx\r\n250 PIPELINING\r\n";

    @Test
    void theCommandsGoOutBeforeTheFirstIsAnswered() throws IOException {
        UnaryOperator<String> smtp = smtp(EXTENSIONS);
        // says nothing before it has heard all three
        try (ScriptServer server = server(GREETING, line -> {
                    String fine = smtp.apply(line);
                    return line.startsWith("MAIL") || line.startsWith("RCPT")
                            ? ""
                            : line.equals("DATA") ? "250 fine\r\n250 fine\r\n354 go\r\n" : fine;
                });
                SmtpSession session = connect(server)) {
            assertThat(session.send(message().build()).reply()).isEqualTo("250 queued");
            assertThat(session.send(message().build()).reply()).isEqualTo("250 queued");
        }
    }

    @Test
    void ofSeveralRecipientsNoneHasDataWithThem() throws IOException {
        try (ScriptServer server = refusing(Map.of("RCPT TO:<bob@lab.test>", "550 no"));
                SmtpSession session = connect(server)) {
            TlsException failure =
                    refusal(() -> session.send(message().to("bob@lab.test").build()));

            assertThat(failure.getMessage()).isEqualTo("the server refuses the recipient <bob@lab.test> (550 no)");
            assertThat(server.heard()).doesNotContain("DATA", ".").contains("RSET");
            assertThat(session.send(message().build()).reply()).isEqualTo("250 queued");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL FROM:<ada@lab.test>, 550 not you, the server refuses the sender: 550 not you",
        "RCPT TO:<ada@lab.test>, 550 no, the server refuses the recipient <ada@lab.test> (550 no)",
    })
    void aRefusalIsToldAndTheNextMessageIsSent(String command, String answer, String message) throws Exception {
        try (ScriptServer server = refusing(Map.of(command, answer, "DATA", "503 nothing to do"))) {
            try (SmtpSession session = connect(server)) {
                for (int i = 0; i < 2; i++) {
                    TlsException failure = refusal(() -> session.send(message().build()));

                    assertThat(failure.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
                    assertThat(failure.getMessage()).isEqualTo(message);
                }
            }
            assertThat(server.heardUntil("QUIT")).contains("RSET", "QUIT").doesNotContain("hello", ".");
        }
    }

    @Test
    void aServerThatWantsAMessageForNobodyGetsNoneOfOurs() throws IOException {
        try (ScriptServer server = refusing(Map.of("RCPT TO:<ada@lab.test>", "550 no"));
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.send(message().build()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(server.heard()).containsSubsequence("DATA", ".", "RSET").doesNotContain("hello");
        }
    }

    @Test
    void aServerThatRefusesTheSenderAndWantsTheMessageGetsNotEvenADot() throws IOException {
        try (ScriptServer server = refusing(Map.of("MAIL FROM:<ada@lab.test>", "550 not you"));
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.send(message().build()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.PROTOCOL_ERROR);
            assertThat(server.heard()).contains("DATA").doesNotContain(".", "hello");
            assertThat(refusal(() -> session.send(message().build())).failure()).isEqualTo(TlsFailure.CONNECTION_LOST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA"})
    void oneAnswerTooManyEndsTheSession(String command) throws IOException {
        UnaryOperator<String> smtp = smtp(EXTENSIONS);
        try (ScriptServer server = server(GREETING, line -> {
                    String fine = smtp.apply(line);
                    return line.startsWith(command) ? "250 fine\r\n" + fine : fine;
                });
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.send(message().build()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.PROTOCOL_ERROR);
            assertThat(server.heard()).doesNotContain("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA"})
    void aServerThatAnswersInPartAndHangsUpHasNoMessage(String last) throws IOException {
        UnaryOperator<String> smtp = smtp(EXTENSIONS);
        try (ScriptServer server =
                        server(GREETING, line -> line.startsWith(last) ? ScriptServer.HANG_UP : smtp.apply(line));
                SmtpSession session = connect(server)) {
            TlsException failure =
                    refusal(() -> session.send(message().to("bob@lab.test").build()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.CONNECTION_LOST);
            assertThat(failure).message().doesNotContain("not known whether");
            assertThat(server.heard()).doesNotContain("hello");
            assertThat(refusal(() -> session.send(message().build())).failure()).isEqualTo(TlsFailure.CONNECTION_LOST);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** The second of three: what was said of the first stands, and the third is another message. */
    @ParameterizedTest
    @ValueSource(strings = {"554 not this one", "451 not now"})
    void aRefusalAmongManyMessagesIsOfOneAlone(String answer) throws IOException {
        UnaryOperator<String> smtp = smtp(EXTENSIONS);
        AtomicInteger ends = new AtomicInteger();
        try (ScriptServer server = server(GREETING, line -> {
                    String fine = smtp.apply(line);
                    return line.equals(".") && ends.incrementAndGet() == 2 ? answer + "\r\n" : fine;
                });
                SmtpSession session = connect(server)) {
            assertThat(session.send(message().build()).reply()).isEqualTo("250 queued");
            TlsException failure = refusal(() -> session.send(message().build()));
            assertThat(failure.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(failure).hasMessageContaining(answer);
            assertThat(session.send(message().build()).reply()).isEqualTo("250 queued");
        }
    }

    @Test
    void aServerThatHangsUpOverTheDotLeavesADoubtThatIsTold() throws IOException {
        UnaryOperator<String> smtp = smtp(EXTENSIONS);
        AtomicInteger ends = new AtomicInteger();
        try (ScriptServer server = server(GREETING, line -> {
                    String fine = smtp.apply(line);
                    return line.equals(".") && ends.incrementAndGet() == 2 ? ScriptServer.HANG_UP : fine;
                });
                SmtpSession session = connect(server)) {
            session.send(message().build());
            TlsException failure = refusal(() -> session.send(message().build()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.CONNECTION_LOST);
            assertThat(failure).hasMessageEndingWith("it is not known whether the server took the message");
        }
    }

    private ScriptServer refusing(Map<String, String> answers) throws IOException {
        UnaryOperator<String> smtp = smtp(EXTENSIONS);
        return server(GREETING, line -> {
            String answer = answers.get(line);
            return answer == null ? smtp.apply(line) : answer + "\r\n";
        });
    }
}
