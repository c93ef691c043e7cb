package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.Leaf;
import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsPropertiesTest {
    private final LabCa ca = LabCa.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void everyKeyReachesTheConfiguration() throws IOException {
        LabCertificate client = ca.issue(Leaf.client("ada"));
        Path root = ca.writeTo(folder.resolve("root.pem"));
        Path certificate = Files.writeString(folder.resolve("cert.pem"), client.chainPem());
        Path key = Files.writeString(folder.resolve("key.pem"), client.keyPem());

        TlsConfig config = TlsProperties.map(Map.of(
                        "tls.trust-pem", root.toString(),
                        "tls.pins", Pin.of(ca.certificate()).toString(),
                        "tls.certificate", certificate.toString(),
                        "tls.key", key.toString(),
                        "tls.versions", "1.3",
                        "tls.cipher-suites", "TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384",
                        "tls.groups", "x25519,secp256r1",
                        "tls.provider", "bc",
                        "tls.timeout", "1500ms"))
                .config("smtp");

        assertThat(config.versions()).isEqualTo(Set.of(TlsVersion.TLS_1_3));
        assertThat(config.cipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384");
        assertThat(config.groups()).containsExactly("x25519", "secp256r1");
        assertThat(config.provider()).isEqualTo(TlsProvider.BOUNCY_CASTLE);
        assertThat(config.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(config.identities().get(0).load().chain()).isEqualTo(client.chain());
        assertThat(TlsContext.of(config).trustManager().getAcceptedIssuers()).containsExactly(ca.certificate());
    }

    @Test
    void aProfilesKeysGoBeforeTheGeneralOnes() {
        Map<String, String> properties =
                Map.of("tls.timeout", "10s", "tls.smtp.timeout", "20s", "tls.imap.versions", "1.2", "other.key", "x");

        assertThat(TlsProperties.map(properties).config("smtp").timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(TlsProperties.map(properties).config("smtp").versions()).hasSize(2);
        assertThat(TlsProperties.map(properties).config("ftp").timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void nothingGivenIsTheSafeDefault() {
        TlsConfig config = TlsProperties.map(Map.of()).config("smtp");

        assertThat(config.trust()).isEqualTo(Trust.platform());
        assertThat(config.versions()).isEqualTo(TlsConfig.defaults().versions());
    }

    @ParameterizedTest
    @CsvSource({
        "tls.version,           1.3,          tls.versions",
        "tls.smtp.trust-pme,    x,            tls.smtp.trust-pem",
        "tls.imap.timeuot,      1s,           tls.imap.timeout",
        "tls.versions,          1.1,          1.2 or 1.3",
        "tls.provider,          openssl,      jdk or bc",
        "tls.timeout,           soon,         500ms",
        "tls.trust,             everybody,    platform or jdk",
        "tls.pins,              abc,          sha256/",
        "tls.key,               alone.pem,    tls.certificate",
    })
    void whatIsUnknownIsAnErrorThatSaysWhatIsMeant(String key, String value, String hint) {
        assertThatThrownBy(() -> TlsProperties.map(Map.of(key, value)).config("smtp"))
                .isInstanceOfSatisfying(
                        TlsConfigException.class, e -> assertThat(e.hint()).contains(hint));
    }

    @Test
    void aFileIsReadInUtf8AndNamedWhenItIsMissing() throws IOException {
        Path file = Files.writeString(folder.resolve("tls.properties"), "# größer\ntls.timeout = 2m\n");

        assertThat(TlsProperties.file(file).config("smtp").timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThatThrownBy(() -> TlsProperties.file(folder.resolve("missing.properties")))
                .isInstanceOf(TlsConfigException.class)
                .hasMessageContaining("missing.properties");
    }

    @Test
    void thePageListsEveryKey() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("README.md"));

        for (TlsKey key : TlsKey.values()) {
            assertThat(rows).anyMatch(row -> row.startsWith("| `tls." + key.text() + "`"));
        }
    }
}
