package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roots and identities from files. */
class MaterialTest {
    private static final char[] PASSWORD = "correct horse".toCharArray();

    private final LabCa first = LabCa.create();
    private final LabCa second = LabCa.create();
    private final LabCa third = LabCa.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void rootsOfSeveralSourcesAddUp(String type) throws IOException, GeneralSecurityException {
        Path pem = write("two.pem", "# a comment\n" + first.pem() + "\n" + second.pem());
        Path store = keyStore(type, keys -> keys.setCertificateEntry("root", third.certificate()));

        TlsContext context = trusting(Trust.pem(pem).and(Trust.keyStore(store, PASSWORD)));

        assertThat(context.trustManager().getAcceptedIssuers())
                .containsExactlyInAnyOrder(first.certificate(), second.certificate(), third.certificate());
    }

    @Test
    void thePlatformHasRootsAndSoHasTheJdk() {
        assertThat(trusting(Trust.platform()).trustManager().getAcceptedIssuers())
                .hasSizeGreaterThan(50);
        assertThat(trusting(Trust.jdk()).trustManager().getAcceptedIssuers()).hasSizeGreaterThan(50);
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException, GeneralSecurityException {
        Path missing = folder.resolve("missing.pem");
        Path empty = write("empty.pem", "nothing here\n");
        Path damaged = write("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Path notBase64 = write("odd.pem", "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n");
        Path store = keyStore("PKCS12", keys -> keys.setCertificateEntry("root", third.certificate()));

        assertError(() -> trusting(Trust.pem(missing)), "missing.pem");
        assertError(() -> trusting(Trust.pem(empty)), "empty.pem is in no form that can be read");
        assertError(() -> trusting(Trust.pem(damaged)), "damaged.pem");
        assertError(() -> trusting(Trust.pem(notBase64)), "odd.pem");
        assertError(() -> trusting(Trust.keyStore(empty, PASSWORD)), "empty.pem is in no form that can be read");
        assertError(() -> trusting(Trust.keyStore(store, "wrong".toCharArray())), "password of");
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void anIdentityIsReadFromPem(KeyType type) throws IOException {
        LabCertificate client = first.issue(CertificateSpec.client("ada").with(type));

        ClientKey read = Identity.pem(write("cert.pem", client.chainPem()), write("key.pem", client.keyPem()))
                .load();

        assertThat(read.chain()).isEqualTo(client.chain());
        assertThat(read.key()).isEqualTo(client.key());
    }

    @ParameterizedTest
    @CsvSource({"PKCS12, EC", "PKCS12, RSA", "PKCS12, ED25519", "JKS, RSA"})
    void anIdentityIsReadFromAKeyStore(String type, KeyType keyType) throws IOException, GeneralSecurityException {
        LabCertificate client = first.issue(CertificateSpec.client("ada").with(keyType));
        Path store = keyStore(type, keys -> keys.setKeyEntry("ada", client.key(), PASSWORD, array(client)));

        ClientKey read = Identity.keyStore(store, PASSWORD).load();

        assertThat(read.chain()).isEqualTo(client.chain());
        assertThat(read.key()).isEqualTo(client.key());
    }

    @Test
    void anIdentityThatDoesNotAddUpIsNamed() throws IOException, GeneralSecurityException {
        LabCertificate client = first.issue(CertificateSpec.client("ada"));
        LabCertificate other = first.issue(CertificateSpec.client("eve"));
        Path certificate = write("cert.pem", client.chainPem());
        Path key = write("key.pem", client.keyPem());
        Path otherKey = write("other.pem", other.keyPem());
        Path oldForm = write("old.pem", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        Path odd = write("odd.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Path noKey = keyStore("PKCS12", keys -> keys.setCertificateEntry("root", third.certificate()));

        assertError(() -> showing(Identity.pem(certificate, otherKey)), "does not belong to");
        assertError(() -> showing(Identity.pem(certificate, certificate)), "cert.pem holds no private key");
        assertError(() -> showing(Identity.pem(key, key)), "key.pem holds no certificate");
        assertError(
                () -> showing(Identity.pem(certificate, oldForm)), "the private key in " + oldForm + " cannot be read");
        assertError(() -> showing(Identity.pem(certificate, odd)), "the private key in " + odd + " cannot be read");
        assertError(() -> showing(Identity.keyStore(noKey, PASSWORD)), "holds no private key");
        assertError(() -> showing(Identity.keyStore(noKey, "wrong".toCharArray())), "password of");
    }

    @Test
    void anIdentityIsReadWhenAContextIsMadeAndAgainWhenItIsReloaded() throws IOException {
        LabCertificate one = first.issue(CertificateSpec.client("ada"));
        LabCertificate other = first.issue(CertificateSpec.client("eve"));
        Identity identity = Identity.pem(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        assertError(() -> showing(identity), "there is no file");
        write("cert.pem", one.chainPem());
        write("key.pem", one.keyPem());
        TlsContext context = showing(identity);

        write("cert.pem", other.chainPem());
        assertError(context::reload, "does not belong to");
        assertThat(context.generation()).isEqualTo(1);
        write("key.pem", other.keyPem());
        assertThat(context.reload()).isEqualTo(2);
    }

    @Test
    void identitiesAreEqualByWhatTheyDescribe() {
        Path file = folder.resolve("store.p12");

        assertThat(Identity.keyStore(file, PASSWORD))
                .isEqualTo(Identity.keyStore(file, PASSWORD.clone()))
                .hasSameHashCodeAs(Identity.keyStore(file, PASSWORD))
                .isNotEqualTo(Identity.keyStore(file, "other".toCharArray()));
        assertThat(Identity.pem(file, file)).isEqualTo(Identity.pem(file, file)).hasToString("Identity[" + file + "]");
        assertThat(Identity.keyStore(file, PASSWORD).toString()).doesNotContain(new String(PASSWORD));
    }

    @Test
    void secretsAreNotInAnyText() {
        Trust trust = Trust.keyStore(folder.resolve("store.p12"), PASSWORD);

        assertThat(trust.and(trust).toString()).contains("store.p12").doesNotContain(new String(PASSWORD));
    }

    private static TlsContext trusting(Trust trust) {
        return TlsContext.of(TlsConfig.builder().trust(trust).build());
    }

    private static TlsContext showing(Identity identity) {
        return TlsContext.of(
                TlsConfig.builder().trust(Trust.jdk()).identity(identity).build());
    }

    private static X509Certificate[] array(LabCertificate certificate) {
        return certificate.chain().toArray(new X509Certificate[0]);
    }

    private static void assertError(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TlsConfigException.class, e -> assertThat(e.hint()).isNotBlank())
                .hasMessageContaining(message)
                .hasMessageNotContaining(new String(PASSWORD));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path keyStore(String type, Filling filling) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, PASSWORD);
        filling.into(store);
        Path file = folder.resolve("store." + type.toLowerCase(Locale.ROOT));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    private interface Filling {
        void into(KeyStore store) throws GeneralSecurityException;
    }
}
