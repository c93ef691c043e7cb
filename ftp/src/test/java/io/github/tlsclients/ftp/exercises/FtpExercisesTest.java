package io.github.tlsclients.ftp.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.ToolRun;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of the page. */
class FtpExercisesTest {
    @Test
    void withoutProtNothingIsTransferred() {
        assertThat(ToolRun.of("ftp", "demo", "--fault", "PROT_REFUSED").out())
                .contains("DATA_CHANNEL_CLEAR, exit code 8")
                .doesNotContain("C* STOR");
    }

    @Test
    void aSessionOfItsOwnIsRefused() {
        assertThat(ToolRun.of("ftp", "demo", "--fault", "DATA_NOT_RESUMED").out())
                .contains("exit code 8");
    }

    @Test
    void transfersCanBeCounted() {
        assertThat(ToolRun.of("ftp", "demo", "--wiretap").err()).contains("further connections       3 more: ");
    }
}
