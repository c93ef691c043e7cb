package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.LoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.PartialFile;
import io.github.tlsclients.cli.Progress;
import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.ftp.FtpSession;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code tls ftp get URI [-o FILE]}, or a whole directory: {@code tls ftp get URI/ -o FOLDER}. */
final class GetCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final TlsOptions tls;
    private final DataOptions data;
    private final LoginOptions login;
    private final TreeOptions tree;
    private final Supplier<Optional<Path>> target;

    GetCommand(Syntax syntax) {
        syntax.description(
                "Gets a file, to standard output or to FILE, which is replaced once the whole has arrived.",
                "If the URI ends in /, gets all that the directory holds into the folder FILE.");
        this.syntax = syntax;
        tls = new TlsOptions(syntax);
        data = new DataOptions(syntax);
        login = new LoginOptions(syntax);
        tree = new TreeOptions(syntax);
        target = syntax.option("-o")
                .label("FILE")
                .description("write to this file, or into this folder")
                .value(Path.class);
    }

    @Override
    public Integer call() throws Exception {
        String path = Sessions.path(tls);
        @Nullable Path file = target.get().orElse(null);
        boolean directory = path.isEmpty() || path.endsWith("/");
        if (directory && file == null) {
            throw new TlsConfigException(
                    "the URI names a directory, not a file",
                    "look into it with: tls ftp ls; to get all that it holds, add -o FOLDER");
        }
        if (file == null && tls.json()) {
            throw new TlsConfigException(
                    "the file and a JSON document cannot both go to standard output", "add -o FILE");
        }
        tree.sessions(); // told before anything is connected
        if (file == null) {
            tree.requireNone("without -o FOLDER there is nowhere for them");
        }
        Output output = syntax.output();
        try (Sessions sessions = Sessions.of(tls, data, login, output);
                FtpSession session = sessions.open()) {
            if (file == null) {
                get(session, path, PartialFile.standardOutput());
            } else if (directory || (tree.given() || Files.isDirectory(file)) && session.isDirectory(path)) {
                Path folder = file;
                return tree.copy(
                        "got", file.toString(), session, sessions, output, tls.json(), all -> all.get(path, folder));
            } else {
                tree.requireNone("\"" + path + "\" is none on the server");
                long size = getFile(session, path, file);
                tell(output, size, file);
            }
            output.report(session.report());
        }
        return 0;
    }

    private static long getFile(FtpSession session, String path, Path file) throws TlsException {
        try (PartialFile partial = PartialFile.replacing(file)) {
            long size = get(session, path, partial.stream());
            partial.complete();
            return size;
        }
    }

    private static long get(FtpSession session, String path, OutputStream to) throws TlsException {
        return session.get(path, (content, size) -> {
            try (InputStream shown = Progress.following(content, path, size.orElse(-1))) {
                shown.transferTo(to);
                to.flush();
            }
        });
    }

    private void tell(Output output, long size, Path file) {
        if (tls.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("file", file.toString());
            result.put("bytes", size);
            output.json(result);
        } else {
            output.note("got " + size + " bytes into " + file);
        }
    }
}
