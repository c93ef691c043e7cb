package io.github.tlsclients.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key store that has been opened, from a file or by somebody else. */
final class OpenKeyStore {
    private final KeyStore store;
    private final Password password;
    private final String name;
    private final @Nullable KeyStoreFile again;

    /**
     * A store and what its keys are opened by.
     *
     * @param name what errors call it
     * @param again the file that Bouncy Castle may try where the JDK cannot read a key
     */
    OpenKeyStore(KeyStore store, Password password, String name, @Nullable KeyStoreFile again) {
        this.store = store;
        this.password = password;
        this.name = name;
        this.again = again;
    }

    /** The certificate of every entry, as the JDK itself takes a store for one of roots. */
    List<X509Certificate> certificates() {
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    certificates.add(Certificates.asTheJdks(certificate));
                }
            }
            return certificates;
        } catch (KeyStoreException e) {
            throw new IllegalStateException("a loaded key store lists its entries", e);
        }
    }

    /**
     * A private key with its certificates.
     *
     * @param alias which; null if there is only one
     * @throws TlsConfigException if it is not there, or cannot be opened
     */
    ClientKey key(@Nullable String alias) {
        try {
            String entry = alias == null ? onlyKey() : require(alias);
            if (!(store.getKey(entry, opening()) instanceof PrivateKey key)) {
                throw new TlsConfigException(
                        "\"" + entry + "\" in " + name + " is not a private key", "name an entry that is one");
            }
            List<X509Certificate> chain = new ArrayList<>();
            Certificate[] certificates = store.getCertificateChain(entry);
            for (Certificate certificate : certificates == null ? new Certificate[0] : certificates) {
                chain.add(Certificates.asTheJdks((X509Certificate) certificate));
            }
            return ClientKey.of(PrivateKeys.asTheJdks(key), chain, name);
        } catch (GeneralSecurityException e) {
            if (again != null) {
                return again.openByBouncyCastle(password).key(alias);
            }
            throw new TlsConfigException(
                    "the private key in " + name + " cannot be opened: " + e.getMessage(),
                    password.given() ? "its password must be the store's own" : "give its password",
                    e);
        }
    }

    /** Some stores are surprised by none. */
    private char[] opening() {
        char[] chars = password.chars();
        return chars == null ? new char[0] : chars;
    }

    private String onlyKey() throws KeyStoreException {
        List<String> keys = keys();
        if (keys.size() != 1) {
            throw new TlsConfigException(
                    name + " holds "
                            + (keys.isEmpty() ? "no private key" : keys.size() + " private keys: " + list(keys)),
                    keys.isEmpty() ? "export the key along with its certificate" : "choose one by its alias");
        }
        return keys.get(0);
    }

    private String require(String alias) throws KeyStoreException {
        if (!store.isKeyEntry(alias)) {
            List<String> keys = keys();
            throw new TlsConfigException(
                    name + " holds no private key \"" + alias + "\"",
                    keys.isEmpty() ? "it holds none at all" : "it holds " + list(keys));
        }
        return alias;
    }

    private List<String> keys() throws KeyStoreException {
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys.add(alias);
            }
        }
        Collections.sort(keys);
        return keys;
    }

    private static String list(List<String> aliases) {
        return String.join(", ", aliases);
    }
}
