package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.Commands;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tls imap}. */
@Command(
        name = "imap",
        mixinStandardHelpOptions = true,
        description =
                "Reads mail by IMAP, with TLS from the first byte (imaps://) or after STARTTLS (imap+starttls://).")
public final class ImapCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Runs the command alone, and ends with its exit code. */
    public static void main(String... args) {
        System.exit(Commands.run(new ImapModule(), args));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
