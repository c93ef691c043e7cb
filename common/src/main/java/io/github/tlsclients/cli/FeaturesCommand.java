package io.github.tlsclients.cli;

import io.github.tlsclients.tls.Features;
import io.github.tlsclients.tls.TlsProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tls features}: what the TLS of this runtime has, and why not all of it is offered. */
@Command(
        name = "features",
        mixinStandardHelpOptions = true,
        description =
                "Tells which protocols, cipher suites, groups and signature schemes this runtime has, which of them"
                        + " are offered by default, and why the others are not.")
final class FeaturesCommand implements Callable<Integer> {
    @Option(names = "--provider", paramLabel = "jdk|bc", description = "of this provider alone; default: both")
    private @Nullable String provider;

    @Mixin
    private final PrintOptions print = new PrintOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        Stream<TlsProvider> asked =
                provider == null ? Stream.of(TlsProvider.values()) : Stream.of(TlsProvider.of(provider));
        List<Features> found = asked.map(Features::of).toList();
        Output output = Commands.output(spec.commandLine());
        if (print.json()) {
            output.json(Map.of("providers", found));
        } else {
            found.forEach(features -> FeatureTable.lines(features).forEach(output::result));
        }
        return 0;
    }
}
