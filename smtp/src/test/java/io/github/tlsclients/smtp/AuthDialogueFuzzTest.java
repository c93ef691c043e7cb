package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import io.github.tlsclients.sasl.Wire.Answer;
import io.github.tlsclients.session.Redaction;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server says to AUTH: a challenge, yes or no, or what is no reply. */
class AuthDialogueFuzzTest {
    private static final SmtpFailures FAILURES = new SmtpFailures(
            TlsConnector.to(
                    Endpoint.parse("smtps://localhost"),
                    TlsContext.of(TlsConfig.builder().build()),
                    new SmtpUpgrade()),
            new Redaction());

    static Stream<Arguments> answers() {
        return Parsing.seeds(
                "235 in\r\n",
                "334 VXNlcm5hbWU6\r\n235 in\r\n",
                "334\r\n334 Password:\r\n",
                "535-5.7.8 no\r\n535 no\r\n");
    }

    @MethodSource("answers")
    @FuzzTest(maxExecutions = 5_000)
    void aServerAnswersOrBreaksOff(byte[] input) {
        AuthDialogue dialogue = new AuthDialogue(new Saying(input), FAILURES);
        for (int i = 0; i < 3; i++) {
            Parsing.of(() -> dialogue.respond(new byte[] {1}), IOException.class)
                    .ifPresent(answer -> {
                        if (answer instanceof Answer.Refused refused) {
                            assertThat(refused.words()).matches("[ -~]*…?");
                        }
                    });
        }
    }

    private static final class Saying extends Socket {
        private final InputStream words;

        Saying(byte[] words) {
            this.words = new ByteArrayInputStream(words);
        }

        @Override
        public InputStream getInputStream() {
            return words;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }
    }
}
