package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.LoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.ftp.FtpSession;
import io.github.tlsclients.ftp.RemoteFile;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code tls ftp ls URI}. */
final class LsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Syntax syntax;
    private final TlsOptions tls;
    private final DataOptions data;
    private final LoginOptions login;

    LsCommand(Syntax syntax) {
        syntax.description("Lists a directory: size, time of the last change (UTC), name.");
        this.syntax = syntax;
        tls = new TlsOptions(syntax);
        data = new DataOptions(syntax);
        login = new LoginOptions(syntax);
    }

    @Override
    public Integer call() throws Exception {
        Output output = syntax.output();
        try (FtpSession session = Sessions.loggedIn(tls, data, login, output)) {
            List<RemoteFile> files = session.list(Sessions.path(tls)).stream()
                    .sorted(Comparator.comparing(RemoteFile::name))
                    .toList();
            if (tls.json()) {
                output.json(files);
            } else {
                print(files, output);
            }
            output.report(session.report());
        }
        return 0;
    }

    private static void print(List<RemoteFile> files, Output output) {
        int width = files.stream().mapToInt(file -> size(file).length()).max().orElse(0);
        for (RemoteFile file : files) {
            output.result(String.format(
                    Locale.ROOT, "%" + width + "s  %16s  %s", size(file), modified(file), printable(file)));
        }
    }

    private static String size(RemoteFile file) {
        return file.size().map(String::valueOf).orElse("-");
    }

    private static String modified(RemoteFile file) {
        return file.modified().map((Instant time) -> TIME.format(time)).orElse("-");
    }

    /** A name may hold anything, what moves a terminal's cursor or turns its text around included. */
    private static String printable(RemoteFile file) {
        return file.name().replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?") + (file.directory() ? "/" : "");
    }
}
