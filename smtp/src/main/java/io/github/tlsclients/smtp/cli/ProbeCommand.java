package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.smtp.SmtpSession;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
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
    private MailLoginOptions logins = new MailLoginOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Endpoint endpoint = tls.endpoint(Protocol.SMTP);
        TlsContext context = tls.context();
        Optional<Credential> credential = logins.credential(context);
        Output output = Commands.output(spec.commandLine());
        try (SmtpSession session = SmtpSession.connect(endpoint, context)) {
            Logins.login(session, credential);
            output.reportAsResult(session.report(), tls.json());
            session.loggedIn().ifPresent(output::login);
        }
        return 0;
    }
}
