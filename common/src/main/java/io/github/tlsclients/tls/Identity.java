package io.github.tlsclients.tls;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the client shows when a server asks for a certificate: where a private key and its chain come from.
 *
 * <p>It is a description, immutable and without a secret in its text. {@link TlsContext#of} and
 * {@link TlsContext#reload} read it, and tell of everything that is wrong with it.
 */
public final class Identity {
    private final IdentitySource source;

    private Identity(IdentitySource source) {
        this.source = source;
    }

    /**
     * A key and its chain that are in memory already.
     *
     * @param key the private key; it may be one that cannot be exported
     * @param chain its certificate and the intermediates
     * @return the identity
     */
    public static Identity of(PrivateKey key, List<X509Certificate> chain) {
        return new Identity(new IdentitySource.Held(key, List.copyOf(chain)));
    }

    /**
     * A certificate (with its intermediates) and its private key, in PEM.
     *
     * @param certificate the certificate's file
     * @param key the key's file; it may be the same
     * @return the identity
     */
    public static Identity pem(Path certificate, Path key) {
        return new Identity(new IdentitySource.Files(Material.file(certificate), Material.file(key), Password.NONE));
    }

    /**
     * The one private key of a PKCS12 or JKS file, with its chain.
     *
     * @param file the key store
     * @param password what opens the store and the key, copied
     * @return the identity
     */
    public static Identity keyStore(Path file, char[] password) {
        return new Identity(new IdentitySource.StoreFile(Material.file(file), Password.of(password)));
    }

    /** Everything that is read for it, for whoever watches it or tells of it. */
    Stream<Material> materials() {
        return source.materials();
    }

    /**
     * Reads it.
     *
     * @throws TlsConfigException if anything is missing, damaged or does not belong together
     */
    ClientKey load() {
        return source.load();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identity identity && source.equals(identity.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source);
    }

    @Override
    public String toString() {
        return "Identity[" + source + "]";
    }
}
