package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.Commands;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tls http}. */
@Command(
        name = "http",
        mixinStandardHelpOptions = true,
        description = {
            "HTTP over TLS: https://host[:443]/path begins with TLS,",
            "http+starttls://host[:631]/path upgrades to it (RFC 2817) or fails."
        })
public final class HttpCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    HttpCommand() {}

    /** Runs the command and ends with its exit code. */
    public static void main(String... args) {
        System.exit(Commands.run(new HttpModule(), args));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }
}
