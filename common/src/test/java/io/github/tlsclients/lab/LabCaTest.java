package io.github.tlsclients.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec.Purpose;
import io.github.tlsclients.lab.CertificateSpec.Use;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LabCaTest {
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    private static final String ALTERNATIVE_NAME = "2.5.29.17";

    private final LabCa root = LabCa.create();

    @Test
    void authoritiesHaveWhatStrictVerifiersWant() {
        for (LabCa ca : List.of(root, root.intermediate())) {
            X509Certificate certificate = ca.certificate();
            assertThat(certificate.getVersion()).isEqualTo(3);
            assertThat(certificate.getCriticalExtensionOIDs()).containsExactlyInAnyOrder(BASIC_CONSTRAINTS, KEY_USAGE);
            assertThat(certificate.getNonCriticalExtensionOIDs()).contains(SUBJECT_KEY_IDENTIFIER);
            assertThat(certificate.getBasicConstraints()).isNotNegative();
            assertThat(certificate.getKeyUsage()).containsExactly(keyUsage(5, 6)); // keyCertSign, cRLSign
        }
    }

    @Test
    void leavesHaveWhatStrictVerifiersWant() throws GeneralSecurityException {
        X509Certificate leaf = root.issue("localhost", "127.0.0.1", "::1").leaf();

        assertThat(leaf.getVersion()).isEqualTo(3);
        assertThat(leaf.getSerialNumber()).isPositive();
        assertThat(leaf.getSerialNumber().toByteArray()).hasSizeLessThanOrEqualTo(20);
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getKeyUsage()).containsExactly(keyUsage(0)); // digitalSignature
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactly(List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
        // both are OCTET STRINGs with the identifier at the end
        byte[] subjects = root.certificate().getExtensionValue(SUBJECT_KEY_IDENTIFIER);
        byte[] issuers = leaf.getExtensionValue(AUTHORITY_KEY_IDENTIFIER);
        assertThat(last20(issuers)).isEqualTo(last20(subjects));
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void everyTypeOfKeyIssuesAndIsIssued(KeyType type) throws GeneralSecurityException {
        LabCa ca = LabCa.create(CertificateSpec.authority("Lab CA of " + type).with(type));
        LabCertificate leaf =
                ca.intermediate().issue(CertificateSpec.server("localhost").with(type));

        // Java 17 cannot verify them all
        CertificateFactory factory = CertificateFactory.getInstance("X.509", new BouncyCastleProvider());
        List<X509Certificate> chain = new ArrayList<>();
        for (X509Certificate certificate : leaf.chain()) {
            chain.add(
                    (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
        }
        for (int i = 0; i < 2; i++) {
            chain.get(i).verify(chain.get(i + 1).getPublicKey());
        }
        assertThat(leaf.keyPem()).startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void keysHaveTheSizeThatIsAskedFor() {
        assertThat(key(CertificateSpec.server("a").with(KeyType.RSA)))
                .isInstanceOfSatisfying(
                        RSAPublicKey.class,
                        key -> assertThat(key.getModulus().bitLength()).isEqualTo(2048));
        assertThat(key(CertificateSpec.server("a").rsa(1024)))
                .isInstanceOfSatisfying(
                        RSAPublicKey.class,
                        key -> assertThat(key.getModulus().bitLength()).isEqualTo(1024));
        assertThat(key(CertificateSpec.server("a").with(KeyType.EC_P521)))
                .isInstanceOfSatisfying(
                        ECPublicKey.class,
                        key -> assertThat(key.getParams().getOrder().bitLength())
                                .isEqualTo(521));
    }

    @ParameterizedTest
    @CsvSource({
        "EC, SHA1, SHA1withECDSA",
        "RSA, SHA1, SHA1withRSA",
        "RSA, SHA512, SHA512withRSA",
        "RSA, MD5, MD5withRSA"
    })
    void signsOverTheDigestThatIsAskedFor(KeyType issuer, String digest, String algorithm) {
        LabCa ca = LabCa.create(CertificateSpec.authority("Lab CA").with(issuer));

        assertThat(ca.issue(CertificateSpec.server("localhost").digest(digest))
                        .leaf()
                        .getSigAlgName())
                .isEqualTo(algorithm);
    }

    @Test
    void intermediatesGoAsDeepAsIsAskedFor() throws GeneralSecurityException {
        LabCertificate leaf = root.intermediate().intermediate().intermediate().issue("localhost");

        assertThat(leaf.chain()).hasSize(5).endsWith(root.certificate());
        assertThat(leaf.sent()).hasSize(4).doesNotContain(root.certificate());
        validate(leaf, root);
    }

    @Test
    void aCrossSignedRootLeadsToTheOldOneAndToItself() throws GeneralSecurityException {
        LabCa old = LabCa.create();
        LabCa renewed = LabCa.create();
        LabCertificate bridged = renewed.crossSignedBy(old).issue("localhost");

        validate(bridged, old);
        // who trusts the new root takes the same leaf, without the bridge
        validate(new LabCertificate(bridged.key(), List.of(bridged.leaf(), renewed.certificate())), renewed);
        assertThatThrownBy(() -> validate(bridged, LabCa.create())).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void aSpecificationIsFollowedToTheLetter() throws GeneralSecurityException {
        X509Certificate odd = root.issue(CertificateSpec.server("a.lab.test")
                        .commonName("somebody")
                        .names()
                        .purposes(Purpose.CLIENT, Purpose.CODE_SIGNING)
                        .uses(Use.KEY_ENCIPHERMENT, Use.DIGITAL_SIGNATURE)
                        .criticalExtension("1.2.3.4"))
                .leaf();

        assertThat(odd.getSubjectX500Principal().getName()).isEqualTo("CN=somebody");
        assertThat(odd.getSubjectAlternativeNames()).isNull();
        assertThat(odd.getExtendedKeyUsage()).containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.3");
        assertThat(odd.getKeyUsage()).containsExactly(keyUsage(0, 2));
        assertThat(odd.getCriticalExtensionOIDs()).contains("1.2.3.4");
        assertThat(odd.hasUnsupportedCriticalExtension()).isTrue();
    }

    @Test
    void aChangedSpecificationLeavesTheFirstAsItWas() {
        CertificateSpec sound = CertificateSpec.server("localhost");
        CertificateSpec changed = sound.versionOne();

        assertThat(root.issue(sound).leaf().getVersion()).isEqualTo(3);
        assertThat(root.issue(changed).leaf().getVersion()).isEqualTo(1);
    }

    @Test
    void aNameTooLongForTheCommonNameStandsInTheAlternativeNameAlone() throws GeneralSecurityException {
        String name = "a".repeat(60) + ".lab.test";
        X509Certificate leaf = root.issue(name).leaf();

        assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
        assertThat(leaf.getCriticalExtensionOIDs()).contains(ALTERNATIVE_NAME); // RFC 5280 section 4.2.1.6
        assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(2, name));
    }

    @Test
    void constraintsOfAnAuthorityBindWhatItIssues() {
        LabCa narrow = root.intermediate(
                CertificateSpec.authority("narrow").pathLength(0).permitting("lab.test", "10.0.0.0/8"));

        assertThatCode(() -> validate(narrow.issue("www.lab.test", "10.1.2.3"), root))
                .doesNotThrowAnyException();
        for (LabCertificate outside : List.of(
                narrow.issue("www.example.org"),
                narrow.issue("192.0.2.1"),
                narrow.intermediate().issue("www.lab.test"))) {
            assertThatThrownBy(() -> validate(outside, root)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void anUnknownKeyTypeIsAnError() {
        assertThat(KeyType.of("ml-dsa-65")).isEqualTo(KeyType.ML_DSA_65);
        assertThatThrownBy(() -> KeyType.of("dsa"))
                .isInstanceOf(TlsConfigException.class)
                .hasMessage("\"dsa\" is not a key type");
    }

    private Object key(CertificateSpec spec) {
        return root.issue(spec).leaf().getPublicKey();
    }

    private static boolean[] keyUsage(int... bits) {
        boolean[] usage = new boolean[9];
        for (int bit : bits) {
            usage[bit] = true;
        }
        return usage;
    }

    private static byte[] last20(byte[] bytes) {
        return Arrays.copyOfRange(bytes, bytes.length - 20, bytes.length);
    }

    private static void validate(LabCertificate leaf, LabCa trusted) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(trusted.certificate(), null)));
        parameters.setRevocationEnabled(false);
        List<X509Certificate> sent = leaf.sent();
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(sent), parameters);
    }
}
