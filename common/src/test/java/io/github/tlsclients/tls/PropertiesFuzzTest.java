package io.github.tlsclients.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A properties file, read and made into a configuration. */
class PropertiesFuzzTest {
    private static final Path FILE = temporary();

    static Stream<Arguments> files() {
        return Parsing.seeds(
                "tls.versions=1.3,1.2\ntls.smtp.timeout=500ms\ntls.pins=sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "tls.profiles=mine\ntls.mine.groups=x25519,secp256r1\ntls.revocation=soft\ntls.provider=bc\n",
                "tls.identities=a,b\ntls.identity.a.certificate=a.pem\ntls.identity.a.key=a.key\n"
                        + "tls.identity.b.keystore=b.p12\ntls.identity.b.shown-to-hosts=*.lab.test\n"
                        + "tls.identity.b.shown-to-ports=443,993\n",
                "tls.trust=jdk\\\n ,platform\ntls.trust-files=ca.pem\ntls.dangerous-without=extensions\n",
                "tls.cipher-suites=TLS_AES_128_GCM_SHA256\ntls.require-post-quantum=false\ntls.keystore-password-env=HOME\n");
    }

    @MethodSource("files")
    @FuzzTest(maxExecutions = 300)
    void aFileIsAConfigurationOrRefused(byte[] input) throws IOException {
        Files.write(FILE, input);
        Parsing.of(() -> TlsProperties.file(FILE), TlsConfigException.class).ifPresent(properties -> {
            Parsing.of(properties::profiles);
            Parsing.of(properties::config, TlsConfigException.class);
            Parsing.of(() -> properties.config("mine"), TlsConfigException.class);
            Parsing.of(() -> properties.config(Parsing.text(input)), TlsConfigException.class);
        });
    }

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("fuzz", ".properties");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
