package io.github.tlsclients.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tls}: the protocols on the class path, the lab and the tour. */
@Command(
        name = "tls",
        mixinStandardHelpOptions = true,
        description = "TLS-wrapped clients for HTTP, SMTP, IMAP and FTP. No plaintext, no opportunistic mode.")
public final class Tls implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Tls() {}

    /** Runs a command and ends with its exit code. */
    public static void main(String... args) {
        System.exit(run(args));
    }

    /** Runs a command, and gives its exit code. */
    public static int run(String... args) {
        Subcommands commands = new Subcommands()
                .with("config", ConfigCommand::new)
                .with("doctor", DoctorCommand::new)
                .with("features", FeaturesCommand::new)
                .with("guess", GuessCommand::new)
                .with("lab", LabCommand::new)
                .with("matrix", MatrixCommand::new)
                .with("pki", PkiCommand::new)
                .with("tour", TourCommand::new)
                .with("wire", WireCommand::new);
        for (ProtocolModule module : ProtocolModule.all()) {
            commands.with(module.protocol().label(), () -> Commands.of(module, Subcommands.rest(args)));
        }
        return Commands.line(commands.addTo(new CommandLine(new Tls()), args)).execute(args);
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
