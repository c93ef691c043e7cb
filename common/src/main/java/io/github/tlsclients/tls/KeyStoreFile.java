package io.github.tlsclients.tls;

import io.github.tlsclients.tls.Der.NotDer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key store as a file holds it: PKCS12 (RFC 7292), JKS or JCEKS, told by its first bytes. */
final class KeyStoreFile {
    /** The forms of a key store. */
    enum Type {
        /** From OpenSSL, Windows, or the JDK. */
        PKCS12,
        /** The JDK's own until version 8. */
        JKS,
        /** The JDK's own, a little stronger. */
        JCEKS;

        /** The form of these bytes, if they are a key store at all. */
        static Optional<Type> of(byte[] bytes) {
            return switch (beginning(bytes)) {
                case 0xfeedfeed -> Optional.of(JKS);
                case 0xcececece -> Optional.of(JCEKS);
                default -> isPkcs12(bytes) ? Optional.of(PKCS12) : Optional.empty();
            };
        }

        private static int beginning(byte[] bytes) {
            return bytes.length < 4 ? 0 : ByteBuffer.wrap(bytes).getInt();
        }

        /** RFC 7292 section 4: version 3, then the content. */
        private static boolean isPkcs12(byte[] bytes) {
            try {
                List<Der> parts = Der.first(bytes).leading(2);
                return parts.size() == 2
                        && parts.get(0).intValue() == 3
                        && parts.get(1).tag() == Der.SEQUENCE;
            } catch (NotDer e) {
                return false;
            }
        }
    }

    private final String name;
    private final byte[] content;
    private final Type type;

    KeyStoreFile(String name, byte[] content, Type type) {
        this.name = name;
        this.content = content;
        this.type = type;
    }

    /**
     * Opens it; by Bouncy Castle if its checksum is one that the JDK does not know.
     *
     * @throws TlsConfigException if the password is wrong, or the store cannot be read
     */
    OpenKeyStore open(Password password) {
        try {
            KeyStore store = load(KeyStore.getInstance(type.name()), password);
            return new OpenKeyStore(store, password, name, type == Type.PKCS12 ? this : null);
        } catch (IOException | GeneralSecurityException e) {
            if (type == Type.PKCS12 && !isAboutThePassword(e)) {
                return openByBouncyCastle(password);
            }
            throw refused(e, password);
        }
    }

    /**
     * Its certificates.
     *
     * @throws TlsConfigException if the password is wrong, or the store cannot be read
     */
    List<X509Certificate> certificates(Password password) {
        List<X509Certificate> entries = open(password).certificates();
        if (!entries.isEmpty() || type != Type.PKCS12) {
            return entries;
        }
        try {
            return new Pkcs12Bags(name, password).certificates(content);
        } catch (NotDer | CertificateException e) {
            throw refused(e, password);
        }
    }

    /** The same store, where the JDK does not know its checksum or its key. */
    OpenKeyStore openByBouncyCastle(Password password) {
        try {
            KeyStore store = load(BouncyCastle.newKeyStore(), password);
            return new OpenKeyStore(store, password, name, null);
        } catch (IOException | GeneralSecurityException e) {
            throw refused(e, password);
        }
    }

    private KeyStore load(KeyStore store, Password password) throws IOException, GeneralSecurityException {
        try {
            store.load(new ByteArrayInputStream(content), opening(password));
            return store;
        } catch (RuntimeException | OutOfMemoryError e) {
            // what providers do with a damaged store; the JDK makes room for as many certificates as a JCEKS says it
            // has
            throw new IOException("it is damaged", e);
        }
    }

    /** Without a password a JKS is read unchecked, as the JDK does; an open PKCS12 has the empty one. */
    private char @Nullable [] opening(Password password) {
        return password.given() ? password.chars() : type == Type.PKCS12 ? new char[0] : null;
    }

    private static boolean isAboutThePassword(Exception e) {
        return e.getCause() instanceof UnrecoverableKeyException
                || String.valueOf(e.getMessage()).contains("wrong password");
    }

    private TlsConfigException refused(Exception e, Password password) {
        if (!isAboutThePassword(e)) {
            return new TlsConfigException(name + " is a key store that cannot be read", "export it again", e);
        }
        return password.given()
                ? new TlsConfigException("the password of " + name + " is wrong", "give the key store's password", e)
                : new TlsConfigException(
                        name + " is encrypted and no password is given", "give the key store's password", e);
    }
}
