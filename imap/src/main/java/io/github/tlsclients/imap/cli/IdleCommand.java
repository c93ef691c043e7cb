package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.imap.MessageSummary;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code tls imap idle}. */
final class IdleCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final TlsOptions tls;
    private final MailLoginOptions login;

    IdleCommand(Syntax syntax) {
        syntax.description("Waits in a folder until a message comes, or until --timeout has passed.");
        this.syntax = syntax;
        tls = new TlsOptions(syntax);
        login = new MailLoginOptions(syntax);
    }

    @Override
    public Integer call() throws Exception {
        Output output = syntax.output();
        Endpoint endpoint = tls.endpoint(Protocol.IMAP);
        String folder = Opened.folder(endpoint);
        try (ImapSession session = Opened.session(endpoint, patient(), login)) {
            output.note("waiting for messages in " + Lines.safe(folder));
            List<MessageSummary> came = session.idle(folder, tls.timeout());
            if (tls.json()) {
                output.json(came);
            } else {
                Lines.of(came).forEach(output::result);
            }
            if (came.isEmpty()) {
                output.note("no message came in " + tls.timeout().toMillis() / 1000.0 + " s");
            }
            output.report(session.report());
            session.loggedIn().ifPresent(output::login);
        }
        return 0;
    }

    /** Here --timeout is how long to wait for mail; a server that does not answer is not waited for any longer. */
    private TlsContext patient() {
        return tls.context(TlsConfig.defaults().timeout());
    }
}
