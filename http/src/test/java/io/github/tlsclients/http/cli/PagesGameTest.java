package io.github.tlsclients.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.wire.Guesses;
import org.junit.jupiter.api.Test;

/** Sizes tell which page is read; HTTP/2 does not change that, and padding does. */
class PagesGameTest {
    @Test
    void sizesTellAndPaddingHides() {
        assertThat(Guesses.right()).containsExactly(9, 9, 3);
    }
}
