package io.github.tlsclients.tls;

import static io.github.tlsclients.tls.Fixtures.material;
import static io.github.tlsclients.tls.Fixtures.password;
import static io.github.tlsclients.tls.Fixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.LabCa;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which roots are trusted, and which pins hold for which host. */
class TrustTest {
    private static final X509Certificate ROOT = Fixtures.root();
    private static final String A = "sha256/" + "A".repeat(43) + "=";
    private static final String B = "sha256/" + "B".repeat(42) + "A=";
    private static final String C = "sha256/" + "C".repeat(42) + "A=";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path top;

    @ParameterizedTest
    @MethodSource
    void rootsAreReadInEveryForm(Trust trust) {
        assertThat(TrustAnchors.load(trust).roots()).containsExactly(ROOT);
    }

    static Stream<Trust> rootsAreReadInEveryForm() {
        byte[] pem = Fixtures.bytes("ca.crt");
        return Stream.of(
                Trust.of(material("ca.crt")),
                Trust.of(Material.resource(TrustTest.class.getClassLoader(), "material/ca.crt")),
                Trust.of(Material.stream("a stream", new ByteArrayInputStream(pem))),
                Trust.of(Material.bytes("some bytes", pem)),
                Trust.of(Material.text(text("ca.crt"))),
                Trust.of(Material.text("Root\r\n" + text("ca.crt").replace("\n", "\r\n"))),
                Trust.of(Material.bytes("DER", encoded())),
                Trust.of(material("ca.trusted.pem")),
                Trust.of(material("ca.p12"), password()),
                Trust.of(material("ca.plain.p12")),
                Trust.certificates(ROOT));
    }

    @Test
    void everyCertificateOfAPkcs7FileIsARoot() {
        assertThat(TrustAnchors.load(Trust.of(material("deep.p7b"))).roots()).hasSize(2);
        assertThat(TrustAnchors.load(Trust.of(material("deep.p7b.der"))).roots())
                .isEqualTo(TrustAnchors.load(Trust.of(material("deep.p7b"))).roots());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "etc/ssl/certs/ca-certificates.crt",
                "etc/pki/tls/certs/ca-bundle.crt",
                "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                "etc/ssl/ca-bundle.pem",
                "etc/ssl/cert.pem"
            })
    void everyDistributionsBundleIsFound(String bundle) throws IOException {
        write(bundle, text("ca.crt"));
        SystemRoots roots = new SystemRoots("Linux", top, TrustTest::noStore);

        assertThat(roots.read()).containsExactly(ROOT);
        assertThat(roots.bundle().flatMap(Material::path)).contains(top.resolve(bundle));
    }

    @Test
    void aSystemWithoutABundleHasTheJdksRoots() {
        SystemRoots roots = new SystemRoots("Linux", top, TrustTest::noStore);

        assertThat(roots.read()).isEqualTo(SystemRoots.ofTheJdk()).hasSizeGreaterThan(50);
        assertThat(roots.bundle()).isEmpty();
    }

    @Test
    void oneBadRootOfTheSystemSpoilsNoOtherButAFileOfYoursMustBeGood() throws IOException {
        String bad = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        Path bundle = write("etc/ssl/cert.pem", bad + text("ca.crt"));

        assertThat(new SystemRoots("Linux", top, TrustTest::noStore).read()).containsExactly(ROOT);
        assertThatThrownBy(() -> TrustAnchors.load(Trust.pem(bundle)))
                .isInstanceOf(TlsConfigException.class)
                .hasMessageContaining("cert.pem holds a certificate that cannot be read (block 1)");
    }

    @Test
    void aSystemWithoutOneGoodRootIsAnError() throws IOException {
        write("etc/ssl/cert.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertThatThrownBy(() -> new SystemRoots("Linux", top, TrustTest::noStore).read())
                .isInstanceOf(TlsConfigException.class)
                .hasMessageContaining("cert.pem cannot be read");
    }

    @Test
    void windowsAndMacHaveStoresOfTheirOwn() throws Exception {
        KeyStore users = store(ROOT);
        KeyStore apples = store(LabCa.create().certificate());
        Map<String, KeyStore> windows = Map.of("Windows-ROOT", users);
        Map<String, KeyStore> newMac = Map.of("KeychainStore", users, "KeychainStore-ROOT", apples);
        Map<String, KeyStore> oldMac = Map.of("KeychainStore", users);

        assertThat(system("Windows 11", windows).read()).containsExactly(ROOT);
        assertThat(system("Mac OS X", newMac).read()).hasSize(2).contains(ROOT);
        assertThat(system("Mac OS X", oldMac).read()).contains(ROOT).containsAll(SystemRoots.ofTheJdk());
        assertThat(system("Mac OS X", oldMac).bundle()).isEmpty();
        assertThatThrownBy(() -> system("Windows 11", Map.of()).read())
                .isInstanceOf(TlsConfigException.class)
                .hasMessage("the system's root store Windows-ROOT cannot be read");
    }

    @Test
    void thePlatformAndACompanysRootIsOneLine() {
        Trust both = Trust.platform().and(Trust.of(material("ca.crt")));

        assertThat(TrustAnchors.load(both).roots())
                .contains(ROOT)
                .containsAll(TrustAnchors.load(Trust.platform()).roots());
        assertThat(both).hasToString("platform and class path:/material/ca.crt");
    }

    @ParameterizedTest
    @CsvSource({
        "mail.lab.test, mail.lab.test, true",
        "mail.lab.test, MAIL.lab.test., true",
        "mail.lab.test, www.lab.test, false",
        "*.lab.test, mail.lab.test, true",
        "*.lab.test, lab.test, false",
        "*.lab.test, a.b.lab.test, false",
        "*.lab.test, evil-lab.test, false",
        "*.LAB.test., mail.lab.test, true",
        "**.lab.test, lab.test, true",
        "**.lab.test, mail.lab.test, true",
        "**.lab.test, a.b.lab.test, true",
        "**.lab.test, evil-lab.test, false",
        "127.0.0.1, 127.0.0.1, true",
        "::1, [0:0:0:0:0:0:0:1], true",
        "127.0.0.1, 127.0.0.2, false",
        "localhost, 127.0.0.1, false"
    })
    void pinsHoldForTheHostsOfTheirPattern(String pattern, String host, boolean pinned) {
        TrustAnchors anchors = TrustAnchors.load(Trust.certificates(ROOT).and(Trust.pinsFor(pattern, A)));

        assertThat(anchors.pinsFor(host)).hasSize(pinned ? 1 : 0);
    }

    @Test
    void thePinsOfEveryPatternThatFitsAreUnited() {
        TrustAnchors anchors = TrustAnchors.load(Trust.certificates(ROOT)
                .and(Trust.pinsFor("mail.lab.test", A))
                .and(Trust.pinsFor("*.lab.test", B))
                .and(Trust.pinsFor("other.test", C)));

        assertThat(anchors.pinsFor("mail.lab.test")).extracting(Pin::toString).containsExactlyInAnyOrder(A, B);
        assertThat(anchors.pinsFor("www.lab.test")).extracting(Pin::toString).containsExactly(B);
        assertThat(anchors.pinsFor("example.test")).isEmpty();
        TrustAnchors everywhere = TrustAnchors.load(Trust.certificates(ROOT).and(Trust.pins(C)));
        assertThat(everywhere.pinsFor("example.test")).extracting(Pin::toString).containsExactly(C);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                "a.*.test",
                "w*.lab.test",
                "***.test",
                "https://lab.test",
                "lab.test:443",
                "-.test"
            })
    void whatIsNoHostPatternIsAnError(String pattern) {
        assertThatThrownBy(() -> Trust.pinsFor(pattern, A))
                .isInstanceOf(TlsConfigException.class)
                .hasMessage("\"" + pattern + "\" is not a host pattern");
    }

    @Test
    void noPinsAreAnError() {
        assertThatThrownBy(Trust::pins).isInstanceOf(TlsConfigException.class);
        assertThatThrownBy(() -> Trust.pinsFor("lab.test")).isInstanceOf(TlsConfigException.class);
    }

    @Test
    void materialIsEqualByWhereItComesFromOrWhatItHolds() {
        assertThat(Material.text("a")).isEqualTo(Material.text("a")).isNotEqualTo(Material.text("b"));
        assertThat(material("ca.crt")).isEqualTo(material("ca.crt")).isNotEqualTo(material("rsa.crt"));
        assertThat(Trust.of(material("ca.p12"), password())).isEqualTo(Trust.of(material("ca.p12"), password()));
        assertThat(Trust.of(material("ca.p12"), password()).toString()).doesNotContain(Fixtures.PASSWORD);
        assertThat(Material.text(text("rsa.key"))).hasToString("the PEM text");
    }

    private SystemRoots system(String name, Map<String, KeyStore> stores) {
        return new SystemRoots(name, top, type -> {
            KeyStore store = stores.get(type);
            return store == null ? noStore(type) : store;
        });
    }

    private static KeyStore noStore(String type) throws KeyStoreException {
        throw new KeyStoreException(type + " not found");
    }

    private static KeyStore store(X509Certificate... roots) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate root : List.copyOf(Arrays.asList(roots))) {
            store.setCertificateEntry(root.getSerialNumber().toString(), root);
        }
        return store;
    }

    private static byte[] encoded() {
        try {
            return ROOT.getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, String content) throws IOException {
        Path file = top.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
