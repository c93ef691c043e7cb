package io.github.tlsclients.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of certificates and keys, in every form that can be read. */
class MaterialFuzzTest {
    private static final Password PASSWORD = Password.of(Fixtures.password());

    static Stream<Arguments> files() {
        return Stream.of(
                        "p256.crt",
                        "p256.key",
                        "p256.sec1.der",
                        "p256.sec1-parameters-before.pem",
                        "p256.trad-aes256.pem",
                        "rsa.pkcs1.der",
                        "rsa.pbes1-PBE-SHA1-3DES.pem",
                        "ed25519.pbes2.der",
                        "ed25519.pbes2-hmacWithSHA512.pem",
                        "ed25519.scrypt.pem",
                        "ed448.key",
                        "p256.p12",
                        "p256.pbmac1.p12",
                        "rsa.legacy.p12",
                        "rsa.jks",
                        "rsa.jceks")
                .map(name -> Parsing.seed(Fixtures.bytes(name)));
    }

    @MethodSource("files")
    @FuzzTest(maxExecutions = 3_000)
    void aFileIsReadOrRefused(byte[] input) {
        Parsing.of(() -> Contents.of(Material.bytes("input", input)), TlsConfigException.class)
                .ifPresent(contents -> {
                    Parsing.of(() -> contents.certificates(PASSWORD), TlsConfigException.class);
                    Parsing.of(() -> contents.key(PASSWORD), TlsConfigException.class);
                    Parsing.of(contents::readableCertificates, TlsConfigException.class);
                    contents.store()
                            .ifPresent(store ->
                                    Parsing.of(() -> store.open(PASSWORD).key(null), TlsConfigException.class));
                });
    }
}
