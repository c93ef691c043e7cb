package io.github.tlsclients.cli;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import io.github.tlsclients.wire.Recording;
import io.github.tlsclients.wire.SizeGuess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** {@code tls guess}: what somebody reads is told by the sizes of encrypted records alone. */
final class GuessCommand implements Callable<Integer> {
    private static final int VISITS = 3;

    private final Syntax syntax;
    private final Supplier<Boolean> json;

    GuessCommand(Syntax syntax) {
        syntax.description(
                "Has an eavesdropper guess what is fetched, by the sizes of encrypted records alone.",
                "They fetch each thing once themselves; then somebody fetches each three times, in random order.");
        this.syntax = syntax;
        json = syntax.option("--json")
                .description("print the result as one JSON document")
                .flag();
    }

    @Override
    public Integer call() throws Exception {
        Output output = syntax.output();
        LabCa ca = LabCa.create();
        TlsConfig config =
                TlsConfig.builder().trust(Trust.certificates(ca.certificate())).build();
        List<Map<String, Object>> results = new ArrayList<>();
        for (ProtocolModule module : ProtocolModule.all()) {
            for (GuessingGame game : module.games(ca.issue("localhost"), LabAccount.create())) {
                try (game) {
                    results.add(play(game, config, output));
                }
            }
        }
        if (json.get()) {
            output.json(results);
        }
        return 0;
    }

    private Map<String, Object> play(GuessingGame game, TlsConfig config, Output output) throws IOException {
        SizeGuess eavesdropper = new SizeGuess();
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (String thing : game.things()) {
            Recording seen = fetch(game, thing, config);
            eavesdropper.learn(thing, seen);
            sizes.put(thing, SizeGuess.received(seen));
        }
        List<String> visits = new ArrayList<>();
        for (int i = 0; i < VISITS; i++) {
            visits.addAll(game.things());
        }
        Collections.shuffle(visits);
        say(output, "");
        say(output, game.title());
        sizes.forEach((thing, size) -> say(output, String.format(Locale.ROOT, "  %-22s %,9d bytes", thing, size)));
        int right = 0;
        for (String thing : visits) {
            right += eavesdropper.guess(fetch(game, thing, config)).equals(thing) ? 1 : 0;
        }
        say(
                output,
                "  guessed right: " + right + " of " + visits.size() + "; by chance "
                        + visits.size() / game.things().size());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("game", game.title());
        result.put("bytes", sizes);
        result.put("visits", visits.size());
        result.put("right", right);
        return result;
    }

    /** By a context of its own: a session that is resumed has a shorter handshake. */
    private static Recording fetch(GuessingGame game, String thing, TlsConfig config) throws TlsException {
        Recording seen = new Recording();
        game.fetch(thing, TlsContext.of(config).observedBy(seen));
        return seen;
    }

    private void say(Output output, String line) {
        if (!json.get()) {
            output.result(line);
        }
    }
}
