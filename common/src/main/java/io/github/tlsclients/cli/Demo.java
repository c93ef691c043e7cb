package io.github.tlsclients.cli;

import io.github.tlsclients.lab.ContainerServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells in a screenful what one protocol does in both modes, and how it fails three times on purpose. */
final class Demo {
    private static final String WRONG_NAME = "wrong.lab.test";

    private final ProtocolModule module;
    private final Optional<Wiretap> wiretap;
    private final Output output;
    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();
    private final Map<String, String> outcomes = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();
    private boolean asItShould = true;

    Demo(ProtocolModule module, Optional<Wiretap> wiretap, Output output) {
        this.module = module;
        this.wiretap = wiretap;
        this.output = output;
    }

    /** The columns of the tour's table, in the order in which {@link #outcomes()} has them. */
    static List<String> columns() {
        return List.of("implicit TLS", "STARTTLS", "unknown CA", "wrong name", "stripped");
    }

    /** What each part came to, by its column. */
    Map<String, String> outcomes() {
        return outcomes;
    }

    /** Runs it against the embedded servers; true if each part did what it should. */
    boolean run() throws IOException {
        LabCertificate certificate = ca.issue("localhost", "127.0.0.1", "::1");
        try (LabServer implicit = module.startServer(TlsMode.IMPLICIT, certificate, account);
                LabServer upgrading = module.startServer(TlsMode.STARTTLS, certificate, account)) {
            return run(Map.of(TlsMode.IMPLICIT, implicit.port(), TlsMode.STARTTLS, upgrading.port()));
        }
    }

    /** Runs it against a real server in a container, in the modes that the server has. */
    boolean run(Path home, String server) throws IOException {
        ServerSetup setup = new ServerSetup(ca, ca.issue("localhost", "127.0.0.1", "::1"), account, false, List.of());
        try (ContainerServer container = ContainerServer.start(home, module.protocol(), server, setup)) {
            return run(container.ports());
        }
    }

    private boolean run(Map<TlsMode, Integer> ports) throws IOException {
        TlsContext trusting = trusting(ca);
        Optional<Endpoint> implicit = endpoint(ports, TlsMode.IMPLICIT);
        Optional<Endpoint> upgrading = endpoint(ports, TlsMode.STARTTLS);
        Endpoint any = implicit.or(() -> upgrading).orElseThrow();
        if (implicit.isPresent()) {
            title("TLS from the first byte: " + implicit.get().uri());
            succeed("implicit TLS", implicit.get(), trusting);
        }
        if (upgrading.isPresent()) {
            title("upgrade to TLS: " + upgrading.get().uri());
            succeed("STARTTLS", upgrading.get(), trusting);
        }
        title("three failures on purpose");
        fail("unknown CA", TlsFailure.NOT_TRUSTED, upgrading.orElse(any), trusting(LabCa.create()));
        fail("wrong name", TlsFailure.WRONG_NAME, any.named(WRONG_NAME), trusting);
        try (LabServer stripped = module.startStripped()) {
            Endpoint bare = Endpoint.of(module.protocol(), TlsMode.STARTTLS, "localhost", stripped.port());
            fail("stripped", TlsFailure.STARTTLS_NOT_OFFERED, bare, trusting);
        }
        return asItShould;
    }

    private Optional<Endpoint> endpoint(Map<TlsMode, Integer> ports, TlsMode mode) {
        return Optional.ofNullable(ports.get(mode))
                .map(port -> Endpoint.of(module.protocol(), mode, "localhost", port));
    }

    private static TlsContext trusting(LabCa ca) {
        return TlsContext.of(
                TlsConfig.builder().trust(Trust.certificates(ca.certificate())).build());
    }

    private void succeed(String column, Endpoint endpoint, TlsContext context) {
        try {
            ProtocolModule.Visit visit = module.visit(endpoint, observed(endpoint, context), account);
            SessionReport report = visit.report();
            if (report.clearText().isEmpty()) {
                output.result("  in clear    nothing but addresses, ports and the name in the ClientHello");
            } else {
                output.result("  in clear    " + String.join("\n              ", report.clearText()));
            }
            output.result("  ----------- TLS begins here: " + report.version() + ", " + report.cipherSuite());
            output.result("  protected   " + String.join("\n              ", visit.done()));
            // what the two modes have in common is told once
            report.toString().lines().skip(1).filter(told::add).forEach(output::result);
            outcomes.put(column, report.version());
        } catch (TlsException e) {
            notAsItShould(column, e);
        }
    }

    private TlsContext observed(Endpoint endpoint, TlsContext context) {
        return wiretap.map(tap -> context.observedBy(tap.record(endpoint.uri())))
                .orElse(context);
    }

    private void fail(String column, TlsFailure expected, Endpoint endpoint, TlsContext context) {
        try {
            module.visit(endpoint, context, account);
            output.result("  " + column + ": NOT REFUSED");
            outcomes.put(column, "NOT REFUSED");
            asItShould = false;
        } catch (TlsException e) {
            if (e.failure() != expected) {
                notAsItShould(column, e);
                return;
            }
            output.result("  " + column);
            said(e);
            outcomes.put(column, "refused");
        }
    }

    private void notAsItShould(String column, TlsException e) {
        output.result("  " + column + ": NOT AS IT SHOULD: " + e.failure());
        said(e);
        outcomes.put(column, "FAILED");
        asItShould = false;
    }

    private void said(TlsException e) {
        String name = module.protocol().label();
        output.result("    " + name + ": error: " + e.getMessage());
        output.result("    " + name + ": hint: " + e.hint());
        output.result("    " + e.failure() + ", exit code " + e.failure().exitCode());
    }

    private void title(String text) {
        output.result("");
        output.result(module.protocol().label() + ": " + text);
    }

    /** The table that ends the tour. */
    static List<String> table(Map<String, Map<String, String>> rows) {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(String.format("%-8s", ""));
        columns().forEach(column -> head.append(String.format("%-14s", column)));
        lines.add(head.toString().stripTrailing());
        rows.forEach((protocol, outcomes) -> {
            StringBuilder line = new StringBuilder(String.format("%-8s", protocol));
            columns().forEach(column -> line.append(String.format("%-14s", outcomes.getOrDefault(column, "-"))));
            lines.add(line.toString().stripTrailing());
        });
        return lines;
    }
}
