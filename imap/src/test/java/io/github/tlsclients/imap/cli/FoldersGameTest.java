package io.github.tlsclients.imap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.wire.Guesses;
import org.junit.jupiter.api.Test;

/** Sizes tell which folder is looked into. */
class FoldersGameTest {
    @Test
    void sizesTell() {
        assertThat(Guesses.right()).containsExactly(9);
    }
}
