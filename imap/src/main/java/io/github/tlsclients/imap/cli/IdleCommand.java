package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.imap.MessageSummary;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tls imap idle}. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        description = "Waits in a folder until a message comes, or until --timeout has passed.")
final class IdleCommand implements Callable<Integer> {
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
