package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaterialFootprintTest {
    private static final List<String> KEYS = List.of(
            "rsa.key",
            "rsa.pkcs1.pem",
            "rsa.pkcs8.der",
            "rsa.trad-aes256.pem",
            "rsa.trad-des3.pem",
            "rsa.pbes2-aes-192-cbc.pem",
            "rsa.pbes2-des3.pem",
            "rsa.pbes1-PBE-SHA1-3DES.pem",
            "pss.key",
            "p256.sec1.der",
            "p256.sec1-parameters-before.pem",
            "p384.sec1.pem",
            "ed25519.pbes2-hmacWithSHA512.pem",
            "ed448.key");

    private static final List<String> STORES = List.of("rsa.p12", "rsa.legacy.p12", "ed25519.p12", "rsa.jks");

    @Test
    void readingOrdinaryFilesOnTheJdksProviderLoadsNothingOfBouncyCastle() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("io.github.tlsclients.tls.ClientKeys").doesNotContain("org.bouncycastle.");
    }

    /** Run in a JVM of its own. */
    static final class Reader {
        private Reader() {}

        public static void main(String[] arguments) {
            TlsConfig.Builder config = TlsConfig.builder().trust(Trust.of(Fixtures.material("ca.crt")));
            for (String key : KEYS) {
                Material certificate = Fixtures.material(key.substring(0, key.indexOf('.')) + ".crt");
                Identity identity = Identity.of(certificate, Fixtures.material(key), Fixtures.password());
                TlsContext.of(config.identity(identity).build());
            }
            for (String store : STORES) {
                TlsContext.of(config.identity(Identity.of(Fixtures.material(store), Fixtures.password()))
                        .build());
            }
        }
    }
}
