package io.github.tlsclients.smtp;

import static io.github.tlsclients.smtp.ScriptServer.HANG_UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logging in: what is sent, where it is not sent, and that it is told to nobody else. */
class SmtpLoginTest extends ProtectedScript {
    private static final String PASSWORD = "s3cret-ünter-uns";

    @Test
    void noPasswordIsSentWhereNoLoginIsOffered() throws IOException {
        try (ScriptServer server = server(GREETING, smtp("250 mx\r\n"));
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.login("ada", PASSWORD.toCharArray()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED);
            assertThat(server.heard()).containsExactly("EHLO [127.0.0.1]");
        }
    }

    @ParameterizedTest
    @CsvSource({"PLAIN LOGIN", "LOGIN", "DIGEST-MD5 LOGIN"})
    void logsInByWhatTheServerOffersAndGreetsItOnce(String mechanisms) throws IOException {
        try (ScriptServer server = server(GREETING, smtp("250-mx\r\n250 AUTH " + mechanisms + "\r\n"));
                SmtpSession session = connect(server)) {
            session.login("ada", PASSWORD.toCharArray());

            assertThat(server.heard())
                    .filteredOn(line -> line.startsWith("EHLO"))
                    .hasSize(1);
            assertThat(server.heard()).noneMatch(line -> line.startsWith("HELO"));
            assertThat(server.connections()).isEqualTo(1);
            String last = server.heard().get(server.heard().size() - 1);
            String secret = last.substring(last.lastIndexOf(' ') + 1);
            assertThat(new String(Base64.getDecoder().decode(secret), StandardCharsets.UTF_8))
                    .endsWith(PASSWORD);
        }
    }

    @ParameterizedTest
    @CsvSource({"530 do STARTTLS first", "535 wrong", "454 not now", "500 what"})
    void aRefusedLoginIsALoginRefusedWhateverItsCode(String answer) throws IOException {
        UnaryOperator<String> smtp = smtp("250-mx\r\n250 AUTH PLAIN\r\n");
        try (ScriptServer server =
                        server(GREETING, line -> line.startsWith("AUTH") ? answer + "\r\n" : smtp.apply(line));
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.login("ada", PASSWORD.toCharArray()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED);
            assertThat(failure.getMessage()).contains(answer).doesNotContain(PASSWORD);
            assertThat(server.heard()).doesNotContain("STARTTLS");
        }
    }

    @Test
    void mechanismsThatWeDoNotKnowAreALoginRefused() throws IOException {
        try (ScriptServer server = server(GREETING, smtp("250-mx\r\n250 AUTH GSSAPI\r\n"));
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.login("ada", PASSWORD.toCharArray()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED);
            assertThat(server.heard()).containsExactly("EHLO [127.0.0.1]");
        }
    }

    @Test
    void aServerThatHangsUpDuringTheLoginIsALostConnection() throws IOException {
        UnaryOperator<String> smtp = smtp("250-mx\r\n250 AUTH PLAIN\r\n");
        try (ScriptServer server = server(GREETING, line -> line.startsWith("AUTH") ? HANG_UP : smtp.apply(line));
                SmtpSession session = connect(server)) {
            TlsException lost = refusal(() -> session.login("ada", PASSWORD.toCharArray()));
            TlsException after = refusal(() -> session.send(message().build()));

            assertThat(lost.failure()).isEqualTo(TlsFailure.CONNECTION_LOST);
            assertThat(after.failure()).isEqualTo(TlsFailure.CONNECTION_LOST);
        }
    }

    @Test
    void thePasswordReachesNoLogHoweverMuchIsLogged() throws IOException {
        ConcurrentLinkedQueue<String> logged = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getLoggerName() + " " + record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        List<Logger> loggers = List.of(
                Logger.getLogger("io.github.tlsclients"),
                Logger.getLogger("org.eclipse.angus"),
                Logger.getLogger("jakarta"));
        for (Logger logger : loggers) {
            logger.setLevel(Level.ALL);
            logger.addHandler(handler);
            logger.setUseParentHandlers(false);
        }
        try (ScriptServer server = server(GREETING, smtp("250-mx\r\n250 AUTH PLAIN\r\n"));
                SmtpSession session = connect(server)) {
            session.login("ada", PASSWORD.toCharArray());
            session.send(message().build());
        } finally {
            for (Logger logger : loggers) {
                logger.setLevel(null);
                logger.removeHandler(handler);
                logger.setUseParentHandlers(true);
            }
        }
        byte[] plain = ("ada\0ada\0" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        assertThat(logged)
                .as("the dialogue, in which a server may repeat it")
                .noneMatch(line -> line.contains("RCPT TO"));
        assertThat(String.join("\n", logged))
                .doesNotContain(PASSWORD)
                .doesNotContain(Base64.getEncoder().encodeToString(plain));
    }

    @Test
    void controlCharactersInALoginAreAUsageError() throws IOException {
        try (ScriptServer server = server(GREETING, smtp("250-mx\r\n250 AUTH PLAIN\r\n"));
                SmtpSession session = connect(server)) {
            assertThatThrownBy(() -> session.login("ada\0eve", PASSWORD.toCharArray()))
                    .isInstanceOf(TlsConfigException.class);
            assertThatThrownBy(() -> session.login("ada", "a\0b".toCharArray()))
                    .isInstanceOf(TlsConfigException.class)
                    .hasMessageNotContaining("a\0b");
        }
    }
}
