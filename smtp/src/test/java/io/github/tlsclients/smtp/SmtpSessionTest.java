package io.github.tlsclients.smtp;

import static io.github.tlsclients.smtp.ScriptServer.HANG_UP;
import static io.github.tlsclients.smtp.ScriptServer.STALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsProvider;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers whose certificate is fine, and who are no good otherwise. */
class SmtpSessionTest extends ProtectedScript {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "554 no service, REFUSED_BY_SERVER",
        "421 busy, REFUSED_BY_SERVER",
        "* OK IMAP4rev1, PROTOCOL_ERROR",
        "'', PROTOCOL_ERROR",
    })
    void aBadGreetingInsideTlsIsToldByItsWords(String greeting, TlsFailure expected) throws IOException {
        try (ScriptServer server = server(greeting + "\r\n", line -> "250 fine\r\n")) {
            TlsException failure = refusal(() -> connect(server).close());

            assertThat(failure.failure()).isEqualTo(expected);
            assertThat(failure.getMessage()).contains(greeting);
        }
    }

    /** Its words alone do not make it a matter of client certificates: the handshake has to have asked for one. */
    @ParameterizedTest
    @ValueSource(strings = {"421 4.7.0 too many connections", "421 4.7.1 no client certificate presented"})
    void aServerThatClosesInsteadOfAnsweringEhloIsToldByItsWords(String answer) throws IOException {
        try (ScriptServer server = server(GREETING, line -> answer + "\r\n")) {
            TlsException failure = refusal(() -> connect(server).close());

            assertThat(failure.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(failure.getMessage()).isEqualTo("the server turns the connection away: " + answer);
        }
    }

    @Test
    void aServerThatHangsUpInsideTlsIsALostConnection() throws IOException {
        try (ScriptServer mute = server(HANG_UP, line -> "");
                ScriptServer shy = server(GREETING, line -> HANG_UP)) {
            assertThat(refusal(() -> connect(mute).close()).failure()).isEqualTo(TlsFailure.CONNECTION_LOST);
            assertThat(refusal(() -> connect(shy).close()).failure()).isEqualTo(TlsFailure.CONNECTION_LOST);
        }
    }

    @Test
    void onlyAMessageThatNeedsItIsMarkedAsUtf8() throws IOException {
        try (ScriptServer server = server(GREETING, smtp("250-mx\r\n250 SMTPUTF8\r\n"));
                SmtpSession session = connect(server)) {
            session.send(message().subject("Grüße").build());
            session.send(message().to("jürgen@lab.test").build());
            session.send(message().to("bob@bücher.test").build());

            assertThat(server.heard())
                    .filteredOn(line -> line.startsWith("MAIL") || line.startsWith("RCPT"))
                    .containsExactly(
                            "MAIL FROM:<ada@lab.test>",
                            "RCPT TO:<ada@lab.test>",
                            "MAIL FROM:<ada@lab.test> SMTPUTF8",
                            "RCPT TO:<ada@lab.test>",
                            "RCPT TO:<jÃ¼rgen@lab.test>",
                            "MAIL FROM:<ada@lab.test>",
                            "RCPT TO:<ada@lab.test>",
                            "RCPT TO:<bob@xn--bcher-kva.test>");
        }
    }

    @Test
    void anAddressBeyondAsciiIsNotTriedOnAServerThatLacksSmtpUtf8() throws IOException {
        try (ScriptServer server = server(GREETING, smtp("250 mx\r\n"));
                SmtpSession session = connect(server)) {
            TlsException failure =
                    refusal(() -> session.send(message().to("jürgen@lab.test").build()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(failure.getMessage()).contains("SMTPUTF8");
            assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 5.7.1 not you, the server refuses the sender: 550 5.7.1 not you",
        "MAIL, 451 later, the server refuses the message: 451 later",
        "MAIL, 552 too much, 'the message is too large for the server or the mailbox: 552 too much'",
        "RCPT, 452 full, the server refuses the recipient <ada@lab.test> (452 full)",
        "DATA, 554 spam, the server refuses the message: 554 spam",
        "., 552 too much, 'the message is too large for the server or the mailbox: 552 too much'",
        "., 554 spam, the server refuses the message: 554 spam",
    })
    void aRefusalIsToldWhereverItComes(String command, String answer, String message) throws IOException {
        UnaryOperator<String> smtp = smtp("250-mx\r\n250 SIZE 1000000\r\n");
        try (ScriptServer server = server(GREETING, line -> {
                    boolean here = line.equals(command) || line.startsWith(command + " ");
                    String fine = line.equals("DATA") && here ? "" : smtp.apply(line);
                    return here ? answer + "\r\n" : fine;
                });
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.send(message().build()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(failure.getMessage()).isEqualTo(message);
            assertThat(failure.hint()).doesNotContain("\n").isNotBlank();
        }
    }

    @Test
    void theSizeIsAnnouncedWhereTheServerAsksForIt() throws IOException {
        Path file = Files.write(folder.resolve("a.bin"), new byte[3000]);
        try (ScriptServer server = server(GREETING, smtp("250-mx\r\n250 SIZE 0\r\n"));
                SmtpSession session = connect(server)) {
            session.send(message().attach(file).build());

            assertThat(server.heard())
                    .contains("MAIL FROM:<ada@lab.test> SIZE=" + ("hello\n".length() + 4000 + 2 * 53));
        }
    }

    @Test
    void aMissingAttachmentIsFoundBeforeTheServerHearsOfTheMessage() throws IOException {
        try (ScriptServer server = server(GREETING, smtp("250 mx\r\n"));
                SmtpSession session = connect(server)) {
            TlsException missing = refusal(() ->
                    session.send(message().attach(folder.resolve("nothing")).build()));
            TlsException directory =
                    refusal(() -> session.send(message().attach(folder).build()));

            assertThat(missing.failure()).isEqualTo(TlsFailure.LOCAL_FILE);
            assertThat(directory.failure()).isEqualTo(TlsFailure.LOCAL_FILE);
            assertThat(server.heard()).containsExactly("EHLO [127.0.0.1]");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(120)
    @Execution(ExecutionMode.CONCURRENT) // it waits most of the time
    void aServerThatStopsReadingDoesNotHoldTheSessionForEver(TlsProvider provider) throws IOException {
        Path file = folder.resolve("big.bin");
        try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
            holes.setLength(200_000_000); // more than kernels take for a server that does not
        }
        UnaryOperator<String> smtp = smtp("250 mx\r\n");
        boolean[] data = {false};
        try (ScriptServer server = server(GREETING, line -> {
                    String answer = data[0] ? STALL : smtp.apply(line);
                    data[0] |= line.equals("DATA");
                    return answer;
                });
                SmtpSession session = connect(server, provider, Duration.ofSeconds(5))) {
            TlsException failure =
                    refusal(() -> session.send(message().attach(file).build()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
        }
    }

    @Test
    @Timeout(120)
    void aServerThatDoesNotAnswerQuitDoesNotHoldTheSessionForEver() throws Exception {
        UnaryOperator<String> smtp = smtp("250 mx\r\n");
        try (ScriptServer server = server(GREETING, line -> line.equals("QUIT") ? STALL : smtp.apply(line))) {
            SmtpSession session = connect(server, TlsProvider.JDK, Duration.ofMinutes(1));

            session.close();

            assertThat(server.heardUntil("QUIT")).containsExactly("EHLO [127.0.0.1]", "QUIT");
        }
    }

    @Test
    void anEndpointOfAnotherProtocolIsAUsageError() {
        assertThatThrownBy(
                        () -> SmtpSession.connect(Endpoint.parse("imaps://localhost"), context(Duration.ofSeconds(1))))
                .isInstanceOf(TlsConfigException.class);
    }
}
