package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.Commands;
import picocli.CommandLine.Command;

/** {@code tls imap}. */
@Command(
        name = "imap",
        mixinStandardHelpOptions = true,
        description =
                "Reads mail by IMAP, with TLS from the first byte (imaps://) or after STARTTLS (imap+starttls://).")
public final class ImapCommand {
    /** Runs the command alone, and ends with its exit code. */
    public static void main(String... args) {
        System.exit(Commands.run(new ImapModule(), args));
    }
}
