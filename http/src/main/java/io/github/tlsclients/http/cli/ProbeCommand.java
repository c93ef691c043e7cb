package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.ReconnectOption;
import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.http.HttpAnswer;
import io.github.tlsclients.http.HttpSession;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import okhttp3.Headers;

/** {@code tls http probe}: what the connection is like. */
final class ProbeCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final RequestOptions options;
    private final ReconnectOption reconnect;

    ProbeCommand(Syntax syntax) {
        syntax.description("Connects, asks for the head of the path, and tells what TLS came to. Any status will do.");
        this.syntax = syntax;
        options = new RequestOptions(syntax);
        reconnect = new ReconnectOption(syntax);
    }

    @Override
    public Integer call() throws TlsException {
        Endpoint endpoint = options.endpoint();
        Headers headers = options.headers();
        TlsContext context = options.context();
        Output output = syntax.output();
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
