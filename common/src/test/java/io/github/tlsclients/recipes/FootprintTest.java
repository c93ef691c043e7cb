package io.github.tlsclients.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.Tls;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.TlsEcho;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootprintTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void nothingOfBouncyCastleIsLoadedOnTheJdksProvider() throws IOException, InterruptedException {
        LabCa ca = LabCa.create();
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"))) {
            String said = run(
                    BareSocket.class,
                    "localhost",
                    String.valueOf(server.endpoint().port()),
                    ca.writeTo(folder.resolve("root.pem")).toString());

            assertThat(said)
                    .contains("TLSv1.3 ?")
                    .contains("io.github.tlsclients.tls.TlsContext")
                    .doesNotContain("org.bouncycastle.");
        }
    }

    @Test
    void norIsItWhereAConfigurationFromOutsideIsReadAndExplained() throws IOException, InterruptedException {
        LabCertificate client = LabCa.create().issue(CertificateSpec.client("ada"));
        Files.writeString(folder.resolve("ada.pem"), client.chainPem());
        Files.writeString(folder.resolve("ada.key"), client.keyPem());
        Path file = Files.writeString(
                folder.resolve("tls.properties"), "tls.certificate=ada.pem\ntls.key=ada.key\ntls.revocation=soft\n");

        assertThat(run(FromOutside.class, file.toString()))
                .contains("CN=ada, until")
                .doesNotContain("org.bouncycastle.");
    }

    @Test
    void norIsItWhereTheJdksOwnFeaturesAreTold() throws IOException, InterruptedException {
        assertThat(run(Tls.class, "features", "--provider", "jdk"))
                .contains("TLS_AES_256_GCM_SHA384")
                .doesNotContain("org.bouncycastle.");
    }

    /** What a fresh JVM prints, and which classes it loads. */
    private static String run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
