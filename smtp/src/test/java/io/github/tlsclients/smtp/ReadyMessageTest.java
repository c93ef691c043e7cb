package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message that is written already goes as it is. */
class ReadyMessageTest extends ProtectedScript {
    private static final String EXTENSIONS = "250-mx\r\n250-SIZE 1000\r\n250-PIPELINING\r\n250 8BITMIME\r\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void itsLineEndsAreMadeRightAndItsDotsDoubled() throws IOException {
        ReadyMessage message = ready("Subject: dots\nMESSAGE-ID: <1@lab.test>\n\n.\n..\ra.b\n.end");
        try (ScriptServer server = server(GREETING, smtp(EXTENSIONS));
                SmtpSession session = connect(server)) {
            assertThat(session.send(message).messageId()).isEqualTo("<1@lab.test>");
            assertThat(server.heard())
                    .containsSequence(
                            "DATA", "Subject: dots", "MESSAGE-ID: <1@lab.test>", "", "..", "...", "a.b", "..end", ".");
        }
    }

    @Test
    void theServerIsToldOfItsSizeAndOfBytesBeyondAscii() throws IOException {
        try (ScriptServer server = server(GREETING, smtp(EXTENSIONS));
                SmtpSession session = connect(server)) {
            session.send(ready("Subject: a\n\nb\n"));
            session.send(ready("Subject: a\n\nü\n"));

            assertThat(server.heard())
                    .contains("MAIL FROM:<ada@lab.test> SIZE=17", "MAIL FROM:<ada@lab.test> SIZE=18 BODY=8BITMIME");
        }
    }

    @Test
    void whatTheServerCannotTakeIsNotSent() throws IOException {
        try (ScriptServer plain = server(GREETING, smtp("250 mx\r\n"));
                ScriptServer small = server(GREETING, smtp(EXTENSIONS));
                SmtpSession ascii = connect(plain);
                SmtpSession limited = connect(small)) {
            assertThat(refusal(() -> ascii.send(ready("Subject: a\n\nü\n"))).getMessage())
                    .contains("8BITMIME");
            assertThat(refusal(() -> limited.send(ready("Subject: a\n\n" + "x".repeat(1000))))
                            .getMessage())
                    .contains("too large");
            assertThat(plain.heard()).containsExactly("EHLO [127.0.0.1]");
            assertThat(small.heard()).containsExactly("EHLO [127.0.0.1]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\nhello\n", "hello\n", "From ada Mon Jan  5 09:00:00 2026\nSubject: mbox\n\n"})
    void aFileThatIsNoMessageIsFoundOutAtHome(String text) throws IOException {
        ReadyMessage message = ready(text);

        TlsException failure = refusal(message::requireMessage);

        assertThat(failure.failure()).isEqualTo(TlsFailure.LOCAL_FILE);
        assertThat(failure.getMessage()).contains(message.file().toString(), "does not begin with a field");
    }

    private ReadyMessage ready(String text) throws IOException {
        Path file = Files.createTempFile(folder, "message", ".eml");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        Mailbox ada = Mailbox.parse("ada@lab.test");
        return new ReadyMessage(ada, List.of(ada), file);
    }
}
