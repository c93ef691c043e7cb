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
        description = "TLS-wrapped clients for HTTP, SMTP, IMAP and FTP. No plaintext, no opportunistic mode.",
        subcommands = {
            ConfigCommand.class,
            DoctorCommand.class,
            FeaturesCommand.class,
            GuessCommand.class,
            LabCommand.class,
            MatrixCommand.class,
            PkiCommand.class,
            TourCommand.class,
            WireCommand.class
        })
public final class Tls implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Tls() {}

    /** Runs a command and ends with its exit code. */
    public static void main(String... args) {
        System.exit(run(args));
    }

    /** Runs a command, and gives its exit code. */
    public static int run(String... args) {
        CommandLine line = new CommandLine(new Tls());
        for (ProtocolModule module : ProtocolModule.all()) {
            CommandLine protocol = new CommandLine(module.command());
            protocol.addSubcommand(new DemoCommand(module));
            line.addSubcommand(protocol);
        }
        return Commands.line(line).execute(args);
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
