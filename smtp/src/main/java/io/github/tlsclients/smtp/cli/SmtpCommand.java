package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.cli.Commands;

/** {@code tls smtp}. */
public final class SmtpCommand {
    private SmtpCommand() {}

    /** Runs the command and ends with its exit code. */
    public static void main(String... args) {
        System.exit(Commands.run(new SmtpModule(), args));
    }
}
