package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.imap.MailFolder;
import io.github.tlsclients.imap.MessageSummary;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tls imap list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the folders, or the messages of the folder that the URI names.")
final class ListCommand implements Callable<Integer> {
    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Mixin
    private final MailLoginOptions login = new MailLoginOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Output output = Commands.output(spec.commandLine());
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
