package io.github.tlsclients.tls;

import static io.github.tlsclients.tls.Fixtures.PASSWORD;
import static io.github.tlsclients.tls.Fixtures.material;
import static io.github.tlsclients.tls.Fixtures.password;
import static io.github.tlsclients.tls.Fixtures.text;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with keys and certificates is an error when a context is made, and names the file and the reason. */
class MaterialErrorsTest {
    private final Material certificate = material("rsa.crt");

    @Test
    void refusesAKeyOfAnotherCertificate() {
        assertError(
                Identity.of(certificate, material("p256.key")),
                "the private key does not belong to class path:/material/rsa.crt");
        assertError(Identity.of(material("p256.crt"), material("p384.key")), "does not belong to");
        assertError(Identity.of(material("ed25519.crt"), material("ed448.key")), "does not belong to");
        assertError(Identity.of(material("mldsa44.crt"), material("mldsa65.key")), "does not belong to");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa.trad-aes256.pem",
                "rsa.pbes2-aes-256-cbc.pem",
                "rsa.pbes1-PBE-SHA1-3DES.pem",
                "ed25519.scrypt.pem",
                "ed25519.pbes2.der"
            })
    void anEncryptedKeyNeedsItsPassword(String file) {
        assertError(
                Identity.of(certificate, material(file)),
                "the private key in class path:/material/" + file + " is encrypted and no password is given");
        assertError(
                Identity.of(certificate, material(file), "wrong".toCharArray()),
                "the password of the private key in class path:/material/" + file + " is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa.p12", "rsa.legacy.p12", "p256.pbmac1.p12", "rsa.jks", "rsa.jceks"})
    void aKeyStoreNeedsItsPassword(String file) {
        assertError(
                Identity.of(material(file), "wrong".toCharArray()),
                "the password of class path:/material/" + file + " is wrong");
        assertError(Identity.of(material(file)), file);
    }

    @Test
    void anEncryptedKeyStoreOfRootsNeedsItsPassword() {
        assertError(Trust.of(material("ca.p12")), "class path:/material/ca.p12 is encrypted and no password is given");
        assertError(
                Trust.of(material("ca.p12"), "wrong".toCharArray()),
                "the password of class path:/material/ca.p12 is wrong");
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.trad-camellia128.pem, CAMELLIA-128-CBC",
        "rsa.pbes2-camellia-256-cbc.pem, 1.2.392.200011.61.1.1.1.4",
        "rsa.pbes1-PBE-SHA1-DES.pem, 1.2.840.113549.1.5.10"
    })
    void anUnknownEncryptionIsNamed(String file, String encryption) {
        assertError(
                Identity.of(certificate, material(file), password()),
                "the private key in class path:/material/" + file + " is encrypted in an unknown way",
                encryption);
    }

    @Test
    void aFileWithoutWhatIsLookedForTellsWhatItHolds() {
        assertError(
                Identity.of(certificate, certificate),
                "class path:/material/rsa.crt holds no private key; it holds CERTIFICATE");
        assertError(
                Identity.of(material("rsa.key"), material("rsa.key")),
                "class path:/material/rsa.key holds no certificate; it holds PRIVATE KEY");
        assertError(Identity.of(material("ca.plain.p12")), "class path:/material/ca.plain.p12 holds no private key");
        assertError(Trust.of(material("rsa.key")), "class path:/material/rsa.key holds no certificate");
    }

    @Test
    void severalKeysAreNotGuessedAmong() {
        assertError(
                Identity.of(certificate, Material.text(text("rsa.key") + text("p256.key"))),
                "the PEM text holds 2 private keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p256.sec1-explicit.pem", "p256.pkcs8-explicit.pem"})
    void aCurveThatIsSpeltOutIsRefused(String file) {
        assertError(
                Identity.of(material("p256.crt"), material(file)),
                "the private key in class path:/material/" + file + " cannot be read: it spells out its curve");
    }

    @Test
    void aKeyWithoutItsCurveIsRefused() {
        assertError(
                Identity.of(material("p256.crt"), material("p256.sec1-bare.pem")),
                "p256.sec1-bare.pem cannot be read: it does not tell its curve");
    }

    @Test
    void damageIsTold() {
        String key = text("p256.key");
        byte[] der = Fixtures.bytes("rsa.crt.der");

        assertError(
                Identity.of(material("p256.crt"), Material.text(key.replace("MIG", "M*G"))),
                "the PEM text is damaged: its block 1 is not base64");
        assertError(
                Identity.of(material("p256.crt"), Material.text(key.substring(0, 100))),
                "the PEM text is damaged: its block 1 has no end");
        assertError(
                Identity.of(material("p256.crt"), Material.text(key.replaceFirst("MIGHAgEA", "MIGHAgIA"))),
                "the private key in the PEM text");
        assertError(
                Trust.of(Material.bytes("cut.der", Arrays.copyOf(der, 100))), "cut.der is in no form that can be read");
        assertError(Trust.of(Material.bytes("empty.pem", new byte[0])), "empty.pem is empty");
        assertError(
                Trust.of(Material.text(text("ca.crt") + text("rsa.crt").replace("MIIC", "MIID"))),
                "the PEM text holds a certificate that cannot be read (block 2)");
    }

    @Test
    void formsThatAreNotReadSayHowToConvert() {
        String ssh = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";

        assertThatThrownBy(() -> context(Identity.of(certificate, Material.text(ssh))))
                .isInstanceOfSatisfying(
                        TlsConfigException.class,
                        e -> org.assertj.core.api.Assertions.assertThat(e.hint())
                                .contains("ssh-keygen -p -m PKCS8"))
                .hasMessageContaining("OPENSSH PRIVATE KEY");
    }

    @Test
    void aChainOutOfDateIsNamedWithItsDate() {
        LabCa ca = LabCa.create();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.minus(1, ChronoUnit.MINUTES);
        Instant start = now.plus(1, ChronoUnit.DAYS);
        LabCertificate expired = ca.issue(CertificateSpec.client("ada").valid(now.minus(30, ChronoUnit.MINUTES), end));
        LabCertificate early = ca.issue(CertificateSpec.client("eve").valid(start, now.plus(2, ChronoUnit.DAYS)));

        assertError(Identity.of(Material.bytes("ada.pem", pem(expired))), "ada.pem", "CN=ada", end.toString());
        assertError(Identity.of(Material.bytes("eve.pem", pem(early))), "eve.pem", "CN=eve", start.toString());
    }

    @Test
    void whatCannotBeFoundIsNamed() {
        assertError(Trust.pem(Path.of("/no/such/file.pem")), "there is no file /no/such/file.pem");
        assertError(Trust.of(Material.resource(getClass(), "missing.pem")), "there is no class path:missing.pem");
        assertError(
                Trust.of(Material.resource(getClass().getClassLoader(), "missing.pem")),
                "there is no class path:missing.pem");
    }

    @Test
    void aStreamThatNeverEndsIsGivenUp() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };

        assertThatThrownBy(() -> Material.stream("the socket", endless))
                .isInstanceOf(TlsConfigException.class)
                .hasMessage("the socket is longer than 16 MiB");
    }

    private static byte[] pem(LabCertificate certificate) {
        return (certificate.chainPem() + certificate.keyPem()).getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertError(Trust trust, String... parts) {
        assertError(TlsConfig.builder().trust(trust), parts);
    }

    private static void assertError(Identity identity, String... parts) {
        assertError(TlsConfig.builder().trust(Trust.of(material("ca.crt"))).identity(identity), parts);
    }

    private static void assertError(TlsConfig.Builder config, String... parts) {
        assertThatThrownBy(() -> TlsContext.of(config.build()))
                .isInstanceOfSatisfying(
                        TlsConfigException.class,
                        e -> org.assertj.core.api.Assertions.assertThat(e.hint())
                                .isNotBlank())
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining(PASSWORD);
    }

    private static TlsContext context(Identity identity) {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.of(material("ca.crt")))
                .identity(identity)
                .build());
    }
}
