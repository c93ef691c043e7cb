package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.Commands;

/** {@code tls http}. */
public final class HttpCommand {
    private HttpCommand() {}

    /** Runs the command and ends with its exit code. */
    public static void main(String... args) {
        System.exit(Commands.run(new HttpModule(), args));
    }
}
