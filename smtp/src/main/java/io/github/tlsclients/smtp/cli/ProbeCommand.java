package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.ReconnectOption;
import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.sasl.LoggedIn;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.smtp.SmtpSession;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code tls smtp probe}. */
final class ProbeCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final TlsOptions tls;
    private final MailLoginOptions logins;
    private final ReconnectOption reconnect;

    ProbeCommand(Syntax syntax) {
        syntax.description(
                "Connects, says EHLO and QUIT, and prints what the connection came to. Logs in only with --user.");
        this.syntax = syntax;
        tls = new TlsOptions(syntax);
        logins = new MailLoginOptions(syntax);
        reconnect = new ReconnectOption(syntax);
    }

    @Override
    public Integer call() throws TlsException {
        Endpoint endpoint = tls.endpoint(Protocol.SMTP);
        TlsContext context = tls.context();
        Output output = syntax.output();
        Set<LoggedIn> loggedIn = new LinkedHashSet<>();
        reconnect.run(output, tls.json(), () -> {
            Optional<Credential> credential = logins.credential(context); // wiped when it is used
            try (SmtpSession session = SmtpSession.connect(endpoint, context)) {
                Logins.login(session, credential);
                session.loggedIn().ifPresent(loggedIn::add);
                return session.report();
            }
        });
        loggedIn.forEach(output::login);
        return 0;
    }
}
