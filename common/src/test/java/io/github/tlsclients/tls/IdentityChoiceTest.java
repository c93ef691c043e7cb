package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.net.Socket;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which identity a server is shown. */
class IdentityChoiceTest {
    private static final char[] PASSWORD = "open sesame".toCharArray();

    private final LabCa ca = LabCa.create();
    private final LabCa otherCa = LabCa.create();
    private final AskingServer server = AskingServer.trusting(ca.certificate());

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void theFirstThatFitsIsShown(TlsProvider provider) throws IOException {
        assertThat(shown(provider, identity("first"), identity("second"))).isEqualTo("first");
        assertThat(shown(provider)).isEqualTo("nobody");
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void theFirstThatFitsIsShownWhateverItsKeyIs(TlsProvider provider) throws IOException {
        Identity rsa = identity("rsa", KeyType.RSA);
        Identity ec = identity("ec", KeyType.EC);
        Identity edwards = identity("edwards", KeyType.ED25519);

        assertThat(shown(provider, rsa, ec, edwards)).isEqualTo("rsa");
        assertThat(shown(provider, ec, edwards, rsa)).isEqualTo("ec");
        assertThat(shown(provider, edwards, rsa, ec)).isEqualTo("edwards");
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void theHostChooses(TlsProvider provider) throws IOException {
        Identity[] identities = {
            identity("elsewhere").forHost("*.example.test"),
            identity("lab").forHost("*.lab.test"),
            identity("below").forHost("example.test", "**.lab.test"),
            identity("any")
        };
        TlsContext context = context(provider, identities);

        assertThat(server.shownBy(context.boundTo("mail.lab.test"))).isEqualTo("lab");
        assertThat(server.shownBy(context.boundTo("a.b.lab.test"))).isEqualTo("below");
        assertThat(server.shownBy(context)).isEqualTo("any");
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void thePortChooses(TlsProvider provider) throws IOException {
        Identity imap = identity("imap").forPort(993, 143);
        Identity here = identity("here").forPort(server.port());

        assertThat(shown(provider, imap, here)).isEqualTo("here");
        assertThat(shown(provider, imap)).isEqualTo("nobody");
    }

    /** A client library that connects through a proxy or a tunnel layers TLS over a socket, and says where to. */
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aLayeredSocketIsChosenForByTheHostAndPortItIsMadeFor(TlsProvider provider) throws IOException {
        TlsContext context = context(
                provider,
                identity("imap").forHost("mail.lab.test").forPort(993),
                identity("other").forHost("mail.lab.test"));
        try (Socket tcp = new Socket("localhost", server.port());
                SSLSocket tls = (SSLSocket) context.socketFactory().createSocket(tcp, "mail.lab.test", 993, true)) {
            assertThat(AskingServer.answer(tls)).isEqualTo("imap");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void theIssuersThatTheServerNamesChoose(TlsProvider provider) throws IOException {
        LabCertificate foreign = otherCa.issue(CertificateSpec.client("foreign"));
        Identity stranger = Identity.of(foreign.key(), foreign.chain());

        assertThat(shown(provider, stranger, identity("known"))).isEqualTo("known");
        assertThat(shown(provider, stranger)).isEqualTo("nobody");
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void anAliasNamesAnEntryOfAKeyStore(TlsProvider provider) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        for (String name : List.of("ada", "eve")) {
            LabCertificate certificate = ca.issue(CertificateSpec.client(name));
            store.setKeyEntry(name, certificate.key(), PASSWORD, array(certificate));
        }
        Identity several = Identity.keyStore(store, PASSWORD);

        assertThat(shown(provider, several.alias("eve"))).isEqualTo("eve");
        assertThat(shown(provider, several.alias("ada"))).isEqualTo("ada");
        assertThatThrownBy(() -> context(provider, several))
                .isInstanceOf(TlsConfigException.class)
                .hasMessage("the PKCS12 key store holds 2 private keys: ada, eve");
        assertThatThrownBy(() -> context(provider, several.alias("bob")))
                .isInstanceOfSatisfying(
                        TlsConfigException.class, e -> assertThat(e.hint()).isEqualTo("it holds ada, eve"))
                .hasMessage("the PKCS12 key store holds no private key \"bob\"");
    }

    @Test
    void anAliasWithoutAKeyStoreIsAnError() {
        assertThatThrownBy(() -> context(TlsProvider.JDK, identity("ada").alias("ada")))
                .isInstanceOf(TlsConfigException.class)
                .hasMessageContaining("there are no aliases");
    }

    @ParameterizedTest
    @CsvSource({
        "JDK, TLS_1_2, RSA",
        "JDK, TLS_1_2, EC",
        "JDK, TLS_1_3, RSA",
        "JDK, TLS_1_3, EC",
        "JDK, TLS_1_3, RSA_PSS",
        "BOUNCY_CASTLE, TLS_1_2, RSA",
        "BOUNCY_CASTLE, TLS_1_2, EC",
        "BOUNCY_CASTLE, TLS_1_3, RSA",
        "BOUNCY_CASTLE, TLS_1_3, EC",
        "BOUNCY_CASTLE, TLS_1_3, RSA_PSS"
    })
    void aKeyThatCannotBeExportedSigns(TlsProvider provider, TlsVersion version, KeyType type) throws Exception {
        TokenProvider token = new TokenProvider();
        LabCertificate certificate = ca.issue(CertificateSpec.client("token").with(type));
        Identity identity = Identity.keyStore(token.store("card", certificate.key(), certificate.chain()), new char[0]);
        registered(token, () -> {
            TlsConfig config = server.config()
                    .provider(provider)
                    .versions(version)
                    .identity(identity)
                    .build();
            assertThat(server.shownBy(config)).isEqualTo("token");
            assertThat(server.shownBy(server.config()
                            .provider(provider)
                            .versions(version)
                            .identity(identity.alias("card"))
                            .build()))
                    .isEqualTo("token");
        });
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aTokenWhoseProviderIsNotRegisteredIsAnError(TlsProvider provider) throws Exception {
        LabCertificate certificate = ca.issue(CertificateSpec.client("token"));
        KeyStore store = new TokenProvider().store("card", certificate.key(), certificate.chain());

        assertThatThrownBy(() -> context(provider, Identity.keyStore(store, new char[0])))
                .isInstanceOfSatisfying(
                        TlsConfigException.class, e -> assertThat(e.hint()).contains("registered"))
                .hasMessageContaining("the private key of the TOKEN key store cannot sign");
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void anotherKeysCertificateInATokenIsAnError(TlsProvider provider) throws Exception {
        TokenProvider token = new TokenProvider();
        LabCertificate mine = ca.issue(CertificateSpec.client("mine"));
        LabCertificate other = ca.issue(CertificateSpec.client("other"));
        KeyStore store = token.store("card", mine.key(), other.chain());
        registered(
                token,
                () -> assertThatThrownBy(() -> context(provider, Identity.keyStore(store, new char[0])))
                        .hasMessage("the private key does not belong to the TOKEN key store"));
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void anEngineAsksForItsOwnHostAndPort(TlsProvider provider) {
        ClientKeys keys =
                keys(provider, identity("imap").forHost("mail.lab.test").forPort(993));
        SSLEngine engine = context(provider).sslContext().createSSLEngine("mail.lab.test", 993);

        // before a handshake no session names the peer
        assertThat(keys.chooseEngineClientAlias(new String[] {"EC"}, null, engine))
                .isNull();
        assertThat(keys.getClientAliases("EC", null)).containsExactly("0");
        assertThat(keys.getClientAliases("RSA", null)).isNull();
    }

    @Test
    void twoIdentitiesAreEqualIfTheyAreForTheSameServers() {
        Identity one = identity("ada");

        assertThat(one.forHost("a.test").forPort(1))
                .isEqualTo(one.forHost("A.test.").forPort(1));
        assertThat(one.forHost("a.test")).isNotEqualTo(one.forHost("b.test")).isNotEqualTo(one);
        assertThat(one.forHost("*.a.test").forPort(465).alias("x"))
                .hasToString("Identity[CN=ada, alias x, for host *.a.test, for port 465]");
    }

    private String shown(TlsProvider provider, Identity... identities) throws IOException {
        return server.shownBy(context(provider, identities));
    }

    private TlsContext context(TlsProvider provider, Identity... identities) {
        return TlsContext.of(server.config()
                .provider(provider)
                .identities(List.of(identities))
                .build());
    }

    private static ClientKeys keys(TlsProvider provider, Identity... identities) {
        try {
            return ClientKeys.of(List.of(identities), provider);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Identity identity(String name) {
        return identity(name, KeyType.EC);
    }

    private Identity identity(String name, KeyType type) {
        LabCertificate certificate = ca.issue(CertificateSpec.client(name).with(type));
        return Identity.of(certificate.key(), certificate.chain());
    }

    private static X509Certificate[] array(LabCertificate certificate) {
        return certificate.chain().toArray(X509Certificate[]::new);
    }

    private static void registered(Provider provider, Check check) throws Exception {
        Security.addProvider(provider);
        try {
            check.run();
        } finally {
            Security.removeProvider(provider.getName());
        }
        assertThat(Stream.of(Security.getProviders())).doesNotContain(provider);
    }

    private interface Check {
        void run() throws Exception;
    }
}
