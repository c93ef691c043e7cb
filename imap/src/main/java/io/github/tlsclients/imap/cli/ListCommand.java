package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.imap.MailFolder;
import io.github.tlsclients.imap.MessageSummary;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code tls imap list}. */
final class ListCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final TlsOptions tls;
    private final MailLoginOptions login;

    ListCommand(Syntax syntax) {
        syntax.description("Lists the folders, or the messages of the folder that the URI names.");
        this.syntax = syntax;
        tls = new TlsOptions(syntax);
        login = new MailLoginOptions(syntax);
    }

    @Override
    public Integer call() throws Exception {
        Output output = syntax.output();
        Endpoint endpoint = tls.endpoint(Protocol.IMAP);
        try (ImapSession session = Opened.session(endpoint, tls.context(), login)) {
            if (endpoint.path().isEmpty()) {
                printFolders(output, session.folders());
            } else {
                printMessages(output, session.messages(endpoint.path()));
            }
            output.report(session.report());
            session.loggedIn().ifPresent(output::login);
        }
        return 0;
    }

    private void printFolders(Output output, List<MailFolder> folders) {
        if (tls.json()) {
            output.json(folders);
            return;
        }
        for (MailFolder folder : folders) {
            output.result(Lines.safe(folder.name()) + (folder.selectable() ? "" : "  (holds folders alone)"));
        }
    }

    private void printMessages(Output output, List<MessageSummary> messages) {
        if (tls.json()) {
            output.json(messages);
        } else {
            List<String> lines = Lines.of(messages);
            if (!lines.isEmpty()) {
                output.result(String.join(System.lineSeparator(), lines)); // at once: each would go out for itself
            }
        }
    }
}
