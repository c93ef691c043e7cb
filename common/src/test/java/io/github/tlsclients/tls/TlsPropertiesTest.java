package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsPropertiesTest {
    private final LabCa ca = LabCa.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void everyKeyReachesTheConfiguration() throws IOException {
        LabCertificate client = ca.issue(CertificateSpec.client("ada"));
        Path root = ca.writeTo(folder.resolve("root.pem"));
        Path certificate = Files.writeString(folder.resolve("cert.pem"), client.chainPem());
        Path key = Files.writeString(folder.resolve("key.pem"), client.keyPem());

        TlsConfig config = TlsProperties.map(Map.ofEntries(
                        Map.entry("tls.trust-files", root.toString()),
                        Map.entry("tls.pins", Pin.of(ca.certificate()).toString()),
                        Map.entry("tls.certificate", certificate.toString()),
                        Map.entry("tls.key", key.toString()),
                        Map.entry("tls.versions", "1.3"),
                        Map.entry("tls.cipher-suites", "TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384"),
                        Map.entry("tls.groups", "x25519,secp256r1"),
                        Map.entry("tls.provider", "bc"),
                        Map.entry("tls.revocation", "hard"),
                        Map.entry("tls.dangerous-without", "strong-keys"),
                        Map.entry("tls.timeout", "1500ms")))
                .config("smtp");

        assertThat(config.versions()).isEqualTo(Set.of(TlsVersion.TLS_1_3));
        assertThat(config.cipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384");
        assertThat(config.groups()).containsExactly("x25519", "secp256r1");
        assertThat(config.provider()).isEqualTo(TlsProvider.BOUNCY_CASTLE);
        assertThat(config.revocation()).isEqualTo(Revocation.HARD_FAIL);
        assertThat(config.verification()).hasToString("strict without strong-keys");
        assertThat(config.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(config.identities().get(0).load().chain()).isEqualTo(client.chain());
        assertThat(TrustAnchors.load(config.trust()).roots()).containsExactly(ca.certificate());
        assertThat(TrustAnchors.load(config.trust()).pinsFor("any.test")).containsExactly(Pin.of(ca.certificate()));
    }

    @Test
    void nothingGivenIsTheSafeDefault() {
        TlsConfig config = TlsProperties.map(Map.of()).config("smtp");

        assertThat(config.trust()).isEqualTo(Trust.platform());
        assertThat(config.versions()).isEqualTo(TlsConfig.defaults().versions());
    }

    @Test
    void aProfilesKeysGoBeforeTheGeneralOnes() {
        TlsProperties properties = TlsProperties.map(
                Map.of("tls.timeout", "10s", "tls.smtp.timeout", "20s", "tls.imap.versions", "1.2", "other.key", "x"));

        assertThat(properties.config("smtp").timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(properties.config("smtp").versions()).hasSize(2);
        assertThat(properties.config("ftp").timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(properties.config().timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theSourceThatIsPutOverGoesBeforeTheOtherButNotBeforeAProfile() {
        TlsProperties properties = TlsProperties.environment(
                        Map.of("MY_TLS_TIMEOUT", "1s", "MY_TLS_PROVIDER", "bc"), "MY_TLS_")
                .over(TlsProperties.map(Map.of("tls.timeout", "2s", "tls.smtp.timeout", "3s", "tls.provider", "jdk")));

        assertThat(properties.config("imap").timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(properties.config("smtp").timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(properties.config("smtp").provider()).isEqualTo(TlsProvider.BOUNCY_CASTLE);
    }

    @Test
    void everySettingRemembersWhereItComesFrom() throws IOException {
        Path file = Files.writeString(folder.resolve("tls.properties"), "tls.timeout=2s\ntls.smtp.versions=1.3\n");

        TlsConfig config = TlsProperties.environment(Map.of("MY_TLS_PROVIDER", "bc"), "MY_TLS_")
                .over(TlsProperties.map(Map.of("tls.groups", "x25519")))
                .over(TlsProperties.file(file))
                .config("smtp");
        TlsConfig changed = config.toBuilder().timeout(Duration.ofSeconds(9)).build();

        assertThat(config.origin(TlsKey.PROVIDER)).isEqualTo("environment variable MY_TLS_PROVIDER");
        assertThat(config.origin(TlsKey.GROUPS)).isEqualTo("map, tls.groups");
        assertThat(config.origin(TlsKey.TIMEOUT)).isEqualTo("file " + file + ", tls.timeout");
        assertThat(config.origin(TlsKey.VERSIONS)).isEqualTo("file " + file + ", tls.smtp.versions");
        assertThat(config.origin(TlsKey.CIPHER_SUITES)).isEqualTo("default");
        assertThat(changed.origin(TlsKey.TIMEOUT)).isEqualTo("code");
        assertThat(changed.origin(TlsKey.PROVIDER)).isEqualTo("environment variable MY_TLS_PROVIDER");
    }

    @Test
    void variablesAreKeysInCapitalsWithUnderscores() {
        Map<String, String> variables = Map.of(
                "TLS_SMTP_CIPHER_SUITES", "TLS_AES_128_GCM_SHA256", "TLS_CIPHER_SUITES", "TLS_AES_256_GCM_SHA384");

        TlsProperties properties = TlsProperties.environment(variables, "TLS_");

        assertThat(properties.config("smtp").cipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
        assertThat(properties.config().cipherSuites()).containsExactly("TLS_AES_256_GCM_SHA384");
    }

    @Test
    void anUnknownVariableWithThePrefixIsRefusedAndOthersAreLeftAlone() {
        Map<String, String> variables = Map.of("MY_TLS_SMTP_VERSOINS", "1.3", "TLS_CERT", "/somebody/elses");

        assertThatThrownBy(() -> TlsProperties.environment(variables, "MY_TLS_").config())
                .hasMessageContaining("environment variable MY_TLS_SMTP_VERSOINS")
                .asInstanceOf(type(TlsConfigException.class))
                .extracting(TlsConfigException::hint)
                .isEqualTo("did you mean MY_TLS_SMTP_VERSIONS?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "MYAPP"})
    void aPrefixThatCouldMeanAnybodysVariablesIsRefused(String prefix) {
        assertThatThrownBy(() -> TlsProperties.environment(Map.of(), prefix)).isInstanceOf(TlsConfigException.class);
    }

    @Test
    void theRootsOfAProfileReplaceTheGeneralOnesAndAreNotAddedToThem() throws IOException {
        Path root = ca.writeTo(folder.resolve("root.pem"));
        TlsProperties properties = TlsProperties.map(Map.of(
                "tls.trust",
                "platform",
                "tls.smtp.trust-files",
                root.toString(),
                "tls.pins",
                Pin.of(ca.certificate()).toString()));

        TrustAnchors smtp = TrustAnchors.load(properties.config("smtp").trust());

        assertThat(smtp.roots()).containsExactly(ca.certificate());
        assertThat(smtp.pinsFor("any.test")).hasSize(1);
        assertThat(TrustAnchors.load(properties.config("imap").trust()).roots()).doesNotContain(ca.certificate());
    }

    @Test
    void theClientCertificateOfAProfileReplacesTheGeneralOneWhateverItsForm() {
        TlsProperties properties = TlsProperties.map(
                Map.of("tls.keystore", "all.p12", "tls.smtp.certificate", "cert.pem", "tls.smtp.key", "key.pem"));

        assertThat(properties.config("smtp").identities())
                .containsExactly(Identity.pem(Path.of("cert.pem"), Path.of("key.pem")));
        assertThat(properties.config("imap").identities()).hasToString("[Identity[all.p12]]");
    }

    @Test
    void clientCertificatesAreDeclaredByNameAndChosenByProfile() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "s3cret\n");
        TlsProperties properties = TlsProperties.map(Map.of(
                "tls.identities", "bank, partner",
                "tls.ftp.identities", "partner",
                "tls.identity.bank.certificate", "bank.pem",
                "tls.identity.bank.key", "bank.key",
                "tls.identity.partner.keystore", "partner.p12",
                "tls.identity.partner.keystore-password-file", password.toString()));
        Identity bank = Identity.pem(Path.of("bank.pem"), Path.of("bank.key"));
        Identity partner = Identity.keyStore(Path.of("partner.p12"), "s3cret".toCharArray());

        assertThat(properties.config().identities()).containsExactly(bank, partner);
        assertThat(properties.config("ftp").identities()).containsExactly(partner);
        assertThat(properties.config("ftp").origin(TlsKey.IDENTITIES))
                .isEqualTo("map, tls.ftp.identities; map, tls.identity.partner.keystore");
    }

    @Test
    void aClientCertificateMayBeForSomeServersAlone() {
        TlsConfig config = TlsProperties.map(Map.of(
                        "tls.identities", "bank, other",
                        "tls.identity.bank.keystore", "bank.p12",
                        "tls.identity.bank.keystore-alias", "second",
                        "tls.identity.bank.shown-to-hosts", "*.bank.test, localhost",
                        "tls.identity.bank.shown-to-ports", "8443, 993",
                        "tls.identity.other.certificate", "both.pem"))
                .config();

        assertThat(config.identities())
                .containsExactly(
                        Identity.of(Material.file(Path.of("bank.p12")))
                                .alias("second")
                                .forHost("*.bank.test", "localhost")
                                .forPort(8443, 993),
                        Identity.pem(Path.of("both.pem"), Path.of("both.pem")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "https", "99999999999"})
    void aPortIsANumberThatAServerCanHave(String port) {
        TlsProperties properties = TlsProperties.map(Map.of("tls.keystore", "bank.p12", "tls.shown-to-ports", port));

        assertThatThrownBy(properties::config).hasMessageContaining("is not a port");
    }

    @Test
    void anEncryptedKeyIsOpenedByTheFirstLineOfAFile() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "s3cret\n");
        TlsConfig config = TlsProperties.map(Map.of(
                        "tls.certificate", "cert.pem",
                        "tls.key", "key.pem",
                        "tls.key-password-file", password.toString()))
                .config();

        assertThat(config.identities())
                .containsExactly(Identity.pem(Path.of("cert.pem"), Path.of("key.pem"), "s3cret".toCharArray()));
    }

    @Test
    void pinsMayBeForSomeHostsAlone() {
        Pin pin = Pin.of(ca.certificate());
        Pin other = Pin.of(LabCa.create().certificate());
        Pin third = Pin.of(LabCa.create().certificate());
        TrustAnchors anchors = TrustAnchors.load(TlsProperties.map(Map.of(
                        "tls.trust", "jdk", "tls.pins", "*.lab.test " + pin + " " + other + ", mail.test " + third))
                .config()
                .trust());

        assertThat(anchors.pinsFor("www.lab.test")).containsExactlyInAnyOrder(pin, other);
        assertThat(anchors.pinsFor("mail.test")).containsExactly(third);
        assertThat(anchors.pinsFor("elsewhere.test")).isEmpty();
    }

    @Test
    void aPasswordMayStandInAVariableAndIsShownNowhere() {
        TlsConfig config = TlsProperties.map(Map.of("tls.keystore", "a.p12", "tls.keystore-password-env", "PATH"))
                .config();

        assertThat(config.identities())
                .containsExactly(Identity.keyStore(
                        Path.of("a.p12"), System.getenv("PATH").toCharArray()));
        assertThat(config.identities().toString()).doesNotContain(System.getenv("PATH"));
    }

    @Test
    void aRelativePathInAFileIsBesideIt() throws IOException {
        ca.writeTo(folder.resolve("root.pem"));
        Path file = Files.writeString(folder.resolve("tls.properties"), "tls.trust-files = root.pem\n");

        Trust trust = TlsProperties.file(file).config().trust();

        assertThat(TrustAnchors.load(trust).roots()).containsExactly(ca.certificate());
    }

    @Test
    void profilesOfAnAppAreThoseItAsksForAndThoseThatAreDeclared() {
        Map<String, String> values = new HashMap<>(Map.of("tls.billing.timeout", "5s"));

        assertThat(TlsProperties.map(values).config("billing").timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThatThrownBy(() -> TlsProperties.map(values).config("smtp"))
                .asInstanceOf(type(TlsConfigException.class))
                .extracting(TlsConfigException::hint)
                .asString()
                .contains("tls.profiles");

        values.put("tls.profiles", "billing, partner");
        assertThat(TlsProperties.map(values).config("smtp").timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(TlsProperties.map(values).profiles())
                .containsExactly("billing", "ftp", "http", "imap", "partner", "smtp");
    }

    @ParameterizedTest
    @CsvSource({
        "tls.version,                   1.3,          tls.versions",
        "TLS.versions,                  1.3,          tls.versions",
        "tls.smtp.trust-flies,          x,            tls.smtp.trust-files",
        "tls.imap.timeuot,              1s,           tls.imap.timeout",
        "tls.smpt.timeout,              1s,           tls.smtp.timeout",
        "tls.smtp.profiles,             app,          tls.",
        "tls.keystore-password,         hunter2,      tls.keystore-password-",
        "tls.identity.bank.keystore,    x,            tls",
        "tls.,                          x,            tls",
        "tls.versions,                  1.1,          1.2 or 1.3",
        "tls.versions,                  ',',          leave it out",
        "tls.provider,                  openssl,      jdk or bc",
        "tls.timeout,                   soon,         500ms",
        "tls.timeout,                   0s,           a millisecond",
        "tls.trust,                     everybody,    platform or jdk",
        "tls.trust-files,                 '',           leave it out",
        "tls.pins,                      abc,          sha256/",
        "tls.revocation,                maybe,        'off, soft or hard'",
        "tls.dangerous-without,         everything,   strong-keys",
        "tls.profiles,                  Billing,      small letters",
        "tls.profiles,                  trust,        small letters",
        "tls.identities,                bank,         tls.identity.bank.certificate",
        "tls.key,                       alone.pem,    tls.certificate",
        "tls.keystore-password-file,    x,            keystore",
        "tls.smtp.trust-keystore-password-env, PATH,  trust-keystore",
        "tls.key-password-env,          PATH,         certificate",
        "tls.pins,                      a.test,       sha256/",
        "tls.pins,                      a..b sha256/, a",
    })
    void whatIsUnknownOrBadIsAnErrorThatSaysWhereItStandsAndWhatIsMeant(String key, String value, String hint) {
        assertThatThrownBy(() -> TlsProperties.map(Map.of(key, value)).config("smtp"))
                .isInstanceOfSatisfying(TlsConfigException.class, e -> {
                    assertThat(e.hint()).contains(hint);
                    assertThat(e).hasMessageContaining("map, " + key).hasMessageNotContaining("hunter2");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls.certificate=a tls.key=b tls.keystore=c                          | one pair",
                "tls.identities=x tls.identity.x.keystore=a tls.keystore=b           | without a name",
                "tls.keystore=a tls.keystore-password-file=b tls.keystore-password-env=PATH | twice",
            })
    void whatIsGivenTwiceIsAnError(String settings, String message) {
        Map<String, String> values = Arrays.stream(settings.strip().split(" "))
                .map(setting -> setting.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

        assertThatThrownBy(() -> TlsProperties.map(values).config())
                .isInstanceOf(TlsConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        TlsProperties properties =
                TlsProperties.map(Map.of("tls.version", "1.3", "tls.timeout", "soon", "tls.provider", "x"));

        assertThatThrownBy(properties::config)
                .hasMessageContaining("tls.version")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .anyMatch(message -> message.contains("tls.timeout"))
                        .anyMatch(message -> message.contains("tls.provider")));
    }

    @Test
    void aFileIsReadInUtf8AndNamedWhenItIsMissing() throws IOException {
        Path file = Files.writeString(folder.resolve("tls.properties"), "# größer\ntls.timeout = 2m\n");

        assertThat(TlsProperties.file(file).config().timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThatThrownBy(() -> TlsProperties.file(folder.resolve("missing.properties")))
                .isInstanceOf(TlsConfigException.class)
                .hasMessageContaining("missing.properties");
    }

    @Test
    void aKeyThatAFileGivesTwiceIsRefused() throws IOException {
        Path file = Files.writeString(
                folder.resolve("tls.properties"), "other=1\nother=2\ntls.versions=1.3\ntls.versions : 1.2\n");

        assertThatThrownBy(() -> TlsProperties.file(file))
                .isInstanceOf(TlsConfigException.class)
                .hasMessage(file + " gives tls.versions more than once");
    }
}
