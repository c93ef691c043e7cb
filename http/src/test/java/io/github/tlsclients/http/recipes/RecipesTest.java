package io.github.tlsclients.http.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {
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
    void aPageComesInEitherMode() throws IOException {
        try (LabServer https = lab(TlsMode.IMPLICIT, "localhost");
                LabServer upgrading = lab(TlsMode.STARTTLS, "localhost")) {
            assertThat(GetPage.get("https://localhost:" + https.port() + "/", root))
                    .isEqualTo("hello from the lab\nTLSv1.3 by h2\n");
            assertThat(GetPage.get("http+starttls://localhost:" + upgrading.port() + "/", root))
                    .isEqualTo("hello from the lab\nTLSv1.3 by http/1.1\n");
        }
    }

    @Test
    void anOwnClientShowsItsCertificateAndChecksTheServers() throws IOException {
        LabCertificate client = ca.issue(CertificateSpec.client("ada"));
        Path certificate = Files.writeString(folder.resolve("client.pem"), client.chainPem());
        Path key = Files.writeString(folder.resolve("client.key"), client.keyPem());
        try (LabServer right = lab(TlsMode.IMPLICIT, "localhost");
                LabServer wrong = lab(TlsMode.IMPLICIT, "www.lab.test")) {
            assertThat(OwnClient.post("https://localhost:" + right.port() + "/", root, certificate, key))
                    .isEqualTo("h2 405 CN=ada");
            assertThatThrownBy(() -> OwnClient.post("https://localhost:" + wrong.port() + "/", root, certificate, key))
                    .hasStackTraceContaining("the certificate is for www.lab.test; you asked for localhost");
            assertThatThrownBy(() -> OwnClient.post("http://localhost:1/", root, certificate, key))
                    .hasMessageContaining("CLEARTEXT");
        }
    }

    @Test
    void anOwnClientUpgradesOrFails() throws IOException {
        try (LabServer upgrading = lab(TlsMode.STARTTLS, "localhost");
                LabServer stripped = HttpLab.startStripped()) {
            assertThat(OwnClientUpgrades.get("http+starttls://localhost:" + upgrading.port() + "/", root))
                    .isEqualTo("hello from the lab\n");
            assertThatThrownBy(() -> OwnClientUpgrades.get("http+starttls://localhost:" + stripped.port() + "/", root))
                    .isInstanceOfSatisfying(
                            TlsException.class,
                            e -> assertThat(e.failure()).isEqualTo(TlsFailure.STARTTLS_NOT_OFFERED));
        }
    }

    private LabServer lab(TlsMode mode, String name) throws IOException {
        return HttpLab.start(mode, ca.issue(name), LabAccount.create(), List.of(ca.certificate()));
    }
}
