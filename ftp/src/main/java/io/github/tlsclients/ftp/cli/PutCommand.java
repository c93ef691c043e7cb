package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.LoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.Progress;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tls ftp put URI FILE}, or all that a folder holds: {@code tls ftp put URI FOLDER}. */
@Command(
        name = "put",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a local file on the server; under its own name if the URI ends in /.",
            "If FILE is a folder, puts all that it holds into the directory that the URI names."
        })
final class PutCommand implements Callable<Integer> {
    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final LoginOptions login = new LoginOptions();

    @Mixin
    private final TreeOptions tree = new TreeOptions();

    @Parameters(index = "1", paramLabel = "FILE", description = "the local file or folder")
    private Path file = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        String path = Sessions.path(tls);
        tree.sessions(); // told before anything is connected
        if (Files.isDirectory(file)) {
            return putFolder(path);
        }
        tree.requireNone(file + " is none");
        String target = path.isEmpty() || path.endsWith("/") ? path + file.getFileName() : path;
        Output output = Commands.output(spec.commandLine());
        // opened first: a file that cannot be read is no reason to connect
        try (InputStream content = open();
                FtpSession session = Sessions.loggedIn(tls, data, login, output);
                InputStream shown = Progress.following(content, target, Files.size(file))) {
            long size = session.put(shown, target);
            tell(output, size, target);
            output.report(session.report());
        }
        return 0;
    }

    private int putFolder(String path) throws TlsException {
        Output output = Commands.output(spec.commandLine());
        try (Sessions sessions = Sessions.of(tls, data, login, output);
                FtpSession session = sessions.open()) {
            String into = path.isEmpty() ? "the login folder" : path;
            return tree.copy("put", into, session, sessions, output, tls.json(), all -> all.put(file, path));
        }
    }

    private InputStream open() throws TlsException {
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
