package io.github.tlsclients.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the client shows when a server asks for a certificate: a private key and its chain, leaf first. */
public final class Identity {
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private Identity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /**
     * A key and its chain, leaf first.
     *
     * @throws TlsConfigException if the key is not the leaf's
     */
    public static Identity of(PrivateKey key, List<X509Certificate> chain) {
        return checked(key, chain, "the client certificate");
    }

    /**
     * A PEM certificate (with its intermediates, leaf first) and an unencrypted PKCS#8 key.
     *
     * @throws TlsConfigException if a file cannot be read, or the key is not the certificate's
     */
    public static Identity pem(Path certificate, Path key) {
        return checked(Pem.privateKey(key), Pem.certificates(certificate), certificate.toString());
    }

    /**
     * The one private key of a PKCS12 or JKS file, with its chain.
     *
     * @throws TlsConfigException if the file cannot be read, the password is wrong, or there is not exactly one key
     */
    public static Identity keyStore(Path file, char[] password) {
        try {
            KeyStore store = KeyStores.load(file, password);
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1) {
                throw new TlsConfigException(
                        file + " holds " + keys.size() + " private keys", "a client key store holds exactly one");
            }
            PrivateKey key = (PrivateKey) store.getKey(keys.get(0), password);
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : store.getCertificateChain(keys.get(0))) {
                chain.add((X509Certificate) certificate);
            }
            return checked(key, chain, file.toString());
        } catch (GeneralSecurityException e) {
            throw new TlsConfigException(
                    "the private key in " + file + " cannot be read", "its password must be the store's own", e);
        }
    }

    /** The private key; it may be one that cannot be exported. */
    public PrivateKey key() {
        return key;
    }

    /** The chain, leaf first. */
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public String toString() {
        return "Identity[" + chain.get(0).getSubjectX500Principal().getName() + "]";
    }

    private static Identity checked(PrivateKey key, List<X509Certificate> chain, String source) {
        if (chain.isEmpty()) {
            throw new TlsConfigException(source + " has no certificate", "a client certificate needs its chain");
        }
        if (!match(key, chain.get(0))) {
            throw new TlsConfigException(
                    "the private key does not belong to " + source,
                    "use the key that the certificate was made for; the leaf certificate comes first");
        }
        return new Identity(key, chain);
    }

    /** Signs with one and verifies with the other, which works for keys that cannot be exported as well. */
    private static boolean match(PrivateKey key, X509Certificate leaf) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] sample = {1, 2, 3, 4};
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(sample);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(leaf.getPublicKey());
            verifier.update(sample);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
