package io.github.tlsclients.smtp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.ClearWords;
import io.github.tlsclients.tls.UpgradeException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server says in clear ends in a handshake, or in a failure by its name. */
class SmtpUpgradeFuzzTest {
    static Stream<Arguments> dialogues() {
        return Parsing.seeds(
                "220 mx\r\n250-mx\r\n250-SIZE 1000\r\n250 STARTTLS\r\n220 go\r\n",
                "220-a\r\n220 b\r\n502 what?\r\n",
                "554 no\r\n",
                "220 mx\r\n250 STARTTLS\r\n454 not now\r\n");
    }

    @MethodSource("dialogues")
    @FuzzTest(maxExecutions = 10_000)
    void aServerConsentsOrIsRefused(byte[] input) {
        Parsing.of(
                () -> {
                    new SmtpUpgrade().ask(ClearWords.of(input));
                    return true;
                },
                UpgradeException.class,
                TlsException.class);
    }
}
