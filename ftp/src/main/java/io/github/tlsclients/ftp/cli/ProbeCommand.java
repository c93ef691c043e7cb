package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.LoginOptions;
import io.github.tlsclients.cli.LoginOptions.Login;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.ftp.FtpSession;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tls ftp probe URI}. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = {
            "Connects and prints the report.",
            "With --user it lists the path too, which shows whether data connections resume the control session."
        })
final class ProbeCommand implements Callable<Integer> {
    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final LoginOptions options = new LoginOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Optional<Login> login = options.login();
        Output output = Commands.output(spec.commandLine());
        try (FtpSession session = Sessions.connected(tls, data, output)) {
            if (login.isPresent()) {
                Sessions.logIn(session, login.get());
                session.list(Sessions.path(tls));
            }
            List<String> features = session.features();
            output.note(
                    features.isEmpty()
                            ? "features: not told before a login"
                            : "features: " + String.join(", ", features));
            output.reportAsResult(session.report(), tls.json());
        }
        return 0;
    }
}
