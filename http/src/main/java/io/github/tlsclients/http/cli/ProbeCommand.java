package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.http.HttpAnswer;
import io.github.tlsclients.http.HttpSession;
import io.github.tlsclients.tls.Endpoint;
import java.util.concurrent.Callable;
import okhttp3.Headers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tls http probe}: what the connection is like. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = "Connects, asks for the head of the path, and tells what TLS came to. Any status will do.")
final class ProbeCommand implements Callable<Integer> {
    @Mixin
    private RequestOptions options = new RequestOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Endpoint endpoint = options.endpoint();
        Headers headers = options.headers();
        try (HttpSession session = options.open(endpoint);
                HttpAnswer answer = session.head(endpoint.path(), headers)) {
            Output output = Commands.output(spec.commandLine());
            output.note("HEAD " + endpoint.path() + ": " + answer.statusLine() + " by " + answer.protocol());
            output.reportAsResult(session.report(), options.json());
        }
        return 0;
    }
}
