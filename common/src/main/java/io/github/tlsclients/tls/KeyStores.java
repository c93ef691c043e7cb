package io.github.tlsclients.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;

/** Reads PKCS12 and JKS files; each error names the file. */
final class KeyStores {
    private KeyStores() {}

    static KeyStore load(Material file, Password password) {
        byte[] content = file.read();
        try {
            // the JDK's store of this name reads both formats, whatever the file is called
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password.chars());
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new TlsConfigException(
                        "the password of " + file + " is wrong", "give the key store's password", e);
            }
            throw notAKeyStore(file, e);
        } catch (GeneralSecurityException e) {
            throw notAKeyStore(file, e);
        }
    }

    private static TlsConfigException notAKeyStore(Material file, Exception e) {
        return new TlsConfigException(
                file + " is not a key store that can be read",
                "PKCS12 and JKS are; a PEM file goes to --ca, --cert or --key",
                e);
    }
}
