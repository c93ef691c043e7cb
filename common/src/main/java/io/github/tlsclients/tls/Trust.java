package io.github.tlsclients.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whose word is taken for a server's identity: a set of roots, and pins that narrow it.
 *
 * <p>Roots add up, pins narrow: {@code Trust.platform().and(Trust.pem(companyCa))} accepts what either accepts, and
 * {@code Trust.platform().and(Trust.pins(pin))} accepts only a path that also holds the pinned key.
 */
public sealed interface Trust permits TrustPart {
    /** The operating system's roots where it has a store of its own, the JDK's otherwise. */
    static Trust platform() {
        return TrustPart.Platform.INSTANCE;
    }

    /** The roots that come with the JDK ({@code cacerts}). */
    static Trust jdk() {
        return TrustPart.Jdk.INSTANCE;
    }

    /**
     * Every certificate of a file in PEM, each a root.
     *
     * @param file the file, read when a context is made
     * @return its roots
     */
    static Trust pem(Path file) {
        return of(Material.file(file));
    }

    /**
     * Every certificate of a PKCS12 or JKS file, each a root.
     *
     * @param file the file, read when a context is made
     * @param password what opens it, copied; it may be empty
     * @return its roots
     */
    static Trust keyStore(Path file, char[] password) {
        return of(Material.file(file), password);
    }

    /**
     * Every certificate of a file, a resource or a text in whatever form, each a root.
     *
     * @param material where they come from, read when a context is made
     * @return its roots
     */
    static Trust of(Material material) {
        return new TrustPart.Stored(material, Password.NONE);
    }

    /**
     * Every certificate of a key store, each a root.
     *
     * @param material where they come from, read when a context is made
     * @param password what opens it, copied; it may be empty
     * @return its roots
     */
    static Trust of(Material material, char[] password) {
        return new TrustPart.Stored(material, Password.of(password));
    }

    /** These certificates, each a root. */
    static Trust certificates(X509Certificate... roots) {
        return new TrustPart.Certificates(List.of(roots));
    }

    /**
     * Narrows trust to paths that hold one of these keys, by the SHA-256 of the SubjectPublicKeyInfo (RFC 7469 section
     * 2.4). Pins alone trust nobody: combine them with roots.
     *
     * @param pins each {@code sha256/} and the digest in base64
     * @throws TlsConfigException if a pin has another form
     */
    static Trust pins(String... pins) {
        return new TrustPart.Pins(Stream.of(pins).map(Pin::parse).toList());
    }

    /** Both: the roots of either, narrowed by the pins of either. */
    default Trust and(Trust other) {
        return new TrustPart.Merged(List.of(this, other));
    }
}
