package io.github.tlsclients.http.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.ToolRun;
import io.github.tlsclients.wire.Guesses;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of the page. */
class HttpExercisesTest {
    @Test
    void aPageIsNoUpgrade() {
        assertThat(ToolRun.of("http", "demo", "--fault", "UPGRADE_ANSWERED_200").out())
                .contains("STARTTLS_NOT_OFFERED, exit code 5")
                .doesNotContain("C: GET");
    }

    @Test
    void anotherProtocolIsNoUpgrade() {
        assertThat(ToolRun.of("http", "demo", "--fault", "SWITCH_TO_WEBSOCKET").out())
                .contains("STARTTLS_MALFORMED, exit code 5");
    }

    @Test
    void paddingHidesWhatSizesTell() {
        assertThat(Guesses.right()).containsExactly(9, 9, 3);
    }
}
