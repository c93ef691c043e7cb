package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.ConfigCheck.Finding;
import io.github.tlsclients.tls.ConfigCheck.Severity;
import io.github.tlsclients.tls.ConfigCheck.Topic;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab's certificates live for a month. */
class ConfigCheckTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private final LabCa ca = LabCa.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path root = Path.of("");

    @BeforeEach
    void writeRoot() throws IOException {
        root = ca.writeTo(folder.resolve("root.pem"));
    }

    @Test
    void nothingIsWrongWithAGoodConfiguration() throws IOException {
        LabCertificate client = ca.issue(CertificateSpec.client("ada"));

        ConfigCheck check = checked(identity(client.chainPem(), client.keyPem()));

        assertThat(check.worst()).isEqualTo(Severity.OK);
        assertThat(check.daysLeft()).contains(29L);
        assertThat(check.findings()).extracting(Finding::topic).containsOnly(Topic.DATES);
        assertThat(check.toString())
                .startsWith("0 errors, 0 warnings, 29 days left\n  ok       " + root + ": CN=Lab CA");
    }

    @Test
    void whatExpiresSoonIsAWarningAndWhatHasExpiredAnError() throws IOException {
        Instant now = Instant.now();
        LabCertificate soon =
                ca.issue(CertificateSpec.client("soon").valid(now.minusSeconds(60), now.plus(Duration.ofDays(2))));
        LabCertificate late =
                ca.issue(CertificateSpec.client("late").valid(now.minus(WEEK), now.minus(Duration.ofDays(2))));
        LabCertificate early = ca.issue(CertificateSpec.client("early")
                .valid(now.plus(WEEK), now.plus(WEEK).plus(WEEK)));

        Finding warning = finding(checked(identity(soon.chainPem(), soon.keyPem())), "CN=soon");
        Finding expired = finding(checked(identity(late.chainPem(), late.keyPem())), "CN=late");
        Finding future = finding(checked(identity(early.chainPem(), early.keyPem())), "CN=early");

        assertThat(warning.severity()).isEqualTo(Severity.WARNING);
        assertThat(warning.message()).contains("expires on").endsWith(", 1 day left");
        assertThat(warning.daysLeft()).contains(1L);
        assertThat(expired.severity()).isEqualTo(Severity.ERROR);
        assertThat(expired.message()).contains("expired on");
        assertThat(expired.daysLeft()).contains(-2L);
        assertThat(future.severity()).isEqualTo(Severity.ERROR);
        assertThat(future.message()).contains("not valid before");
    }

    @Test
    void aKeyOfAnotherCertificateIsAnErrorAndTheCertificateIsLookedAtNevertheless() throws IOException {
        Instant now = Instant.now();
        LabCertificate late =
                ca.issue(CertificateSpec.client("late").valid(now.minus(WEEK), now.minus(Duration.ofDays(2))));
        LabCertificate other = ca.issue(CertificateSpec.client("other"));

        ConfigCheck check = checked(identity(late.chainPem(), other.keyPem()));

        assertThat(finding(check, "does not belong").topic()).isEqualTo(Topic.MATERIAL);
        assertThat(finding(check, "CN=late").severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void aChainOutOfOrderIsAWarning() throws IOException {
        LabCertificate client = ca.issue(CertificateSpec.client("ada"));

        ConfigCheck check = checked(identity(client.chainPem() + LabCa.create().pem(), client.keyPem()));

        assertThat(finding(check, "is not the issuer of").severity()).isEqualTo(Severity.WARNING);
        assertThat(finding(check, "is not the issuer of").topic()).isEqualTo(Topic.CHAIN);
    }

    @Test
    void aServersCertificateIsNotOneForClients() throws IOException {
        LabCertificate server = ca.issue("localhost");

        ConfigCheck check = checked(identity(server.chainPem(), server.keyPem()));

        assertThat(finding(check, "is not for TLS clients").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void weakKeysAndSignaturesAreErrorsUnlessTheRuleIsOff() throws URISyntaxException {
        Path weak = Path.of(getClass().getResource("/config/weak.pem").toURI());
        Map<String, String> strict = Map.of("tls.trust-files", weak.toString());
        Map<String, String> relaxed =
                Map.of("tls.trust-files", weak.toString(), "tls.dangerous-without", "strong-keys, strong-signatures");

        ConfigCheck check = ConfigCheck.of(TlsProperties.map(strict), WEEK);

        assertThat(finding(check, "CN=small key has an RSA key of 1024 bits (rule strong-keys)")
                        .severity())
                .isEqualTo(Severity.ERROR);
        assertThat(finding(check, "CN=old digest is signed by SHA1withRSA (rule strong-signatures)")
                        .topic())
                .isEqualTo(Topic.STRENGTH);
        assertThat(ConfigCheck.of(TlsProperties.map(relaxed), WEEK).worst()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aSecretThatEverybodyMayReadIsAWarning() throws IOException {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        LabCertificate client = ca.issue(CertificateSpec.client("ada"));
        Map<String, String> settings = identity(client.chainPem(), client.keyPem());
        Path key = folder.resolve("key.pem");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        Finding open = finding(checked(settings), key + " may be read by everybody");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(open.severity()).isEqualTo(Severity.WARNING);
        assertThat(open.message()).endsWith("(rw-r--r--)");
        assertThat(checked(settings).worst()).isEqualTo(Severity.OK);
    }

    @Test
    void aPasswordFileThatEverybodyMayReadIsAWarningToo() throws IOException {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path password = Files.writeString(folder.resolve("password"), "s3cret");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));

        ConfigCheck check = checked(Map.of(
                "tls.keystore", folder.resolve("missing.p12").toString(),
                "tls.keystore-password-file", password.toString()));

        assertThat(finding(check, password + " may be read").topic()).isEqualTo(Topic.PERMISSIONS);
        assertThat(check.toString()).doesNotContain("s3cret");
    }

    @Test
    void everythingThatIsWrongIsFoundInEveryProfile() {
        ConfigCheck check = ConfigCheck.of(
                TlsProperties.map(Map.of(
                        "tls.trust-files",
                        folder.resolve("no-roots.pem").toString(),
                        "tls.smtp.certificate",
                        folder.resolve("no-cert.pem").toString(),
                        "tls.smtp.key",
                        folder.resolve("no-key.pem").toString(),
                        "tls.imap.timeout",
                        "soon",
                        "tls.ftp.cipher-suites",
                        "TLS_NONSENSE",
                        "tls.version",
                        "1.3")),
                WEEK);

        assertThat(check.findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .hasSize(6);
        List.of("no-roots.pem", "no-cert.pem", "no-key.pem", "tls.imap.timeout", "TLS_NONSENSE", "tls.version")
                .forEach(what -> assertThat(finding(check, what).hint()).isNotEmpty());
    }

    @Test
    void oneProfileCanBeCheckedAlone() {
        TlsProperties properties = TlsProperties.map(Map.of(
                "tls.trust-files", root.toString(), "tls.imap.trust-files", "missing.pem", "tls.smtp.timeout", "1s"));

        assertThat(ConfigCheck.of(properties, "smtp", WEEK).worst()).isEqualTo(Severity.OK);
        assertThat(ConfigCheck.of(properties, "imap", WEEK).worst()).isEqualTo(Severity.ERROR);
    }

    @Test
    void aConfigurationMadeByCodeIsCheckedAsWell() {
        TlsConfig config =
                TlsConfig.builder().trust(Trust.certificates(ca.certificate())).build();

        assertThat(ConfigCheck.of(config, WEEK).daysLeft()).isEqualTo(Optional.of(29L));
        assertThat(ConfigCheck.of(config, Duration.ofDays(60)).worst()).isEqualTo(Severity.WARNING);
    }

    private Map<String, String> identity(String chain, String key) throws IOException {
        Path certificateFile = Files.writeString(folder.resolve("cert.pem"), chain);
        Path keyFile = Files.writeString(folder.resolve("key.pem"), key);
        if (keyFile.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        }
        return Map.of(
                "tls.trust-files",
                root.toString(),
                "tls.certificate",
                certificateFile.toString(),
                "tls.key",
                keyFile.toString());
    }

    private static ConfigCheck checked(Map<String, String> settings) {
        return ConfigCheck.of(TlsProperties.map(settings), WEEK);
    }

    private static Finding finding(ConfigCheck check, String text) {
        List<Finding> found = check.findings().stream()
                .filter(finding -> finding.message().contains(text))
                .toList();
        assertThat(found).as("%s in %s", text, check).hasSize(1);
        return found.get(0);
    }
}
