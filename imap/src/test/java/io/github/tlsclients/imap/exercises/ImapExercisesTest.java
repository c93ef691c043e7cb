package io.github.tlsclients.imap.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.ToolRun;
import io.github.tlsclients.wire.Guesses;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of the page. */
class ImapExercisesTest {
    @Test
    void preauthInsideIsAnotherMatter() {
        assertThat(ToolRun.of("imap", "demo", "--fault", "PREAUTH_INSIDE").out())
                .contains("exit code 7")
                .doesNotContain("exit code 5");
    }

    @Test
    void sizesTellTheFolder() {
        assertThat(Guesses.right()).containsExactly(9);
    }

    @Test
    void noFolderPassesInClear() {
        assertThat(ToolRun.of("imap", "demo", "--wiretap").err())
                .contains("C: a2 STARTTLS")
                .doesNotContain("INBOX");
    }
}
