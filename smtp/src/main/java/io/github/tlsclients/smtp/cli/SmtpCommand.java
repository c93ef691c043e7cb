package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.cli.Commands;
import picocli.CommandLine.Command;

/** {@code tls smtp}. */
@Command(
        name = "smtp",
        mixinStandardHelpOptions = true,
        description = "Submits mail over TLS: smtps://host[:465] or smtp+starttls://host[:587].")
public final class SmtpCommand {
    /** Runs the command and ends with its exit code. */
    public static void main(String... args) {
        System.exit(Commands.run(new SmtpModule(), args));
    }
}
