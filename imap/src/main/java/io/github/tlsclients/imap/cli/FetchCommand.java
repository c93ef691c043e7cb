package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.PartialFile;
import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.imap.FolderUids;
import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.imap.UidSet;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** {@code tls imap fetch}. */
final class FetchCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final TlsOptions tls;
    private final MailLoginOptions login;
    private final Supplier<String> uids;
    private final Supplier<Optional<Path>> target;

    FetchCommand(Syntax syntax) {
        syntax.description(
                "Writes messages as the server has them, byte for byte; they do not become read by that. One goes to a file or to"
                        + " standard output; several go to a folder, each to a file UIDVALIDITY-UID.eml, and those that are there"
                        + " already are not fetched again.");
        this.syntax = syntax;
        tls = new TlsOptions(syntax);
        login = new MailLoginOptions(syntax);
        uids = syntax.option("--uid")
                .label("SET")
                .description("which messages, by the UIDs of the list: 7, or 3,7:9, or 1:* for all")
                .required(String.class);
        target = syntax.option("-o")
                .label("FILE")
                .description("write to this file, or to files in this folder, instead of standard output")
                .value(Path.class);
    }

    @Override
    public Integer call() throws Exception {
        Output output = syntax.output();
        Endpoint endpoint = tls.endpoint(Protocol.IMAP);
        String folder = Opened.folder(endpoint);
        UidSet set = new UidSet(uids.get());
        if (tls.json() && target.get().isEmpty()) {
            throw new TlsConfigException("a raw message is not JSON", "write it to a file: -o FILE");
        }
        boolean many =
                !set.isSingle() || target.get().filter(Files::isDirectory).isPresent();
        if (many && target.get().isEmpty()) {
            throw new TlsConfigException(
                    "several messages would run together on standard output", "write them to a folder: -o FOLDER");
        }
        try (ImapSession session = Opened.session(endpoint, tls.context(), login)) {
            if (target.get().isEmpty()) {
                toStandardOutput(session, folder, Long.parseLong(uids.get()));
            } else if (many) {
                toFolder(session, session.find(folder, set), target.get().get(), output);
            } else {
                toFile(session, folder, Long.parseLong(uids.get()), target.get().get(), output);
            }
            output.report(session.report());
            session.loggedIn().ifPresent(output::login);
        }
        return 0;
    }

    private void toStandardOutput(ImapSession session, String folder, long uid) throws IOException {
        try (OutputStream out = new BufferedOutputStream(PartialFile.standardOutput())) {
            session.fetch(folder, uid, out);
        }
    }

    private void toFolder(ImapSession session, FolderUids found, Path target, Output output) throws IOException {
        if (found.uids().isEmpty()) {
            throw new TlsException(
                    TlsFailure.NOT_FOUND,
                    "there is no message with a UID of " + uids.get(),
                    "list the folder to see the UIDs");
        }
        MessageFiles files = MessageFiles.in(target, found);
        try (files) {
            session.fetch(files.missing(), files);
        }
        if (tls.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("folder", found.folder());
            document.put("uidValidity", found.validity());
            document.put("fetched", files.fetched());
            document.put("bytes", files.bytes());
            document.put("presentBefore", files.presentBefore());
            output.json(document);
        } else {
            output.note(files.fetched() + (files.fetched() == 1 ? " message, " : " messages, ") + files.bytes()
                    + " bytes in " + target
                    + (files.presentBefore() == 0 ? "" : "; " + files.presentBefore() + " were there already"));
            output.note("named UIDVALIDITY-UID.eml; the UIDVALIDITY is " + found.validity());
        }
    }

    private void toFile(ImapSession session, String folder, long uid, Path target, Output output) throws IOException {
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
