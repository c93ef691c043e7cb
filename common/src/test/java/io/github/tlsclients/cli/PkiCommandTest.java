package io.github.tlsclients.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.tlsclients.lab.Flaw;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.readme.Readme;
import io.github.tlsclients.readme.Readme.Example;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsEcho;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PkiCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "ec, JDK", "ec, BOUNCY_CASTLE",
        "ec-p384, JDK", "ec-p521, BOUNCY_CASTLE",
        "rsa, JDK", "rsa, BOUNCY_CASTLE",
        "ed25519, JDK", "ed25519, BOUNCY_CASTLE"
    })
    void aClientOfOursUsesThePemFiles(String keyType, TlsProvider provider) throws Exception {
        pki("--client", "alice", "--key-type", keyType, "--intermediates", "1").assertDone();
        TlsConfig config = TlsConfig.builder()
                .provider(provider)
                .trust(Trust.pem(file("root.pem")))
                .identity(Identity.pem(file("alice.pem"), file("alice.key")))
                .build();

        assertThat(peers(serverFromPem(), config)).containsExactly("CN=localhost", "CN=alice");
    }

    @ParameterizedTest
    @CsvSource({"p12, JDK", "p12, BOUNCY_CASTLE", "jks, JDK", "jks, BOUNCY_CASTLE"})
    void aClientOfOursUsesTheKeyStores(String format, TlsProvider provider) throws Exception {
        Path password = Files.writeString(folder.resolve("secret"), "correct horse\n");
        pki("--client", "alice", "--format", format, "--password-file", password.toString())
                .assertDone();
        char[] secret = "correct horse".toCharArray();
        TlsConfig config = TlsConfig.builder()
                .provider(provider)
                .trust(Trust.keyStore(file("root." + format), secret))
                .identity(Identity.keyStore(file("alice." + format), secret))
                .build();

        assertThat(peers(serverFromStore(file("server." + format), secret), config))
                .containsExactly("CN=localhost", "CN=alice");
        assertThat(file("password")).doesNotExist();
    }

    @Test
    void aNewPasswordStandsInAFileOfItsOwn() throws Exception {
        pki("--format", "p12").assertDone();
        char[] password = Files.readString(file("password")).strip().toCharArray();

        assertThat(password).hasSizeGreaterThan(20);
        assertThat(serverFromStore(file("server.p12"), password).chain()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.key", "alice.key"})
    void keysAreForTheirOwnerAlone(String key) throws IOException {
        pki("--client", "alice").assertDone();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(key))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("root.pem"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void theRootsKeyIsNotAmongTheFiles() throws IOException {
        pki("--client", "alice").assertDone();

        try (Stream<Path> files = Files.list(folder.resolve("pki"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "root.pem", "root.crl", "server.pem", "server.key", "alice.pem", "alice.key");
        }
    }

    @Test
    void opensslAcceptsThemByItsStrictRules() throws Exception {
        pki("--client", "alice", "--intermediates", "2").assertDone();
        String root = file("root.pem").toString();

        for (String name : List.of("server.pem", "alice.pem")) {
            String chain = file(name).toString();
            Process openssl = new ProcessBuilder(List.of(
                            "openssl",
                            "verify",
                            "-x509_strict",
                            "-crl_check_all",
                            "-CRLfile",
                            file("root.crl").toString(),
                            "-CAfile",
                            root,
                            "-untrusted",
                            chain,
                            chain))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(openssl.waitFor()).as(said).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Flaw.class,
            names = {"EXPIRED", "MISSING_INTERMEDIATE", "UNKNOWN_ROOT", "CN_ONLY"})
    void aFlawIsMadeAndTold(Flaw flaw) throws Exception {
        Run run = pki("--name", "localhost", "--flaw", flaw.text());

        assertThat(run.err()).contains(flaw.sentence()).contains("refuse it as " + flaw.reason());
        TlsConfig config =
                TlsConfig.builder().trust(Trust.pem(file("root.pem"))).build();
        assertThatThrownBy(() -> peers(serverFromPem(), config)).isInstanceOf(IOException.class);
    }

    @Test
    void nothingIsReplacedUnlessForced() throws IOException {
        pki().assertDone();
        String before = Files.readString(file("server.pem"));
        Files.delete(file("root.pem"));

        pki().assertFails("server.pem is there already|root.crl is there already", "--force");
        assertThat(file("root.pem")).doesNotExist();

        pki("--force").assertDone();
        assertThat(file("server.pem")).isRegularFile().content().isNotEqualTo(before);
    }

    @Test
    void theResultIsOneJsonDocument() {
        Run run = pki("--json", "--name", "a.lab.test", "--key-type", "rsa", "--flaw", "expired", "--days", "7");
        JsonObject document = new Gson().fromJson(run.out(), JsonObject.class);

        assertThat(document.getAsJsonArray("files")).hasSize(4);
        assertThat(document.getAsJsonArray("names").toString()).isEqualTo("[\"a.lab.test\"]");
        assertThat(document.get("refusedAs").getAsString()).isEqualTo("EXPIRED");
    }

    @ParameterizedTest
    @CsvSource({
        "--flaw wrong-eku, is not a flaw, wrong-purpose",
        "--key-type dsa, is not a key type, ml-dsa-65",
        "--format der, is not a format, p12",
        "--days 0, --days 0 is out of range, between 1 and 3650",
        "--intermediates 99, out of range, between 0 and 8",
        "--client ../alice, is no file name, letters",
        "--client server, two files named server, another name",
        "--flaw revoked, needs somebody who tells, --serve",
        "--password-file x, PEM keys are written without a password, --format p12",
        "--serve here, --serve, --help",
        "--flow expired, unknown option, --help"
    })
    void whatCannotBeHadIsAUsageError(String arguments, String error, String hint) {
        pki(arguments.split(" ")).assertFails(error, hint);
        assertThat(folder.resolve("pki")).doesNotExist();
    }

    @Test
    void aFolderIsWanted() {
        run("pki").assertFails("--out", "--help");
    }

    /** In a process of its own, whose class path is the launcher's: without JUnit. */
    @Test
    void itTellsWhatIsRevokedUntilItIsInterrupted() throws Exception {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("junit"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Tls.class.getName(),
                        "pki",
                        "--out",
                        folder.resolve("pki").toString(),
                        "--flaw",
                        "revoked",
                        "--serve"))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines =
                    said.lines().takeWhile(line -> !line.startsWith("ready")).toList();
            assertThat(lines).anyMatch(line -> line.startsWith("OCSP=http://"));

            X509Certificate server = certificates(file("server.pem")).get(0);
            X509CRL fetched = crl(URI.create(crlUri(server)).toURL().openStream());
            assertThat(fetched.isRevoked(server)).isTrue();
            assertThat(crl(Files.newInputStream(file("root.crl"))).isRevoked(server))
                    .isTrue();
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void everyCommandOfThePagePrintsWhatItSays() throws IOException {
        Map<String, String> variables = Map.of("DIR", folder.resolve("pki").toString());
        for (Example example : Readme.of(Path.of("README.md")).examples("tls pki ", variables)) {
            Run run = run(example.command().substring("tls ".length()).split(" "));
            example.assertPrints(run.out() + run.err());
        }
    }

    /** Connects with a client certificate, and tells whose certificates the two sides showed. */
    private static List<String> peers(LabCertificate server, TlsConfig config) throws Exception {
        X509Certificate root = TlsContext.of(config).trustManager().getAcceptedIssuers()[0];
        try (TlsEcho echo = TlsEcho.wantingClients(server, root);
                SSLSocket socket = (SSLSocket) TlsContext.of(config)
                        .socketFactory()
                        .createSocket("localhost", echo.endpoint().port())) {
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            return Stream.of(
                            socket.getSession().getPeerCertificates()[0],
                            socket.getSession().getLocalCertificates()[0])
                    .map(certificate -> ((X509Certificate) certificate)
                            .getSubjectX500Principal()
                            .getName())
                    .toList();
        }
    }

    private LabCertificate serverFromPem() throws Exception {
        List<X509Certificate> chain = certificates(file("server.pem"));
        String algorithm = chain.get(0).getPublicKey().getAlgorithm();
        byte[] key = Base64.getMimeDecoder()
                .decode(Files.readString(file("server.key")).replaceAll("-----[^-]+-----", ""));
        return new LabCertificate(
                KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key)), chain);
    }

    private static LabCertificate serverFromStore(Path file, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(file.toFile(), password);
        return new LabCertificate(
                (PrivateKey) store.getKey("server", password),
                Stream.of(store.getCertificateChain("server"))
                        .map(X509Certificate.class::cast)
                        .toList());
    }

    private static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }

    private static X509CRL crl(InputStream stream) throws IOException, GeneralSecurityException {
        try (stream) {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(stream);
        }
    }

    /** The distribution point's URI is the only one that ends so, and the last thing in its extension. */
    private static String crlUri(X509Certificate certificate) {
        String extension = new String(certificate.getExtensionValue("2.5.29.31"), StandardCharsets.ISO_8859_1);
        return extension.substring(extension.indexOf("http://"));
    }

    private Path file(String name) {
        return folder.resolve("pki").resolve(name);
    }

    private Run pki(String... arguments) {
        return run(Stream.concat(Stream.of("pki", "--out", folder.resolve("pki").toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static Run run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream heardOut = new ByteArrayOutputStream();
        ByteArrayOutputStream heardErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heardOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(heardErr, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Tls.run(arguments);
            return new Run(
                    exitCode, heardOut.toString(StandardCharsets.UTF_8), heardErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** What a run came to. */
    private record Run(int exitCode, String out, String err) {
        void assertDone() {
            assertThat(exitCode).as(err).isZero();
        }

        void assertFails(String error, String hint) {
            List<String> lines = err.lines().toList();
            assertThat(exitCode).as(err).isEqualTo(2);
            assertThat(out).isEmpty();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0)).startsWith("pki: error: ").containsPattern(error);
            assertThat(lines.get(1)).startsWith("pki: hint: ").contains(hint);
        }
    }
}
