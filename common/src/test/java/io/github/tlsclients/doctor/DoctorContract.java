package io.github.tlsclients.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.cli.ToolRun;
import io.github.tlsclients.lab.Flaw;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.lab.ScriptedServer;
import io.github.tlsclients.lab.TestPki;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code tls doctor} with one protocol's servers: each module runs it with its own. */
public abstract class DoctorContract {
    /** Nothing listens there. */
    private static final int NOBODY = 1;

    @RegisterExtension
    protected static final TestPki pki = TestPki.create();

    private final ProtocolModule module;
    private final LabAccount account = LabAccount.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String ca = "";

    /** With the servers of this module. */
    protected DoctorContract(ProtocolModule module) {
        this.module = module;
    }

    @BeforeEach
    void writeRoot() throws IOException {
        ca = Files.writeString(folder.resolve("root.pem"), pki.rootPem()).toString();
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void theLabHasNoErrorAndBothModesWork(TlsMode mode) throws IOException {
        try (LabServer server = module.startServer(mode, pki.server(), account);
                LabServer other = module.startServer(otherThan(mode), pki.server(), account)) {
            ToolRun run = doctor(uri(mode, server.port()), other.port());

            assertThat(run.err()).doesNotContain("doctor: ");
            assertThat(run.exitCode()).as(run.out()).isLessThanOrEqualTo(1);
            assertThat(run.out())
                    .contains("  ok       mode: " + uri(mode, server.port()))
                    .contains("  ok       mode: " + uri(otherThan(mode), other.port()))
                    .contains("  ok       trust: ")
                    .contains("a second connection resumes the session of the first");
            assertThat(run.out().contains("clear text: before TLS"))
                    .isEqualTo(module.dialect().announcesLogins());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, IMPLICIT, EXPIRED",
        "WRONG_NAME, STARTTLS, WRONG_NAME",
        "UNKNOWN_ROOT, STARTTLS, NOT_TRUSTED",
        "MISSING_INTERMEDIATE, IMPLICIT, NOT_TRUSTED",
        "SELF_SIGNED, STARTTLS, NOT_TRUSTED"
    })
    void aFlawedCertificateIsNamedAndTheRestExaminedNonetheless(Flaw flaw, TlsMode mode, String failure)
            throws IOException {
        try (LabServer server = module.startServer(mode, pki.server(flaw, "localhost"), account)) {
            ToolRun run = doctor(uri(mode, server.port()), NOBODY, "--json");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(findings(run).get(0).get("severity").getAsString()).isEqualTo("ERROR");
            assertThat(findings(run).get(0).get("failure").getAsString()).isEqualTo(failure);
            assertThat(run.out()).contains("TLSv1.2 is spoken", "TLSv1.3 is spoken");
        }
    }

    @Test
    void aStrippedUpgradeIsNamedAndNobodyHearsAnything() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), account.password());
        try (LabServer stripped = module.startStripped();
                LabServer server = module.startServer(TlsMode.IMPLICIT, pki.server(), account)) {
            List<String> login = module.dialect().hasDataChannel()
                    ? List.of("--user", account.user(), "--password-file", password.toString())
                    : List.of();
            ToolRun run = doctor(uri(TlsMode.STARTTLS, stripped.port()), server.port(), login.toArray(String[]::new));

            assertThat(run.exitCode()).isEqualTo(5);
            assertThat(run.out())
                    .contains("  error    mode: the server does not ")
                    .contains("fix: use " + uri(TlsMode.IMPLICIT, server.port()) + "; never go on in clear");
            assertThat(((ScriptedServer) stripped).heard())
                    .noneMatch(line -> line.contains(account.user()) || line.contains(account.password()));
        }
    }

    @Test
    void nobodyThereIsNoConnection() throws IOException {
        ToolRun run = doctor(uri(TlsMode.IMPLICIT, NOBODY), NOBODY);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("127.0.0.1:1 refuses connections").contains("to the server's owner:\n");
    }

    @Test
    void jsonIsOneDocumentOfThisShape() throws IOException {
        try (LabServer server = module.startServer(TlsMode.IMPLICIT, pki.server(), account)) {
            ToolRun run = doctor(uri(TlsMode.IMPLICIT, server.port()), NOBODY, "--json");

            JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
            assertThat(document.keySet())
                    .containsExactly(
                            "uri", "day", "verdict", "worst", "exitCode", "addresses", "findings", "letter", "session");
            assertThat(document.get("exitCode").getAsInt()).isEqualTo(run.exitCode());
            JsonObject address = document.getAsJsonArray("addresses").get(0).getAsJsonObject();
            assertThat(address.keySet()).containsExactly("address", "port", "millis");
            assertThat(findings(run)).allSatisfy(finding -> {
                Set<String> keys = finding.keySet();
                assertThat(keys).contains("severity", "topic", "seen", "fix", "owner");
                assertThat(keys).isSubsetOf("severity", "topic", "failure", "seen", "fix", "owner");
            });
            assertThat(document.getAsJsonObject("session").get("mode").getAsString())
                    .isEqualTo("IMPLICIT");
        }
    }

    private static List<JsonObject> findings(ToolRun run) {
        List<JsonObject> findings = new ArrayList<>();
        for (JsonElement finding :
                JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonArray("findings")) {
            findings.add(finding.getAsJsonObject());
        }
        return findings;
    }

    private static TlsMode otherThan(TlsMode mode) {
        return mode == TlsMode.IMPLICIT ? TlsMode.STARTTLS : TlsMode.IMPLICIT;
    }

    private String uri(TlsMode mode, int port) {
        return Endpoint.of(module.protocol(), mode, "localhost", port).uri();
    }

    private ToolRun doctor(String uri, int otherPort, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("doctor", uri, "--ca", ca, "--other-port", String.valueOf(otherPort), "--timeout", "10s"));
        arguments.addAll(List.of(more));
        return ToolRun.of(arguments.toArray(String[]::new));
    }
}
