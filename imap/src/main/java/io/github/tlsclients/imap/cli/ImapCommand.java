package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.Commands;

/** {@code tls imap}. */
public final class ImapCommand {
    private ImapCommand() {}

    /** Runs the command alone, and ends with its exit code. */
    public static void main(String... args) {
        System.exit(Commands.run(new ImapModule(), args));
    }
}
