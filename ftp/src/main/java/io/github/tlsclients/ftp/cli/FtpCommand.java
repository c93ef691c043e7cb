package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.Commands;

/** {@code tls ftp}. */
public final class FtpCommand {
    private FtpCommand() {}

    /** Runs a command and ends with its exit code. */
    public static void main(String... args) {
        System.exit(Commands.run(new FtpModule(), args));
    }
}
