package io.github.tlsclients.cli;

import picocli.CommandLine;

/** {@code tls}: the protocols on the class path, the lab and the tour. */
public final class Tls {
    private Tls() {}

    /** Runs a command and ends with its exit code. */
    public static void main(String... args) {
        System.exit(run(args));
    }

    /** Runs a command, and gives its exit code. */
    public static int run(String... args) {
        Subcommands commands = new Subcommands()
                .with("config", () -> ConfigCommand.line(Subcommands.rest(args)))
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
        return Commands.line(commands.addTo(group(), args)).execute(args);
    }

    /** Without any subcommand. */
    static CommandLine group() {
        return Syntax.group(
                "tls", "TLS-wrapped clients for HTTP, SMTP, IMAP and FTP. No plaintext, no opportunistic mode.");
    }
}
