package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.ReconnectOption;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.sasl.LoggedIn;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tls imap probe}. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = "Connects, logs in if a user is given, and tells what the connection came to.")
final class ProbeCommand implements Callable<Integer> {
    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Mixin
    private final MailLoginOptions login = new MailLoginOptions();

    @Mixin
    private final ReconnectOption reconnect = new ReconnectOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws TlsException {
        Endpoint endpoint = tls.endpoint(Protocol.IMAP);
        TlsContext context = tls.context();
        Output output = Commands.output(spec.commandLine());
        Set<LoggedIn> loggedIn = new LinkedHashSet<>();
        reconnect.run(output, tls.json(), () -> {
            Optional<Credential> user = login.credential(context); // wiped when it is used
            try (ImapSession session = user.isPresent()
                    ? Opened.session(endpoint, context, user.get())
                    : ImapSession.connect(endpoint, context)) {
                session.loggedIn().ifPresent(loggedIn::add);
                return session.report();
            }
        });
        loggedIn.forEach(output::login);
        return 0;
    }
}
