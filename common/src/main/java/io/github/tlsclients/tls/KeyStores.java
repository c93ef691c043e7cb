package io.github.tlsclients.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;

/** Reads PKCS12 and JKS files; each error names the file. */
final class KeyStores {
    private KeyStores() {}

    static KeyStore load(Path file, char[] password) {
        try (InputStream in = Files.newInputStream(file)) {
            // the JDK's store of this name reads both formats, whatever the file is called
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new TlsConfigException(
                        "the password of " + file + " is wrong", "give the key store's password", e);
            }
            if (e instanceof java.nio.file.FileSystemException) {
                throw Pem.unreadable(file, e);
            }
            throw notAKeyStore(file, e);
        } catch (GeneralSecurityException e) {
            throw notAKeyStore(file, e);
        }
    }

    private static TlsConfigException notAKeyStore(Path file, Exception e) {
        return new TlsConfigException(
                file + " is not a key store that can be read",
                "PKCS12 and JKS are; a PEM file goes to --ca, --cert or --key",
                e);
    }
}
