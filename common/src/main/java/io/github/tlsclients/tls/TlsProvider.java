package io.github.tlsclients.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;

/** Whose TLS is used. Neither choice registers anything with {@link java.security.Security}. */
public enum TlsProvider {
    /** The JDK's own TLS. */
    JDK {
        @Override
        SSLContext newContext() throws GeneralSecurityException {
            return SSLContext.getInstance("TLS");
        }

        @Override
        CertPathValidator newPathValidator() throws GeneralSecurityException {
            return CertPathValidator.getInstance("PKIX");
        }

        @Override
        PrivateKey adopt(ClientKey client) {
            String algorithm = client.key().getAlgorithm();
            if (PrivateKeys.isBouncyCastles(client.key()) || algorithm.startsWith("ML-DSA")) {
                throw new TlsConfigException(
                        "the JDK's TLS cannot sign with the " + algorithm + " key of " + client.source(),
                        "use Bouncy Castle's TLS: --provider bc");
            }
            return client.key();
        }

        @Override
        X509Certificate adopt(X509Certificate certificate) {
            return certificate;
        }

        @Override
        Set<String> keyTypes(X509Certificate certificate) {
            return Set.of(certificate.getPublicKey().getAlgorithm());
        }

        @Override
        KeyManager keyManager(ClientKeys keys) {
            return keys;
        }

        @Override
        List<String> requireGroups(List<String> groups) {
            return JdkGroups.require(groups);
        }

        @Override
        List<String> hybridGroups() {
            return JdkGroups.requireHybrids();
        }

        @Override
        List<String> preferredGroups() {
            return List.of();
        }

        @Override
        Stream<String> bestFirst(Stream<String> suites) {
            return suites;
        }

        @Override
        List<String> withSignatures(List<String> groups) {
            return groups;
        }

        @Override
        void setGroups(Object connection, List<String> groups) {
            if (groups.isEmpty()) {
                return;
            }
            if (connection instanceof SSLSocket socket) {
                socket.setSSLParameters(JdkGroups.set(socket.getSSLParameters(), groups));
            } else if (connection instanceof SSLEngine engine) {
                engine.setSSLParameters(JdkGroups.set(engine.getSSLParameters(), groups));
            }
        }

        @Override
        List<String> groupsOf(Object connection) {
            return JdkGroups.of(
                    connection instanceof SSLSocket socket
                            ? socket.getSSLParameters()
                            : ((SSLEngine) connection).getSSLParameters());
        }

        @Override
        List<String> knownGroups() {
            return Stream.concat(NamedGroups.HYBRID.stream(), JdkGroups.CLASSICAL.stream())
                    .toList();
        }

        @Override
        void offerGroup(SSLEngine engine, String group) {
            engine.setSSLParameters(JdkGroups.set(engine.getSSLParameters(), List.of(group)));
        }

        @Override
        void offerSignature(SSLEngine engine, String scheme) {
            engine.setSSLParameters(JdkSignatures.set(engine.getSSLParameters(), scheme));
        }

        @Override
        void resume(SSLSocket first, SSLSocket second) {
            // its session cache finds the session by host and port
        }
    },

    /** Bouncy Castle's TLS, from an instance of our own. */
    BOUNCY_CASTLE {
        @Override
        SSLContext newContext() throws GeneralSecurityException {
            return SSLContext.getInstance("TLS", BouncyCastle.JSSE);
        }

        @Override
        CertPathValidator newPathValidator() throws GeneralSecurityException {
            return CertPathValidator.getInstance("PKIX", BouncyCastle.CRYPTO);
        }

        /** Bouncy Castle signs with Edwards keys of its own make alone; a key that cannot be exported stays as it is. */
        @Override
        PrivateKey adopt(ClientKey client) throws GeneralSecurityException {
            byte[] encoded = client.key().getEncoded();
            return encoded == null ? client.key() : BouncyCastle.privateKey(encoded);
        }

        /** It finds Edwards keys by an algorithm name that the JDK spells otherwise, so the object must be its own. */
        @Override
        X509Certificate adopt(X509Certificate certificate) throws GeneralSecurityException {
            return (X509Certificate) CertificateFactory.getInstance("X.509", BouncyCastle.CRYPTO)
                    .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
        }

        /** An EC key's curve belongs to its type in TLS 1.3. */
        @Override
        Set<String> keyTypes(X509Certificate certificate) {
            PublicKey key = certificate.getPublicKey();
            return key.getAlgorithm().equals("EC")
                    ? Set.of("EC", "EC/" + BouncyCastle.curve(key))
                    : Set.of(key.getAlgorithm());
        }

        @Override
        KeyManager keyManager(ClientKeys keys) {
            return new BouncyCastleKeys(keys);
        }

        @Override
        List<String> requireGroups(List<String> groups) {
            return JdkGroups.exact(groups, BouncyCastle.GROUPS, "leave --groups out for the provider's own choice");
        }

        @Override
        List<String> hybridGroups() {
            return NamedGroups.HYBRID;
        }

        @Override
        List<String> preferredGroups() {
            return BouncyCastle.PREFERRED_GROUPS;
        }

        /** It has ChaCha20 first, which in its hands takes several times as long as AES-GCM in the JDK's. */
        @Override
        Stream<String> bestFirst(Stream<String> suites) {
            return suites.sorted(Comparator.comparing(suite -> suite.contains("CHACHA20")));
        }

        /** It takes signatures on a curve that is among the groups alone (as TLS 1.2 did; in 1.3 they are not related). */
        @Override
        List<String> withSignatures(List<String> groups) {
            return Stream.concat(groups.stream(), BouncyCastle.SIGNATURE_CURVES.stream())
                    .toList();
        }

        @Override
        void setGroups(Object connection, List<String> groups) {
            BouncyCastle.configure(connection, groups);
        }

        @Override
        List<String> groupsOf(Object connection) {
            return BouncyCastle.groupsOf(connection);
        }

        @Override
        List<String> knownGroups() {
            return NamedGroups.all();
        }

        @Override
        void offerGroup(SSLEngine engine, String group) {
            BouncyCastle.offerGroup(engine, group);
        }

        @Override
        void offerSignature(SSLEngine engine, String scheme) {
            BouncyCastle.offerSignature(engine, scheme);
        }

        @Override
        void resume(SSLSocket first, SSLSocket second) {
            BouncyCastle.resume(first, second);
        }
    };

    /**
     * The provider by its short name.
     *
     * @param name {@code jdk} or {@code bc}
     * @return the provider
     * @throws TlsConfigException if it is neither
     */
    public static TlsProvider of(String name) {
        return switch (name) {
            case "jdk" -> JDK;
            case "bc" -> BOUNCY_CASTLE;
            default -> throw new TlsConfigException("\"" + name + "\" is not a provider", "use jdk or bc");
        };
    }

    abstract SSLContext newContext() throws GeneralSecurityException;

    /** A validator of certificate paths by RFC 5280, for certificates in this provider's form. */
    abstract CertPathValidator newPathValidator() throws GeneralSecurityException;

    /**
     * The key in a form that this provider can sign with.
     *
     * @throws TlsConfigException if there is none
     */
    abstract PrivateKey adopt(ClientKey key) throws GeneralSecurityException;

    /** The certificate in a form that this provider can choose by. */
    abstract X509Certificate adopt(X509Certificate certificate) throws GeneralSecurityException;

    /** What this provider calls the type of a certificate's key when it asks a key manager. */
    abstract Set<String> keyTypes(X509Certificate adopted);

    /** The keys in the form that this provider asks. */
    abstract KeyManager keyManager(ClientKeys keys);

    /** The groups as this provider spells them; an error for one that it has not. */
    abstract List<String> requireGroups(List<String> groups);

    /**
     * Every post-quantum group that it has, best first.
     *
     * @throws TlsConfigException if it has none
     */
    abstract List<String> hybridGroups();

    /** What to offer where nobody asked for groups; empty: what the provider chooses itself. */
    abstract List<String> preferredGroups();

    /** The suites of its own choice, in the order in which they are offered. */
    abstract Stream<String> bestFirst(Stream<String> suites);

    /** Hybrid groups, and behind them what this provider must offer to take each signature that is configured. */
    abstract List<String> withSignatures(List<String> groups);

    /** Sets the groups of a socket or engine; an empty list leaves it the provider's own. */
    abstract void setGroups(Object connection, List<String> groups);

    /** The groups that a socket or engine offers; empty if it was never told, and offers the provider's own. */
    abstract List<String> groupsOf(Object connection);

    /** Every group that some version of this provider may have. */
    abstract List<String> knownGroups();

    /** Makes an engine offer one group alone, where this provider can; otherwise it stays as it is. */
    abstract void offerGroup(SSLEngine engine, String group);

    /** The same for signature schemes. */
    abstract void offerSignature(SSLEngine engine, String scheme);

    /** Makes {@code second} offer the session of {@code first} before its handshake. */
    abstract void resume(SSLSocket first, SSLSocket second);
}
