package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import io.github.tlsclients.session.TlsException;
import java.io.ByteArrayInputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server says inside TLS passes unchanged, or is refused by its name; in pieces as at once. */
class BoundedResponsesFuzzTest {
    static Stream<Arguments> responses() {
        return Parsing.seeds(
                "* 1 FETCH (UID 7 BODY[] {5}\r\nhello)\r\na1 OK done\r\n",
                "* LIST () \"/\" {5}\r\nINBOX\r\n",
                "+ {-3}\r\n",
                "* 1 FETCH (BODY[] {99999999999}\r\n",
                "* 1 FETCH (BODY[] {67108865}\r\n",
                "{1}\r\n{2}\r\n{3}\r\n");
    }

    @MethodSource("responses")
    @FuzzTest(maxExecutions = 20_000)
    void whatIsTakenIsUnchanged(byte[] input) {
        boolean atOnce = Parsing.of(
                        () -> {
                            byte[] passed = new BoundedResponses(new ByteArrayInputStream(input)).readAllBytes();
                            assertThat(passed).isEqualTo(input);
                            return passed;
                        },
                        TlsException.class)
                .isPresent();
        boolean byteByByte = Parsing.of(
                        () -> {
                            BoundedResponses in = new BoundedResponses(new ByteArrayInputStream(input));
                            for (byte next : input) {
                                assertThat((byte) in.read()).isEqualTo(next);
                            }
                            return in;
                        },
                        TlsException.class)
                .isPresent();
        assertThat(byteByByte).isEqualTo(atOnce);
    }
}
