package io.github.tlsclients.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.BCSSLSocket;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/** Whose TLS is used. Neither choice registers anything with {@link java.security.Security}. */
public enum TlsProvider {
    /** The JDK's own TLS. */
    JDK {
        @Override
        SSLContext newContext() throws GeneralSecurityException {
            return SSLContext.getInstance("TLS");
        }

        @Override
        KeyManagerFactory newKeyManagerFactory() throws GeneralSecurityException {
            // PKIX, not the default SunX509: it picks a key by the issuers and algorithms that the server names
            return KeyManagerFactory.getInstance("PKIX");
        }

        @Override
        KeyStore newKeyStore() throws GeneralSecurityException {
            return KeyStore.getInstance("PKCS12");
        }

        @Override
        PrivateKey adopt(PrivateKey key) {
            return key;
        }

        @Override
        X509Certificate adopt(X509Certificate certificate) {
            return certificate;
        }

        @Override
        List<String> requireGroups(List<String> groups) {
            return JdkGroups.require(groups);
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
        KeyManagerFactory newKeyManagerFactory() throws GeneralSecurityException {
            return KeyManagerFactory.getInstance("PKIX", BouncyCastle.JSSE);
        }

        @Override
        KeyStore newKeyStore() throws GeneralSecurityException {
            return KeyStore.getInstance("PKCS12", BouncyCastle.CRYPTO);
        }

        /** Bouncy Castle signs with Edwards keys of its own make alone; a key that cannot be exported stays as it is. */
        @Override
        PrivateKey adopt(PrivateKey key) throws GeneralSecurityException {
            byte[] encoded = key.getEncoded();
            return encoded == null
                    ? key
                    : KeyFactory.getInstance(key.getAlgorithm(), BouncyCastle.CRYPTO)
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        }

        /** It finds Edwards keys by an algorithm name that the JDK spells otherwise, so the object must be its own. */
        @Override
        X509Certificate adopt(X509Certificate certificate) throws GeneralSecurityException {
            return (X509Certificate) CertificateFactory.getInstance("X.509", BouncyCastle.CRYPTO)
                    .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
        }

        @Override
        List<String> requireGroups(List<String> groups) {
            return JdkGroups.exact(groups, BouncyCastle.GROUPS, "leave --groups out for the provider's own choice");
        }

        @Override
        void setGroups(Object connection, List<String> groups) {
            if (!groups.isEmpty()) {
                BouncyCastle.setGroups(connection, groups.toArray(String[]::new));
            }
        }

        @Override
        List<String> groupsOf(Object connection) {
            return BouncyCastle.groupsOf(connection);
        }

        @Override
        void resume(SSLSocket first, SSLSocket second) {
            ((BCSSLSocket) second).setBCSessionToResume(((BCSSLSocket) first).getBCSession());
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

    abstract KeyManagerFactory newKeyManagerFactory() throws GeneralSecurityException;

    abstract KeyStore newKeyStore() throws GeneralSecurityException;

    /** The key in a form that this provider can sign with. */
    abstract PrivateKey adopt(PrivateKey key) throws GeneralSecurityException;

    /** The certificate in a form that this provider can choose by. */
    abstract X509Certificate adopt(X509Certificate certificate) throws GeneralSecurityException;

    /** The groups as this provider spells them; an error for one that it has not. */
    abstract List<String> requireGroups(List<String> groups);

    /** Sets the groups of a socket or engine; an empty list leaves it the provider's own. */
    abstract void setGroups(Object connection, List<String> groups);

    /** The groups that a socket or engine offers; empty if it was never told, and offers the provider's own. */
    abstract List<String> groupsOf(Object connection);

    /** Makes {@code second} offer the session of {@code first} before its handshake. */
    abstract void resume(SSLSocket first, SSLSocket second);

    /** Loaded at first use, so that nothing of Bouncy Castle is touched on the JDK provider. */
    private static final class BouncyCastle {
        static final Provider CRYPTO = new BouncyCastleProvider();
        static final Provider JSSE = new BouncyCastleJsseProvider(CRYPTO);
        static final List<String> GROUPS = Stream.concat(
                        Stream.of("X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024"),
                        JdkGroups.KNOWN.stream())
                .toList();

        static List<String> groupsOf(Object connection) {
            BCSSLParameters parameters = connection instanceof BCSSLSocket socket
                    ? socket.getParameters()
                    : ((BCSSLEngine) connection).getParameters();
            String[] groups = parameters.getNamedGroups();
            return groups == null ? List.of() : List.of(groups);
        }

        static void setGroups(Object connection, String[] groups) {
            if (connection instanceof BCSSLSocket socket) {
                BCSSLParameters parameters = socket.getParameters();
                parameters.setNamedGroups(groups);
                socket.setParameters(parameters);
            } else if (connection instanceof BCSSLEngine engine) {
                BCSSLParameters parameters = engine.getParameters();
                parameters.setNamedGroups(groups);
                engine.setParameters(parameters);
            }
        }
    }
}
