package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.PartialFile;
import io.github.tlsclients.cli.Progress;
import io.github.tlsclients.http.HttpAnswer;
import io.github.tlsclients.http.HttpSession;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tls http get}: what is at a path, byte for byte. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = "Gets what is at the path, to standard output or to a file. Redirects are told, not followed.")
final class GetCommand implements Callable<Integer> {
    private static final int BUFFER = 65_536;

    @Mixin
    private RequestOptions options = new RequestOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "write there; the file appears when it is complete")
    private @Nullable Path file;

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
        if (options.json() && file == null) {
            throw new TlsConfigException("with --json there is no room for the body on standard output", "add -o FILE");
        }
        Endpoint endpoint = options.endpoint();
        Headers headers = options.headers();
        Output output = Commands.output(spec.commandLine());
        try (HttpSession session = options.open(endpoint, options.context());
                HttpAnswer answer = session.get(endpoint.path(), headers).orRefusal()) {
            long bytes = file == null
                    ? copy(
                            answer.body(),
                            PartialFile.standardOutput()) // as bytes: a writer would change what is not text
                    : store(answer, file);
            output.note(answer.statusLine() + " by " + answer.protocol() + ", " + bytes + " bytes");
            answer.header("Location")
                    .filter(where -> answer.status() >= 300)
                    .ifPresent(where -> output.note("not followed: " + ClearText.printable(where)));
            output.report(session.report());
            if (options.json()) {
                output.json(new Result(
                        endpoint.uri(),
                        answer.status(),
                        answer.protocol(),
                        answer.headers(),
                        bytes,
                        String.valueOf(file),
                        session.report()));
            }
        }
        return 0;
    }

    private static long store(HttpAnswer answer, Path file) throws IOException {
        long size = answer.length().orElse(-1);
        String name = String.valueOf(file.getFileName());
        try (PartialFile partial = PartialFile.replacing(file);
                InputStream body = Progress.following(answer.body(), name, size)) {
            long bytes = copy(body, partial.stream());
            partial.complete();
            return bytes;
        }
    }

    private static long copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(buffer, 0, count);
            bytes += count;
        }
        to.flush();
        return bytes;
    }
}
