package io.github.tlsclients.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tls}: the protocols on the class path, the lab and the tour. */
@Command(
        name = "tls",
        mixinStandardHelpOptions = true,
        description = "TLS-wrapped clients for HTTP, SMTP, IMAP and FTP. No plaintext, no opportunistic mode.")
public final class Tls {
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
}
