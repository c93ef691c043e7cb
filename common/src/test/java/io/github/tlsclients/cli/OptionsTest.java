package io.github.tlsclients.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Explanation;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.Revocation;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsEcho;
import io.github.tlsclients.tls.TlsKey;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class OptionsTest {
    private final LabCa ca = LabCa.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String caFile = "";

    @BeforeEach
    void writeCa() throws IOException {
        caFile = ca.writeTo(folder.resolve("ca.pem")).toString();
    }

    @Test
    void everyOptionReachesTheConfiguration() {
        TlsContext context = options(
                        "smtps://host",
                        "--ca",
                        caFile,
                        "--tls",
                        "1.3",
                        "--provider",
                        "bc",
                        "--groups",
                        "x25519,secp256r1",
                        "--revocation",
                        "hard",
                        "--timeout",
                        "1500ms")
                .context();

        assertThat(context.config().versions()).isEqualTo(Set.of(TlsVersion.TLS_1_3));
        assertThat(context.config().provider()).isEqualTo(TlsProvider.BOUNCY_CASTLE);
        assertThat(context.config().groups()).containsExactly("x25519", "secp256r1");
        assertThat(context.config().revocation()).isEqualTo(Revocation.HARD_FAIL);
        assertThat(context.config().timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(context.config().origin(TlsKey.TRUST)).isEqualTo("option --ca");
        assertThat(context.config().origin(TlsKey.TIMEOUT)).isEqualTo("option --timeout");
        assertThat(context.config().origin(TlsKey.CIPHER_SUITES)).isEqualTo("default");
        assertThat(context.trustManager().getAcceptedIssuers()).containsExactly(ca.certificate());
    }

    @Test
    void aCaFileReplacesThePlatformsRootsUnlessTheyAreAskedForToo() {
        int alone = issuers(options("smtps://host", "--ca", caFile));
        int both = issuers(options("smtps://host", "--ca", caFile, "--platform-trust"));
        int platform = issuers(options("smtps://host"));

        assertThat(alone).isEqualTo(1);
        assertThat(both).isEqualTo(platform + 1);
    }

    @Test
    void aFileIsTheGroundAndOptionsGoBeforeIt() throws IOException {
        Path file = Files.writeString(
                folder.resolve("tls.properties"),
                "tls.trust-files=" + caFile + "\ntls.provider=bc\ntls.timeout=7s\ntls.smtp.versions=1.3\n");

        TlsContext asFile = options("smtps://host", "--config", file.toString()).context();
        TlsContext over = options("smtps://host", "--config", file.toString(), "--provider", "jdk", "--tls", "1.2")
                .context();

        assertThat(asFile.config().provider()).isEqualTo(TlsProvider.BOUNCY_CASTLE);
        assertThat(asFile.config().timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(asFile.config().versions()).isEqualTo(Set.of(TlsVersion.TLS_1_3));
        assertThat(asFile.trustManager().getAcceptedIssuers()).containsExactly(ca.certificate());
        assertThat(over.config().provider()).isEqualTo(TlsProvider.JDK);
        assertThat(over.config().versions()).isEqualTo(Set.of(TlsVersion.TLS_1_2));
        assertThat(over.trustManager().getAcceptedIssuers()).containsExactly(ca.certificate());
    }

    @Test
    void anEncryptedKeyIsOpenedByAPasswordFile() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "open sesame\n");
        Path material = Path.of("src/test/resources/material");
        TlsOptions options = options(
                "smtps://host",
                "--ca",
                caFile,
                "--cert",
                material.resolve("rsa.crt").toString(),
                "--key",
                material.resolve("rsa.pbes2-aes-256-cbc.pem").toString(),
                "--key-password-file",
                password.toString());

        Explanation.Entry identities = options.context().explain().setting("identities");

        assertThat(identities.origin()).isEqualTo("option --cert");
        assertThat(identities.effective()).hasSize(1);
        assertThat(identities.toString()).doesNotContain("open sesame");
    }

    @Test
    void theEndpointTakesNameAndAddressFromOptions() {
        Endpoint endpoint = options("smtps://host", "--server-name", "mail.lab.test", "--connect-to", "[::1]:2465")
                .endpoint(Protocol.SMTP);

        assertThat(endpoint.serverName()).isEqualTo("mail.lab.test");
        assertThat(endpoint.connectHost()).isEqualTo("::1");
        assertThat(endpoint.connectPort()).isEqualTo(2465);
    }

    @Test
    void anotherProtocolsUriIsRefused() {
        assertThatThrownBy(() -> options("imaps://host").endpoint(Protocol.SMTP))
                .isInstanceOfSatisfying(
                        TlsConfigException.class, e -> assertThat(e.hint()).contains("tls imap"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--ca missing.pem",
                "--tls 1.1",
                "--tls 1.0 --tls 1.3",
                "--provider openssl",
                "--groups nonsense --provider bc",
                "--timeout soon",
                "--revocation maybe",
                "--env lower",
                "--timeout 0",
                "--pin sha1/xyz",
                "--pin AAAA",
                "--cert only.pem",
                "--key only.pem",
                "--key-password-file alone",
                "--keystore-password-file alone",
                "--cert a.pem --key b.pem --key-password-file missing",
                "--keystore missing.p12",
                "--keystore a.p12 --cert b.pem",
                "--no-such-option",
                "--config missing.properties",
                "--user ada",
                "--user ada --password-file missing",
                "--user ada --password-env NO_SUCH_VARIABLE_HERE",
                "--password-file alone",
                "--user ada --password-file a --password-env b",
                "--connect-to host:nonsense",
                "--server-name *.lab.test",
                "surplus",
            })
    void whatCannotBeHadIsAUsageErrorWithAHint(String arguments) {
        StringWriter err = new StringWriter();

        int exitCode = execute(new StringWriter(), err, ("smtps://host " + arguments).split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).matches("(?s)probe: error: [^\n]+\nprobe: hint: [^\n]+\n");
    }

    @Test
    void withJsonAFailureIsADocumentOnStandardOutput() {
        StringWriter out = new StringWriter();

        execute(out, new StringWriter(), "http://host", "--json");

        JsonObject document = new Gson().fromJson(out.toString(), JsonObject.class);
        assertThat(document.get("failure").getAsString()).isEqualTo("USAGE");
        assertThat(document.keySet()).containsExactly("failure", "message", "hint", "chain");
    }

    @Test
    void secretsAreReadFromFilesAndShownNowhere() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "s3cret\nsecond line\n");
        Verb verb = parsed("smtps://host", "--user", "ada", "--password-file", file.toString());

        LoginOptions.Login login = verb.login.required();

        assertThat(new String(login.password())).isEqualTo("s3cret");
        assertThat(login.toString()).contains("ada").doesNotContain("s3cret");
    }

    @Test
    void aReportIsAlignedTextAndJson() throws IOException {
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"))) {
            TlsContext context =
                    options(server.endpoint().uri(), "--ca", caFile).context();
            TlsConnector connector = TlsConnector.to(server.endpoint(), context, clear -> {});
            connector.open().close();

            SessionReport report = SessionReport.of(connector);

            assertThat(report.toString()).matches("""
                    (?s)smtps://localhost:\\d+
                      mode      TLS from the first byte
                      version   TLSv1.3
                      suite     TLS_[A-Z0-9_]+
                      group     x25519
                      alpn      none
                      resumed   no
                      name      localhost, found in the certificate
                      server    CN=localhost
                                issued by CN=Lab CA [0-9a-f]+
                                for localhost
                                EC 256 bit, 29 days left
                      issuer 1  CN=Lab CA [0-9a-f]+
                                issued by CN=Lab CA [0-9a-f]+
                                EC 256 bit, 29 days left
                      time      connect [0-9.]+ ms, upgrade [0-9.]+ ms, handshake [0-9.]+ ms""");
            JsonObject json = new Gson().fromJson(Output.toJson(report), JsonObject.class);
            assertThat(json.get("version").getAsString()).isEqualTo("TLSv1.3");
            assertThat(json.get("group").getAsString()).isEqualTo("x25519");
            assertThat(json.get("helloRetried").getAsBoolean()).isFalse();
            assertThat(json.getAsJsonArray("chain")).hasSize(2);
            assertThat(json.getAsJsonObject("timing").get("handshakeMillis").getAsDouble())
                    .isPositive();
        }
    }

    @Test
    void whatAServerSaysCannotSteerATerminalThroughJson() {
        String json = Output.toJson(List.of("Grüße \u202egnp.exe \u009b31m"));

        assertThat(json).contains("Grüße").doesNotContain("\u202e").doesNotContain("\u009b");
        assertThat(new Gson().fromJson(json, String[].class)).containsExactly("Grüße \u202egnp.exe \u009b31m");
    }

    private static int issuers(TlsOptions options) {
        return options.context().trustManager().getAcceptedIssuers().length;
    }

    private static TlsOptions options(String... arguments) {
        return parsed(arguments).tls;
    }

    private static Verb parsed(String... arguments) {
        AtomicReference<Verb> verb = new AtomicReference<>();
        Syntax.line("probe", syntax -> {
                    verb.set(new Verb(syntax));
                    return Objects.requireNonNull(verb.get());
                })
                .parseArgs(arguments);
        return Objects.requireNonNull(verb.get());
    }

    private static int execute(StringWriter out, StringWriter err, String... arguments) {
        CommandLine line = Commands.line(Syntax.line("probe", Verb::new));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    private static final class Verb implements Callable<Integer> {
        private final TlsOptions tls;
        private final LoginOptions login;

        Verb(Syntax syntax) {
            tls = new TlsOptions(syntax);
            login = new LoginOptions(syntax);
        }

        @Override
        public Integer call() {
            tls.endpoint(Protocol.SMTP);
            tls.context();
            login.login();
            return 0;
        }
    }
}
