package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.LoginOptions;
import io.github.tlsclients.cli.LoginOptions.Login;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.smtp.SmtpSession;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tls smtp probe}. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = "Connects, says EHLO and QUIT, and prints what the connection came to. Logs in only with --user.")
final class ProbeCommand implements Callable<Integer> {
    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Mixin
    private LoginOptions logins = new LoginOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Endpoint endpoint = tls.endpoint(Protocol.SMTP);
        Optional<Login> login = logins.login();
        try (SmtpSession session = SmtpSession.connect(endpoint, tls.context())) {
            if (login.isPresent()) {
                session.login(login.get().user(), login.get().password());
            }
            Commands.output(spec.commandLine()).reportAsResult(session.report(), tls.json());
        }
        return 0;
    }
}
