package io.github.tlsclients.cli;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells in a screenful what one protocol does in both modes, and how it fails three times on purpose. */
final class Demo {
    private static final String WRONG_NAME = "wrong.lab.test";

    private final ProtocolModule module;
    private final Output output;
    private final LabAccount account = LabAccount.create();
    private final Map<String, String> outcomes = new LinkedHashMap<>();
    private boolean asItShould = true;

    Demo(ProtocolModule module, Output output) {
        this.module = module;
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

    /** Runs it; true if each part did what it should. */
    boolean run() throws IOException {
        LabCa ca = LabCa.create();
        LabCertificate certificate = ca.issue("localhost", "127.0.0.1", "::1");
        try (LabServer implicit = module.startServer(TlsMode.IMPLICIT, certificate, account);
                LabServer upgrading = module.startServer(TlsMode.STARTTLS, certificate, account);
                LabServer stripped = module.startStripped()) {
            TlsContext trusting = trusting(ca);
            Endpoint first = endpoint(TlsMode.IMPLICIT, implicit);
            Endpoint second = endpoint(TlsMode.STARTTLS, upgrading);

            title("TLS from the first byte: " + first.uri());
            succeed("implicit TLS", first, trusting);
            title("upgrade to TLS: " + second.uri());
            succeed("STARTTLS", second, trusting);
            title("three failures on purpose");
            fail("unknown CA", TlsFailure.NOT_TRUSTED, second, trusting(LabCa.create()));
            fail("wrong name", TlsFailure.WRONG_NAME, first.named(WRONG_NAME), trusting);
            fail("stripped", TlsFailure.STARTTLS_NOT_OFFERED, endpoint(TlsMode.STARTTLS, stripped), trusting);
        }
        return asItShould;
    }

    private Endpoint endpoint(TlsMode mode, LabServer server) {
        return Endpoint.of(module.protocol(), mode, "localhost", server.port());
    }

    private static TlsContext trusting(LabCa ca) {
        return TlsContext.of(
                TlsConfig.builder().trust(Trust.certificates(ca.certificate())).build());
    }

    private void succeed(String column, Endpoint endpoint, TlsContext context) {
        try {
            ProtocolModule.Visit visit = module.visit(endpoint, context, account);
            SessionReport report = visit.report();
            if (report.clearText().isEmpty()) {
                output.result("  in clear    nothing but addresses, ports and the name in the ClientHello");
            } else {
                output.result("  in clear    " + String.join("\n              ", report.clearText()));
            }
            output.result("  ----------- TLS begins here: " + report.version() + ", " + report.cipherSuite());
            output.result("  protected   " + String.join("\n              ", visit.done()));
            report.toString().lines().skip(1).forEach(output::result);
            outcomes.put(column, report.version());
        } catch (TlsException e) {
            notAsItShould(column, e);
        }
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
