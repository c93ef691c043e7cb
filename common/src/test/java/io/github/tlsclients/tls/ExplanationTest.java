package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTest {
    private final LabCa ca = LabCa.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsLeftToTheProviderIsToldAsAServerWouldBeTold(TlsProvider provider) {
        Explanation explanation = TlsContext.of(TlsConfig.builder()
                        .trust(Trust.certificates(ca.certificate()))
                        .provider(provider)
                        .build())
                .explain();

        assertThat(explanation.setting("versions").effective()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(explanation.setting("cipher-suites").requested()).isEqualTo("default");
        assertThat(explanation.setting("cipher-suites").effective())
                .contains("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")
                .allMatch(suite -> suite.startsWith("TLS_"));
        assertThat(explanation.setting("groups").effective()).contains("x25519", "secp256r1");
        assertThat(explanation.setting("provider").origin()).isEqualTo("code");
        assertThat(explanation.setting("groups").origin()).isEqualTo("default");
        assertThat(explanation.setting("groups").provider().orElseThrow())
                .matches(provider == TlsProvider.JDK ? "SunJSSE \\d.*" : "BCJSSE \\d.*");
    }

    @Test
    void suitesOfAVersionThatIsOffAreNotEffective() {
        Explanation explanation = TlsContext.of(TlsConfig.builder()
                        .trust(Trust.certificates(ca.certificate()))
                        .versions(TlsVersion.TLS_1_3)
                        .build())
                .explain();

        assertThat(explanation.setting("versions").effective()).containsExactly("TLSv1.3");
        assertThat(explanation.setting("cipher-suites").effective())
                .containsExactlyInAnyOrder(
                        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
    }

    @Test
    void groupsAreOfferedInTheOrderInWhichTheyWereAskedFor() {
        Explanation explanation = TlsContext.of(TlsConfig.builder()
                        .trust(Trust.certificates(ca.certificate()))
                        .provider(TlsProvider.BOUNCY_CASTLE)
                        .groups(List.of("secp384r1", "X25519MLKEM768", "secp256r1"))
                        .build())
                .explain();

        assertThat(explanation.setting("groups").requested()).isEqualTo("secp384r1, X25519MLKEM768, secp256r1");
        assertThat(explanation.setting("groups").effective())
                .containsExactly("secp384r1", "X25519MLKEM768", "secp256r1");
    }

    @Test
    void settingsThatExcludeEachOtherAreTold() {
        TlsContext context = TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .versions(TlsVersion.TLS_1_2)
                .cipherSuites(List.of("TLS_AES_128_GCM_SHA256"))
                .build());

        assertThatThrownBy(context::explain).isInstanceOf(TlsConfigException.class);
    }

    @Test
    void rootsAndClientCertificatesAreNamedWithTheirEndAndNoSecretIs() throws IOException {
        LabCertificate client = ca.issue(CertificateSpec.client("ada"));
        Path root = ca.writeTo(folder.resolve("root.pem"));
        Path certificate = Files.writeString(folder.resolve("ada.pem"), client.chainPem());
        Path key = Files.writeString(folder.resolve("ada.key"), client.keyPem());

        Explanation explanation = TlsContext.of(TlsProperties.map(Map.of(
                                "tls.trust-files", root.toString(),
                                "tls.smtp.certificate", certificate.toString(),
                                "tls.smtp.key", key.toString()))
                        .config("smtp"))
                .explain();

        assertThat(explanation.setting("trust").requested()).isEqualTo(root.toString());
        assertThat(explanation.setting("trust").effective())
                .hasSize(2)
                .element(0)
                .isEqualTo("1 root of " + root);
        assertThat(explanation.setting("trust").effective().get(1))
                .startsWith(ca.certificate().getSubjectX500Principal().getName())
                .endsWith("29 days left");
        assertThat(explanation.setting("identities").requested()).contains(certificate.toString(), key.toString());
        assertThat(explanation.setting("identities").effective())
                .hasSize(1)
                .element(0)
                .asString()
                .startsWith("CN=ada, until ");
        assertThat(explanation.setting("identities").origin()).isEqualTo("map, tls.smtp.certificate");
        assertThat(explanation.toString()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void everySettingOfAConfigurationIsExplained() {
        Explanation explanation = TlsContext.of(TlsConfig.builder()
                        .trust(Trust.certificates(ca.certificate()))
                        .verification(DangerousTls.without(Verification.Rule.STRONG_KEYS))
                        .build())
                .explain();

        assertThat(explanation.settings())
                .extracting(Explanation.Entry::name)
                .containsExactly(
                        "trust",
                        "identities",
                        "verification",
                        "revocation",
                        "versions",
                        "cipher-suites",
                        "groups",
                        "require-post-quantum",
                        "provider",
                        "timeout");
        assertThat(explanation.setting("verification").requested()).isEqualTo("strict without strong-keys");
        assertThat(explanation.setting("verification").effective()).doesNotContain("strong-keys");
        assertThatThrownBy(() -> explanation.setting("colour")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anExplanationCannotBeChanged() {
        Explanation explanation = new Explanation(1, new ArrayList<>());

        assertThatThrownBy(() -> explanation.settings().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
