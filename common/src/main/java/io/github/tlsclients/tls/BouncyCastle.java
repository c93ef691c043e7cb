package io.github.tlsclients.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.jcajce.util.JcaJceHelper;
import org.bouncycastle.jcajce.util.ProviderJcaJceHelper;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.BCSSLSocket;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/** Everything of Bouncy Castle's that is used, loaded at first use: on the JDK's provider nothing of it is touched. */
final class BouncyCastle {
    static final Provider CRYPTO = new BouncyCastleProvider();
    static final Provider JSSE = new BouncyCastleJsseProvider(
            false, new FasterCrypto(new FasterCiphers(CRYPTO)).setAlternateProvider(new RegisteredSignatures()));
    static final List<String> GROUPS = Stream.concat(NamedGroups.HYBRID.stream(), JdkGroups.CLASSICAL.stream())
            .toList();

    /** Its own choice in another order: it has the hybrid one last, and then each server asks for a second ClientHello. */
    static final List<String> PREFERRED_GROUPS = List.of(
            "X25519MLKEM768",
            "x25519",
            "secp256r1",
            "secp384r1",
            "secp521r1",
            "x448",
            "ffdhe2048",
            "ffdhe3072",
            "ffdhe4096");

    /** Its own choice, with ML-DSA (FIPS 204) behind it and without MD5, SHA-1, SHA-224 and DSA. */
    private static final String[] SIGNATURE_SCHEMES = {
        "ed25519",
        "ed448",
        "ecdsa_secp256r1_sha256",
        "ecdsa_secp384r1_sha384",
        "ecdsa_secp521r1_sha512",
        "rsa_pss_pss_sha256",
        "rsa_pss_pss_sha384",
        "rsa_pss_pss_sha512",
        "rsa_pss_rsae_sha256",
        "rsa_pss_rsae_sha384",
        "rsa_pss_rsae_sha512",
        "rsa_pkcs1_sha256",
        "rsa_pkcs1_sha384",
        "rsa_pkcs1_sha512",
        "mldsa44",
        "mldsa65",
        "mldsa87"
    };

    /** Those that may be on certificates: a weak one is to be shown, so that it can be refused by its name. */
    private static final String[] SIGNATURE_SCHEMES_OF_CERTIFICATES = Stream.concat(
                    Stream.of(SIGNATURE_SCHEMES), Stream.of("ecdsa_sha1", "rsa_pkcs1_sha1"))
            .toArray(String[]::new);

    private static final Map<String, String> CURVES = Map.of(
            "1.2.840.10045.3.1.7", "secp256r1",
            "1.3.132.0.34", "secp384r1",
            "1.3.132.0.35", "secp521r1");

    /** Those that signatures are made on. */
    static final List<String> SIGNATURE_CURVES = List.of("secp256r1", "secp384r1", "secp521r1");

    private BouncyCastle() {}

    static void resume(SSLSocket first, SSLSocket second) {
        ((BCSSLSocket) second).setBCSessionToResume(((BCSSLSocket) first).getBCSession());
    }

    /** A PKCS#8 key of any type that Bouncy Castle has. */
    static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        try {
            PrivateKey key = BouncyCastleProvider.getPrivateKey(PrivateKeyInfo.getInstance(pkcs8));
            if (key != null) {
                return key;
            }
        } catch (IOException | RuntimeException e) { // a NullPointerException where the curve is unknown
            throw new InvalidKeyException("it is damaged", e);
        }
        throw new InvalidKeyException("it is of an unknown type");
    }

    static byte[] scrypt(byte[] secret, byte[] salt, int cost, int blockSize, int parallel, int keyLength) {
        return SCrypt.generate(secret, salt, cost, blockSize, parallel, keyLength);
    }

    static KeyStore newKeyStore() throws GeneralSecurityException {
        return KeyStore.getInstance("PKCS12", CRYPTO);
    }

    /** The curve of an EC key as TLS names it, or its object identifier. */
    static String curve(PublicKey key) {
        Der algorithm = Der.of(key.getEncoded()).child(0, Der.SEQUENCE);
        String oid = algorithm.child(1, Der.OBJECT_IDENTIFIER).oid();
        return CURVES.getOrDefault(oid, oid);
    }

    static List<String> groupsOf(Object connection) {
        BCSSLParameters parameters = connection instanceof BCSSLSocket socket
                ? socket.getParameters()
                : ((BCSSLEngine) connection).getParameters();
        String[] groups = parameters.getNamedGroups();
        return groups == null ? List.of() : List.of(groups);
    }

    static void configure(Object connection, List<String> groups) {
        if (connection instanceof BCSSLSocket socket) {
            BCSSLParameters parameters = socket.getParameters();
            configure(parameters, groups);
            socket.setParameters(parameters);
        } else if (connection instanceof BCSSLEngine engine) {
            BCSSLParameters parameters = engine.getParameters();
            configure(parameters, groups);
            engine.setParameters(parameters);
        }
    }

    static void offerGroup(SSLEngine engine, String group) {
        BCSSLParameters parameters = ((BCSSLEngine) engine).getParameters();
        parameters.setNamedGroups(new String[] {group});
        ((BCSSLEngine) engine).setParameters(parameters);
    }

    static void offerSignature(SSLEngine engine, String scheme) {
        BCSSLParameters parameters = ((BCSSLEngine) engine).getParameters();
        parameters.setSignatureSchemes(new String[] {scheme});
        ((BCSSLEngine) engine).setParameters(parameters);
    }

    private static void configure(BCSSLParameters parameters, List<String> groups) {
        parameters.setSignatureSchemes(SIGNATURE_SCHEMES.clone());
        parameters.setSignatureSchemesCert(SIGNATURE_SCHEMES_OF_CERTIFICATES.clone());
        if (!groups.isEmpty()) {
            parameters.setNamedGroups(groups.toArray(String[]::new));
            parameters.setEarlyKeyShares(keyShares(groups));
        }
    }

    /** For the best group, and behind a hybrid one for x25519, as browsers do: most servers take either. */
    private static String[] keyShares(List<String> groups) {
        boolean both = NamedGroups.isHybrid(groups.get(0)) && groups.contains("x25519");
        return both ? new String[] {groups.get(0), "x25519"} : new String[] {groups.get(0)};
    }

    /** Its own algorithms in all but what {@link FasterCiphers} has a faster one of. */
    private static final class FasterCrypto extends JcaTlsCryptoProvider {
        private final JcaJceHelper algorithms;

        FasterCrypto(JcaJceHelper algorithms) {
            this.algorithms = algorithms;
        }

        @Override
        public JcaJceHelper getHelper() {
            return algorithms;
        }
    }

    /**
     * Takes AES-GCM, which nearly all connections are protected by, from the JDK: its own runs as processor instructions.
     * Nothing is faster for ChaCha20-Poly1305, which Bouncy Castle puts together from parts that the JDK has not got.
     */
    static final class FasterCiphers extends ProviderJcaJceHelper {
        FasterCiphers(Provider otherwise) {
            super(otherwise);
        }

        @Override
        public Cipher createCipher(String transformation) throws NoSuchAlgorithmException, NoSuchPaddingException {
            if (transformation.equals("AES/GCM/NoPadding")) {
                try {
                    return Cipher.getInstance(transformation, "SunJCE");
                } catch (NoSuchProviderException e) {
                    return super.createCipher(transformation); // not every JDK has it under that name
                }
            }
            return super.createCipher(transformation);
        }
    }
}
