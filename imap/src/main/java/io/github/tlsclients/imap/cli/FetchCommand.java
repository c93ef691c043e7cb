package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.PartialFile;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tls imap fetch}. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = "Writes a message as the server has it, byte for byte; it does not become read by that.")
final class FetchCommand implements Callable<Integer> {
    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Mixin
    private final MailLoginOptions login = new MailLoginOptions();

    @Option(names = "--uid", paramLabel = "N", required = true, description = "which message, by the UID of the list")
    private long uid;

    @Option(names = "-o", paramLabel = "FILE", description = "write to this file instead of standard output")
    private @Nullable Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Output output = Commands.output(spec.commandLine());
        Endpoint endpoint = tls.endpoint(Protocol.IMAP);
        String folder = Opened.folder(endpoint);
        if (uid < 1 || uid > 0xffff_ffffL) {
            throw new TlsConfigException("--uid " + uid + " is not a UID", "list the folder to see the UIDs");
        }
        if (tls.json() && file == null) {
            throw new TlsConfigException("a raw message is not JSON", "write it to a file: -o FILE");
        }
        try (ImapSession session = Opened.session(endpoint, tls.context(), login)) {
            if (file == null) {
                toStandardOutput(session, folder);
            } else {
                toFile(session, folder, file, output);
            }
            output.report(session.report());
            session.loggedIn().ifPresent(output::login);
        }
        return 0;
    }

    private void toStandardOutput(ImapSession session, String folder) throws IOException {
        try (OutputStream out = new BufferedOutputStream(PartialFile.standardOutput())) {
            session.fetch(folder, uid, out);
        }
    }

    private void toFile(ImapSession session, String folder, Path target, Output output) throws IOException {
        try (PartialFile partial = PartialFile.replacing(target)) {
            OutputStream buffered = new BufferedOutputStream(partial.stream());
            long bytes = session.fetch(folder, uid, buffered);
            buffered.flush();
            partial.complete();
            if (tls.json()) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("file", target.toString());
                document.put("bytes", bytes);
                output.json(document);
            } else {
                output.note(bytes + " bytes in " + target);
            }
        }
    }
}
