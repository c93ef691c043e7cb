package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.Commands;
import picocli.CommandLine.Command;

/** {@code tls http}. */
@Command(
        name = "http",
        mixinStandardHelpOptions = true,
        description = "HTTP over TLS: https://host[:443]/path begins with TLS,"
                + " http+starttls://host[:631]/path upgrades to it (RFC 2817) or fails.")
public final class HttpCommand {
    HttpCommand() {}

    /** Runs the command and ends with its exit code. */
    public static void main(String... args) {
        System.exit(Commands.run(new HttpModule(), args));
    }
}
