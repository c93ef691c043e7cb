package io.github.tlsclients.smtp.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.ToolRun;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of the page. */
class SmtpExercisesTest {
    @Test
    void aStrippedOfferEndsWithFive() {
        assertThat(ToolRun.of("smtp", "demo", "--fault", "STARTTLS_STRIPPED").out())
                .contains("STARTTLS_NOT_OFFERED, exit code 5")
                .doesNotContain("C: AUTH");
    }

    @Test
    void anInjectedYesIsInjection() {
        assertThat(ToolRun.of("smtp", "demo", "--fault", "LOGIN_INJECTED").out())
                .contains("STARTTLS_INJECTED, exit code 5");
    }

    @Test
    void theUpgradeIsReadableAndTheRestIsNot() {
        String[] views = ToolRun.of("smtp", "demo", "--wiretap").err().split("what passes on the wire");

        assertThat(views[1].lines().filter(line -> line.contains("ms  clear  ")))
                .isEmpty();
        assertThat(views[2].lines().filter(line -> line.contains("ms  clear  ")))
                .hasSize(11);
    }
}
