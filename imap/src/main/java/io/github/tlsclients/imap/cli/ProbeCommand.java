package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.ReconnectOption;
import io.github.tlsclients.cli.Syntax;
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

/** {@code tls imap probe}. */
final class ProbeCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final TlsOptions tls;
    private final MailLoginOptions login;
    private final ReconnectOption reconnect;

    ProbeCommand(Syntax syntax) {
        syntax.description("Connects, logs in if a user is given, and tells what the connection came to.");
        this.syntax = syntax;
        tls = new TlsOptions(syntax);
        login = new MailLoginOptions(syntax);
        reconnect = new ReconnectOption(syntax);
    }

    @Override
    public Integer call() throws TlsException {
        Endpoint endpoint = tls.endpoint(Protocol.IMAP);
        TlsContext context = tls.context();
        Output output = syntax.output();
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
