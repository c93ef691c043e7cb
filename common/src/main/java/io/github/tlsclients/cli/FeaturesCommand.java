package io.github.tlsclients.cli;

import io.github.tlsclients.tls.Features;
import io.github.tlsclients.tls.TlsProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code tls features}: what the TLS of this runtime has, and why not all of it is offered. */
final class FeaturesCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final Supplier<Optional<String>> provider;
    private final PrintOptions print;

    FeaturesCommand(Syntax syntax) {
        syntax.description(
                "Tells which protocols, cipher suites, groups and signature schemes this runtime has, which of them"
                        + " are offered by default, and why the others are not.");
        this.syntax = syntax;
        provider = syntax.option("--provider")
                .label("jdk|bc")
                .description("of this provider alone; default: both")
                .value(String.class);
        print = new PrintOptions(syntax);
    }

    @Override
    public Integer call() {
        Stream<TlsProvider> asked =
                provider.get().map(TlsProvider::of).map(Stream::of).orElseGet(() -> Stream.of(TlsProvider.values()));
        List<Features> found = asked.map(Features::of).toList();
        Output output = syntax.output();
        if (print.json()) {
            output.json(Map.of("providers", found));
        } else {
            found.forEach(features -> FeatureTable.lines(features).forEach(output::result));
        }
        return 0;
    }
}
