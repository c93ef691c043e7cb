package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.Progress;
import io.github.tlsclients.http.HttpAnswer;
import io.github.tlsclients.http.HttpSession;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tls http get}: what is at a path, or at several, byte for byte. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = "Gets what is at the path, to standard output or to a file. Redirects are told, not followed.")
final class GetCommand implements Callable<Integer> {
    @Mixin
    private RequestOptions options = new RequestOptions();

    @Parameters(
            index = "1..*",
            paramLabel = "URI",
            description = "further ones; those of one server share a connection")
    private List<String> further = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "write there; the file appears when it is complete")
    private @Nullable Path file;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "write there, each to a file by the last part of its URI's path")
    private @Nullable Path folder;

    @Option(names = "--http2", description = "offer HTTP/2 for a single URI too, which it makes slower")
    private boolean http2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** The result with {@code --json}. */
    private record Result(
            String uri,
            int status,
            String protocol,
            Map<String, List<String>> headers,
            long bytes,
            String file,
            SessionReport session) {}

    @Override
    public Integer call() throws Exception {
        if (file != null && folder != null) {
            throw new TlsConfigException("-o and --output-dir are two places for one thing", "leave one of them out");
        }
        if (file != null && !further.isEmpty()) {
            throw new TlsConfigException(
                    "-o names one file, and there are " + (1 + further.size()) + " URIs", "use --output-dir DIR");
        }
        if (options.json() && file == null && folder == null) {
            throw new TlsConfigException(
                    "with --json there is no room for the body on standard output",
                    further.isEmpty() ? "add -o FILE" : "add --output-dir DIR");
        }
        List<Endpoint> endpoints = new ArrayList<>(List.of(options.endpoint()));
        further.forEach(uri -> endpoints.add(options.endpoint(uri)));
        List<Download> downloads = Download.all(endpoints, Optional.ofNullable(folder));
        Output output = Commands.output(spec.commandLine());
        if (endpoints.size() > 1) {
            return new Downloads(downloads, options, output).run();
        }
        one(file == null ? downloads.get(0) : new Download(endpoints.get(0), Optional.of(file)), output);
        return 0;
    }

    private void one(Download download, Output output) throws Exception {
        Endpoint endpoint = download.endpoint();
        Headers headers = options.headers();
        try (HttpSession session = options.open(endpoint, options.context())) {
            if (!http2) {
                session.http1Alone();
            }
            try (HttpAnswer answer = session.get(endpoint.path(), headers).orRefusal();
                    InputStream body = following(answer, download)) {
                long bytes = download.store(body);
                output.note(Download.told(answer, bytes));
                Download.notFollowed(answer).ifPresent(output::note);
                output.report(session.report());
                if (options.json()) {
                    output.json(new Result(
                            endpoint.uri(),
                            answer.status(),
                            answer.protocol(),
                            answer.headers(),
                            bytes,
                            download.place(),
                            session.report()));
                }
            }
        }
    }

    private static InputStream following(HttpAnswer answer, Download download) {
        return download.file()
                .map(to -> Progress.following(
                        answer.body(),
                        String.valueOf(to.getFileName()),
                        answer.length().orElse(-1)))
                .orElse(answer.body());
    }
}
