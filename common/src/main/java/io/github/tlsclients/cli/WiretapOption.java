package io.github.tlsclients.cli;

import java.util.Optional;
import java.util.function.Supplier;

/** The option of every command that connects: to see what an eavesdropper learns of it. {@link Commands} tells it. */
final class WiretapOption {
    static final String NAME = "--wiretap";

    private final Supplier<Optional<Wiretap>> wiretap;

    WiretapOption(Syntax syntax) {
        wiretap = syntax.option(NAME)
                .label("FILE")
                .description("tell what an eavesdropper learns, on standard error or in FILE: .html, .json or .pcapng")
                .attached("")
                .read(new Wiretap.FromFile())
                .value(Wiretap.class);
    }

    Optional<Wiretap> wiretap() {
        return wiretap.get();
    }
}
