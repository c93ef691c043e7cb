package io.github.tlsclients.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Where an {@link Identity} comes from, and how it is read. */
sealed interface IdentitySource {
    /**
     * Reads it.
     *
     * @throws TlsConfigException if anything is missing, damaged or does not belong together
     */
    ClientKey load();

    /** What is read. */
    Stream<Material> materials();

    /** See {@link Identity#of(PrivateKey, List)}. */
    record Held(PrivateKey key, List<X509Certificate> chain) implements IdentitySource {
        @Override
        public ClientKey load() {
            return checked(key, chain, "the client certificate");
        }

        @Override
        public Stream<Material> materials() {
            return Stream.empty();
        }

        @Override
        public String toString() {
            return chain.isEmpty()
                    ? "no certificate"
                    : chain.get(0).getSubjectX500Principal().getName();
        }
    }

    /** See {@link Identity#pem}. */
    record Files(Material certificate, Material key, Password password) implements IdentitySource {
        @Override
        public ClientKey load() {
            return checked(Pem.privateKey(key), Pem.certificates(certificate), certificate.name());
        }

        @Override
        public Stream<Material> materials() {
            return Stream.of(certificate, key).distinct();
        }

        @Override
        public String toString() {
            return certificate.equals(key) ? certificate.name() : certificate + " and " + key;
        }
    }

    /** See {@link Identity#keyStore}. */
    record StoreFile(Material file, Password password) implements IdentitySource {
        @Override
        public ClientKey load() {
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
                PrivateKey key = (PrivateKey) store.getKey(keys.get(0), password.chars());
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

        @Override
        public Stream<Material> materials() {
            return Stream.of(file);
        }

        @Override
        public String toString() {
            return file.name();
        }
    }

    private static ClientKey checked(PrivateKey key, List<X509Certificate> chain, String source) {
        if (chain.isEmpty()) {
            throw new TlsConfigException(source + " has no certificate", "a client certificate needs its chain");
        }
        if (!match(key, chain.get(0))) {
            throw new TlsConfigException(
                    "the private key does not belong to " + source,
                    "use the key that the certificate was made for; the leaf certificate comes first");
        }
        return new ClientKey(key, List.copyOf(chain), source);
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
