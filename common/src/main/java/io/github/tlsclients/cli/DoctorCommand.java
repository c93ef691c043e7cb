package io.github.tlsclients.cli;

import io.github.tlsclients.doctor.Doctor;
import io.github.tlsclients.doctor.Examination;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfigException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** {@code tls doctor URI}: what is wrong with a server, and who can mend it. */
final class DoctorCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;

    private final Syntax syntax;
    private final TlsOptions tls;
    private final LoginOptions login;
    private final Supplier<Optional<Integer>> otherPort;

    DoctorCommand(Syntax syntax) {
        syntax.description(
                "Examines a server: each address, mode and version, its certificates, what is said in clear, and more.",
                "Prints a verdict, the findings with their fixes, and a letter to the server's owner. It goes on after a"
                        + " failure, and sends no password to a server that is not verified.");
        syntax.footer(
                "Exit code: 0 nothing worse than notes; 1 warnings; else that of the first error, as for other commands.");
        this.syntax = syntax;
        tls = new TlsOptions(syntax);
        login = new LoginOptions(syntax);
        otherPort = syntax.option("--other-port")
                .label("PORT")
                .description("where the mode is that the URI does not name; default: the protocol's own port")
                .value(Integer.class);
    }

    @Override
    public Integer call() {
        Endpoint endpoint = tls.endpoint();
        Doctor doctor =
                tls.observed(Doctor.of(endpoint, tls.config(), module(endpoint).dialect()));
        if (otherPort.get().isPresent()) {
            int port = otherPort.get().get();
            if (port < 1 || port > LAST_PORT) {
                throw new TlsConfigException(
                        "--other-port " + port + " is not a port", "a port is a number from 1 to 65535");
            }
            doctor = doctor.otherPort(port);
        }
        LoginOptions.Login user = login.login().orElse(null);
        if (user != null) {
            doctor = doctor.login(user.user(), user.password());
        }
        Examination examination = doctor.examine();
        Output output = syntax.output();
        if (tls.json()) {
            output.json(document(examination));
        } else {
            output.result(examination.toString());
        }
        return examination.exitCode();
    }

    private static ProtocolModule module(Endpoint endpoint) {
        return ProtocolModule.all().stream()
                .filter(module -> module.protocol() == endpoint.protocol())
                .findFirst()
                .orElseThrow(() -> new TlsConfigException(
                        "there is no client for " + endpoint.protocol().label() + " on the class path",
                        "put its jar there"));
    }

    private static Map<String, Object> document(Examination examination) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("uri", examination.uri());
        document.put("day", examination.day().toString());
        document.put("verdict", examination.verdict());
        document.put("worst", examination.worst());
        document.put("exitCode", examination.exitCode());
        document.put("addresses", examination.addresses());
        document.put("findings", examination.findings());
        document.put("letter", examination.letter());
        document.put("session", examination.session());
        return document;
    }
}
