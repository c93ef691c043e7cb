package io.github.tlsclients.cli;

import java.util.function.Supplier;

/** How a command tells what it has to tell. */
final class PrintOptions {
    private final Supplier<Boolean> json;

    PrintOptions(Syntax syntax) {
        json = syntax.option("--json")
                .description("print the result as one JSON document")
                .flag();
        syntax.option("-v")
                .description("tell more about a failure")
                .flag(); // seen by Commands, whatever command has it
    }

    boolean json() {
        return json.get();
    }
}
