package io.github.tlsclients.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.TlsEcho;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xlog:class+load",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BareSocket.class.getName(),
                            "localhost",
                            String.valueOf(server.endpoint().port()),
                            ca.writeTo(folder.resolve("root.pem")).toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said)
                    .contains("TLSv1.3 ?")
                    .contains("io.github.tlsclients.tls.TlsContext")
                    .doesNotContain("org.bouncycastle.");
        }
    }
}
