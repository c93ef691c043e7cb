package io.github.tlsclients.cli;

import picocli.CommandLine.Option;

/** How a command tells what it has to tell. */
final class PrintOptions {
    @Option(names = "--json", description = "print the result as one JSON document")
    private boolean json;

    @Option(names = "-v", description = "tell more about a failure")
    private boolean verbose; // seen by Commands, whatever command has it

    boolean json() {
        return json;
    }
}
