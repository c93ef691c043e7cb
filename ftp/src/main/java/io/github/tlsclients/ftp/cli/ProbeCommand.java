package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.LoginOptions;
import io.github.tlsclients.cli.LoginOptions.Login;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.ftp.FtpSession;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code tls ftp probe URI}. */
final class ProbeCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final TlsOptions tls;
    private final DataOptions data;
    private final LoginOptions options;

    ProbeCommand(Syntax syntax) {
        syntax.description(
                "Connects and prints the report.",
                "With --user it lists the path too, which shows whether data connections resume the control session.");
        this.syntax = syntax;
        tls = new TlsOptions(syntax);
        data = new DataOptions(syntax);
        options = new LoginOptions(syntax);
    }

    @Override
    public Integer call() throws Exception {
        Optional<Login> login = options.login();
        Output output = syntax.output();
        try (FtpSession session = Sessions.connected(tls, data, output)) {
            if (login.isPresent()) {
                Sessions.logIn(session, login.get());
                session.list(Sessions.path(tls));
            }
            List<String> features = session.features();
            output.note(
                    features.isEmpty()
                            ? "features: not told before a login"
                            : "features: " + String.join(", ", features));
            output.reportAsResult(session.report(), tls.json());
        }
        return 0;
    }
}
