package io.github.tlsclients.ftp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import io.github.tlsclients.tls.ClearWords;
import io.github.tlsclients.tls.UpgradeException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server says in clear ends in a handshake, or in a failure by its name. */
class FtpUpgradeFuzzTest {
    static Stream<Arguments> dialogues() {
        return Parsing.seeds(
                "220 hi\r\n234 go\r\n",
                "120 soon\r\n220-a\r\n b\r\n220 c\r\n234-x\r\n234 go\r\n",
                "421 no\r\n",
                "220 x\r\n502 what\r\n",
                "220 x\r\n334 more\r\n");
    }

    @MethodSource("dialogues")
    @FuzzTest(maxExecutions = 10_000)
    void aServerConsentsOrIsRefused(byte[] input) {
        Parsing.of(
                () -> {
                    new FtpUpgrade().ask(ClearWords.of(input));
                    return true;
                },
                UpgradeException.class);
    }
}
