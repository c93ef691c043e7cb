package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.LoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.Progress;
import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.ftp.FtpSession;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** {@code tls ftp put URI FILE}, or all that a folder holds: {@code tls ftp put URI FOLDER}. */
final class PutCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final TlsOptions tls;
    private final DataOptions data;
    private final LoginOptions login;
    private final TreeOptions tree;
    private final Supplier<Path> source;

    PutCommand(Syntax syntax) {
        syntax.description(
                "Puts a local file on the server; under its own name if the URI ends in /.",
                "If FILE is a folder, puts all that it holds into the directory that the URI names.");
        this.syntax = syntax;
        tls = new TlsOptions(syntax);
        data = new DataOptions(syntax);
        login = new LoginOptions(syntax);
        tree = new TreeOptions(syntax);
        source = syntax.argument(Path.class, "FILE", "the local file or folder");
    }

    @Override
    public Integer call() throws Exception {
        String path = Sessions.path(tls);
        Path file = source.get();
        tree.sessions(); // told before anything is connected
        if (Files.isDirectory(file)) {
            return putFolder(file, path);
        }
        tree.requireNone(file + " is none");
        String target = path.isEmpty() || path.endsWith("/") ? path + file.getFileName() : path;
        Output output = syntax.output();
        // opened first: a file that cannot be read is no reason to connect
        try (InputStream content = open(file);
                FtpSession session = Sessions.loggedIn(tls, data, login, output);
                InputStream shown = Progress.following(content, target, Files.size(file))) {
            long size = session.put(shown, target);
            tell(output, size, target);
            output.report(session.report());
        }
        return 0;
    }

    private int putFolder(Path folder, String path) throws TlsException {
        Output output = syntax.output();
        try (Sessions sessions = Sessions.of(tls, data, login, output);
                FtpSession session = sessions.open()) {
            String into = path.isEmpty() ? "the login folder" : path;
            return tree.copy("put", into, session, sessions, output, tls.json(), all -> all.put(folder, path));
        }
    }

    private static InputStream open(Path file) throws TlsException {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new TlsException(
                    TlsFailure.LOCAL_FILE, file + " cannot be read", "check the path and its permissions", e);
        }
    }

    private void tell(Output output, long size, String target) {
        if (tls.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("path", target);
            result.put("bytes", size);
            output.json(result);
        } else {
            output.note("put " + size + " bytes into " + target);
        }
    }
}
