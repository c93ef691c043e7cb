package io.github.tlsclients.tls;

import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where an {@link Identity} comes from, and how it is read. */
sealed interface IdentitySource {
    /**
     * Reads it.
     *
     * @param alias which entry of a key store; null if there is only one
     * @throws TlsConfigException if anything is missing, damaged or does not belong together
     */
    ClientKey load(@Nullable String alias);

    /** What is read. */
    Stream<Material> materials();

    /** See {@link Identity#of(PrivateKey, List)}. */
    record Held(PrivateKey key, List<X509Certificate> chain) implements IdentitySource {
        @Override
        public ClientKey load(@Nullable String alias) {
            refuse(alias, "a key in memory");
            List<X509Certificate> certificates =
                    chain.stream().map(Certificates::asTheJdks).toList();
            return ClientKey.of(PrivateKeys.asTheJdks(key), certificates, "the client certificate");
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

    /** See {@link Identity#of(Material, char[])}: key and certificates in one. */
    record Whole(Material material, Password password) implements IdentitySource {
        @Override
        public ClientKey load(@Nullable String alias) {
            Contents contents = Contents.of(material);
            if (contents.store().isPresent()) {
                return contents.store().get().open(password).key(alias);
            }
            refuse(alias, material.name());
            return ClientKey.of(contents.key(password), contents.certificates(password), material.name());
        }

        @Override
        public Stream<Material> materials() {
            return Stream.of(material);
        }

        @Override
        public String toString() {
            return material.name();
        }
    }

    /** See {@link Identity#of(Material, Material, char[])}. */
    record Parts(Material certificate, Material key, Password password) implements IdentitySource {
        @Override
        public ClientKey load(@Nullable String alias) {
            refuse(alias, certificate.name());
            PrivateKey loaded = Contents.of(key).key(password);
            return ClientKey.of(loaded, Contents.of(certificate).certificates(password), certificate.name());
        }

        @Override
        public Stream<Material> materials() {
            return Stream.of(certificate, key);
        }

        @Override
        public String toString() {
            return certificate.equals(key) ? certificate.name() : certificate + " and " + key;
        }
    }

    /** See {@link Identity#keyStore(KeyStore, char[])}. */
    record Opened(KeyStore store, Password password) implements IdentitySource {
        @Override
        public ClientKey load(@Nullable String alias) {
            return new OpenKeyStore(store, password, toString(), null).key(alias);
        }

        @Override
        public Stream<Material> materials() {
            return Stream.empty();
        }

        @Override
        public String toString() {
            return "the " + store.getType() + " key store";
        }
    }

    private static void refuse(@Nullable String alias, String source) {
        if (alias != null) {
            throw new TlsConfigException(
                    "there are no aliases in " + source + ": \"" + alias + "\" is none",
                    "aliases name the entries of a PKCS12 or JKS store");
        }
    }
}
