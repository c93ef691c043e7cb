package io.github.tlsclients.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.tlsclients.cli.ToolRun;
import java.util.List;
import java.util.stream.StreamSupport;

/** Plays {@code tls guess} with the games of the modules on the class path. */
public final class Guesses {
    private Guesses() {}

    /** How often the eavesdropper was right in each game, of nine visits. */
    public static List<Integer> right() {
        ToolRun run = ToolRun.of("guess", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return StreamSupport.stream(
                        JsonParser.parseString(run.out()).getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(game -> game.get("right").getAsInt())
                .toList();
    }
}
