package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.ReconnectOption;
import io.github.tlsclients.http.HttpAnswer;
import io.github.tlsclients.http.HttpSession;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import java.util.ArrayList;
import java.util.List;
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

    @Mixin
    private ReconnectOption reconnect = new ReconnectOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws TlsException {
        Endpoint endpoint = options.endpoint();
        Headers headers = options.headers();
        TlsContext context = options.context();
        Output output = Commands.output(spec.commandLine());
        List<String> answers = new ArrayList<>();
        reconnect.run(output, options.json(), () -> {
            try (HttpSession session = options.open(endpoint, context);
                    HttpAnswer answer = session.head(endpoint.path(), headers)) {
                answers.add("HEAD " + endpoint.path() + ": " + answer.statusLine() + " by " + answer.protocol());
                return session.report();
            }
        });
        answers.forEach(output::note); // below the report, which is the result
        return 0;
    }
}
