package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server says inside TLS is a reply, and the same when it is read again, or is refused. */
class ReplyFuzzTest {
    static Stream<Arguments> replies() {
        return Parsing.seeds(
                "250-lab.test greets you\r\n250-8BITMIME\r\n250 AUTH PLAIN SCRAM-SHA-256-PLUS\r\n",
                "334 VXNlcm5hbWU6\r\n",
                "235\r\n",
                "250-a\r\n354 b\r\n",
                "999 no\r\n",
                "250\u00002\r\n");
    }

    @MethodSource("replies")
    @FuzzTest(maxExecutions = 20_000)
    void aReplyIsReadAgainAsItWas(byte[] input) {
        Parsing.of(() -> read(Parsing.text(input)), ProtocolException.class, EOFException.class)
                .ifPresent(reply -> {
                    assertThat(reply.code()).isBetween(200, 559);
                    assertThat(Parsing.of(() -> read(Parsing.text(reply.bytes()))))
                            .contains(reply);
                });
    }

    private static Reply read(String said) throws IOException {
        List<String> lines = List.of(said.split("\r\n", -1));
        int[] next = {0};
        return Reply.read(
                () -> {
                    if (next[0] >= lines.size() - 1) {
                        throw new EOFException("it hangs up");
                    }
                    return lines.get(next[0]++);
                },
                line -> new ProtocolException("no reply: " + line));
    }
}
