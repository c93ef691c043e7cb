package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.Progress;
import io.github.tlsclients.cli.Syntax;
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
import java.util.function.Supplier;
import okhttp3.Headers;

/** {@code tls http get}: what is at a path, or at several, byte for byte. */
final class GetCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final RequestOptions options;
    private final Supplier<List<String>> further;
    private final Supplier<Optional<Path>> output;
    private final Supplier<Optional<Path>> folder;
    private final Supplier<Boolean> http2;

    GetCommand(Syntax syntax) {
        syntax.description(
                "Gets what is at the path, to standard output or to a file. Redirects are told, not followed.");
        this.syntax = syntax;
        options = new RequestOptions(syntax);
        further = syntax.arguments("URI", "further ones; those of one server share a connection");
        output = syntax.option("-o", "--output")
                .label("FILE")
                .description("write there; the file appears when it is complete")
                .value(Path.class);
        folder = syntax.option("--output-dir")
                .label("DIR")
                .description("write there, each to a file by the last part of its URI's path")
                .value(Path.class);
        http2 = syntax.option("--http2")
                .description("offer HTTP/2 for a single URI too, which it makes slower")
                .flag();
    }

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
        Optional<Path> file = output.get();
        if (file.isPresent() && folder.get().isPresent()) {
            throw new TlsConfigException("-o and --output-dir are two places for one thing", "leave one of them out");
        }
        if (file.isPresent() && !further.get().isEmpty()) {
            throw new TlsConfigException(
                    "-o names one file, and there are " + (1 + further.get().size()) + " URIs", "use --output-dir DIR");
        }
        if (options.json() && file.isEmpty() && folder.get().isEmpty()) {
            throw new TlsConfigException(
                    "with --json there is no room for the body on standard output",
                    further.get().isEmpty() ? "add -o FILE" : "add --output-dir DIR");
        }
        List<Endpoint> endpoints = new ArrayList<>(List.of(options.endpoint()));
        further.get().forEach(uri -> endpoints.add(options.endpoint(uri)));
        List<Download> downloads = Download.all(endpoints, folder.get());
        if (endpoints.size() > 1) {
            return new Downloads(downloads, options, syntax.output()).run();
        }
        one(file.isPresent() ? new Download(endpoints.get(0), file) : downloads.get(0), syntax.output());
        return 0;
    }

    private void one(Download download, Output output) throws Exception {
        Endpoint endpoint = download.endpoint();
        Headers headers = options.headers();
        try (HttpSession session = options.open(endpoint, options.context())) {
            if (!http2.get()) {
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
