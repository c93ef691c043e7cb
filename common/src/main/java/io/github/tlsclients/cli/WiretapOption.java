package io.github.tlsclients.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of every command that connects: to see what an eavesdropper learns of it. {@link Commands} tells it. */
final class WiretapOption {
    static final String NAME = "--wiretap";

    @Option(
            names = NAME,
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "FILE",
            converter = Wiretap.FromFile.class,
            preprocessor = Wiretap.Attached.class,
            description = "tell what an eavesdropper learns, on standard error or in FILE: .html, .json or .pcapng")
    private @Nullable Wiretap wiretap;

    Optional<Wiretap> wiretap() {
        return Optional.ofNullable(wiretap);
    }
}
