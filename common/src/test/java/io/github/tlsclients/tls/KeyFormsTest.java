package io.github.tlsclients.tls;

import static io.github.tlsclients.tls.Fixtures.material;
import static io.github.tlsclients.tls.Fixtures.password;
import static io.github.tlsclients.tls.Fixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of a private key and its certificate, shown to a server in a handshake. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyFormsTest {
    private static final List<String> TYPES =
            List.of("rsa", "pss", "pss-bound", "p256", "p384", "p521", "ed25519", "ed448");

    /** Key files that a password opens, if they need one; the certificate's name stands before the first dot. */
    private static final List<String> KEYS = List.of(
            "rsa.key",
            "rsa.pkcs8.der",
            "rsa.pkcs1.pem",
            "rsa.pkcs1.der",
            "rsa.trad-aes128.pem",
            "rsa.trad-aes192.pem",
            "rsa.trad-aes256.pem",
            "rsa.trad-des3.pem",
            "rsa.pbes2-aes-128-cbc.pem",
            "rsa.pbes2-aes-192-cbc.pem",
            "rsa.pbes2-aes-256-cbc.pem",
            "rsa.pbes2-des3.pem",
            "rsa.pbes1-PBE-MD5-DES.pem",
            "rsa.pbes1-PBE-SHA1-3DES.pem",
            "rsa.pbes1-PBE-SHA1-RC2-40.pem",
            "rsa.pbes1-PBE-SHA1-RC2-128.pem",
            "rsa.pbes1-PBE-SHA1-RC4-128.pem",
            "p256.sec1.der",
            "p256.sec1-parameters-before.pem",
            "p256.trad-aes256.pem",
            "p384.sec1.pem",
            "p521.sec1.pem",
            "ed25519.pbes2-hmacWithSHA1.pem",
            "ed25519.pbes2-hmacWithSHA224.pem",
            "ed25519.pbes2-hmacWithSHA256.pem",
            "ed25519.pbes2-hmacWithSHA384.pem",
            "ed25519.pbes2-hmacWithSHA512.pem",
            "ed25519.pbes2.der",
            "ed25519.scrypt.pem");

    private static final List<String> STORES = List.of(
            "rsa.p12",
            "pss.p12",
            "p256.p12",
            "ed25519.p12",
            "deep.p12",
            "rsa.legacy.p12",
            "p256.pbmac1.p12",
            "rsa.jks",
            "rsa.jceks");

    @SuppressWarnings("NullAway.Init")
    private AskingServer server;

    @BeforeAll
    void startServer() {
        server = AskingServer.trusting(Fixtures.root());
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @MethodSource
    void everyTypeOfKeyIsShown(String type, TlsProvider provider, TlsVersion version) throws IOException {
        Identity identity = Identity.of(material(type + ".crt"), material(type + ".key"));

        assertThat(server.shownBy(server.config()
                        .provider(provider)
                        .versions(version)
                        .identity(identity)
                        .build()))
                .isEqualTo(type);
    }

    static Stream<Arguments> everyTypeOfKeyIsShown() {
        return TYPES.stream()
                .flatMap(type -> providers()
                        .flatMap(provider -> Arrays.stream(TlsVersion.values())
                                .map(version -> Arguments.of(type, provider, version))));
    }

    @ParameterizedTest
    @MethodSource
    void everyFormOfKeyIsShown(String file, TlsProvider provider) throws IOException {
        String type = file.substring(0, file.indexOf('.'));

        assertShown(provider, Identity.of(material(type + ".crt"), material(file), password()), type);
    }

    static Stream<Arguments> everyFormOfKeyIsShown() {
        return KEYS.stream().flatMap(file -> providers().map(provider -> Arguments.of(file, provider)));
    }

    @ParameterizedTest
    @MethodSource
    void everyFormOfKeyStoreIsShown(String file, TlsProvider provider) throws IOException {
        String type = file.substring(0, file.indexOf('.'));

        assertShown(provider, Identity.of(material(file), password()), type);
    }

    static Stream<Arguments> everyFormOfKeyStoreIsShown() {
        return STORES.stream().flatMap(file -> providers().map(provider -> Arguments.of(file, provider)));
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void certificatesAreReadInEveryForm(TlsProvider provider) throws IOException {
        assertShown(provider, Identity.of(material("rsa.crt.der"), material("rsa.key")), "rsa");
        assertShown(provider, Identity.of(material("deep.p7b"), material("deep.key")), "deep");
        assertShown(provider, Identity.of(material("deep.p7b.der"), material("deep.key")), "deep");
        assertShown(provider, Identity.of(material("p256.p12"), material("p256.key"), password()), "p256");
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void oneFileHoldsEverythingInAnyOrderWithTextAround(TlsProvider provider) throws IOException {
        String mixed = "Bag Attributes: none\r\n" + text("ca.crt") + "subject=CN=x\n" + text("int.crt")
                + text("deep.key") + "\n# the client's own, last\n" + text("deep.crt");
        String windows = "\ufeff" + mixed.replace("\r", "").replace("\n", "\r\n");

        assertShown(provider, Identity.of(Material.text(mixed)), "deep");
        assertShown(provider, Identity.of(Material.text(windows)), "deep");
        assertShown(
                provider, Identity.of(Material.bytes("utf-16", windows.getBytes(StandardCharsets.UTF_16LE))), "deep");
        assertShown(
                provider, Identity.of(Material.text(text("rsa.trad-aes256.pem") + text("rsa.crt")), password()), "rsa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mldsa44", "mldsa65", "mldsa87"})
    void mlDsaIsShownByBouncyCastle(String type) throws IOException {
        try (AskingServer postQuantum = AskingServer.postQuantum(Fixtures.root())) {
            TlsConfig config = postQuantum
                    .config()
                    .provider(TlsProvider.BOUNCY_CASTLE)
                    .identity(Identity.of(material(type + ".crt"), material(type + ".key")))
                    .build();

            assertThat(postQuantum.shownBy(config)).isEqualTo(type);
        }
    }

    @Test
    void mlDsaIsReadFromAKeyStoreToo() throws IOException {
        try (AskingServer postQuantum = AskingServer.postQuantum(Fixtures.root())) {
            TlsConfig config = postQuantum
                    .config()
                    .provider(TlsProvider.BOUNCY_CASTLE)
                    .identity(Identity.of(material("mldsa65.p12"), password()))
                    .build();

            assertThat(postQuantum.shownBy(config)).isEqualTo("mldsa65");
        }
    }

    @Test
    void mlDsaIsAnErrorOnTheJdksTls() {
        Identity identity = Identity.of(material("mldsa65.crt"), material("mldsa65.key"));

        assertThatThrownBy(
                        () -> TlsContext.of(server.config().identity(identity).build()))
                .isInstanceOf(TlsConfigException.class)
                .hasMessageContaining("the JDK's TLS cannot sign with the ML-DSA")
                .hasMessageContaining("mldsa65.crt");
    }

    private void assertShown(TlsProvider provider, Identity identity, String name) throws IOException {
        assertThat(server.shownBy(
                        server.config().provider(provider).identity(identity).build()))
                .isEqualTo(name);
    }

    private static Stream<TlsProvider> providers() {
        return Arrays.stream(TlsProvider.values());
    }
}
