package io.github.tlsclients.imap;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import io.github.tlsclients.tls.ClearWords;
import io.github.tlsclients.tls.UpgradeException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server says in clear ends in a handshake, or in a failure by its name. */
class ImapUpgradeFuzzTest {
    static Stream<Arguments> dialogues() {
        return Parsing.seeds(
                "* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\na2 OK go\r\n",
                "* OK hi\r\n* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK\r\na2 NO [ALERT] no\r\n",
                "* PREAUTH hi\r\n",
                "* BYE\r\n");
    }

    @MethodSource("dialogues")
    @FuzzTest(maxExecutions = 10_000)
    void aServerConsentsOrIsRefused(byte[] input) {
        Parsing.of(
                () -> {
                    new ImapUpgrade().ask(ClearWords.of(input));
                    return true;
                },
                UpgradeException.class);
    }
}
