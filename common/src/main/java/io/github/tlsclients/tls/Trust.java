package io.github.tlsclients.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Whose word is taken for a server's identity: a set of roots, and pins that narrow it.
 *
 * <p>Roots add up, pins narrow: {@code Trust.platform().and(Trust.pem(companyCa))} accepts what either accepts, and
 * {@code Trust.platform().and(Trust.pins(pin))} accepts only a path that also holds the pinned key.
 *
 * <p>It is a description. {@link TlsContext#of} and {@link TlsContext#reload()} read the files; one that cannot be read,
 * or holds a certificate that cannot, is an error.
 */
public sealed interface Trust permits TrustPart {
    /**
     * The operating system's roots where it has a store of its own, the JDK's otherwise: the bundle of a Linux
     * distribution, {@code Windows-ROOT}, or the key chain with Apple's roots (before JDK 23 the JDK's in their place). No
     * variable and no system property redirects it.
     *
     * @return its roots, read when a context is made; one that cannot be read is left out
     */
    static Trust platform() {
        return TrustPart.Platform.INSTANCE;
    }

    /**
     * The roots that come with the JDK ({@code cacerts}).
     *
     * @return its roots
     */
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

    /**
     * Certificates that are in memory already, each a root.
     *
     * @param roots the certificates
     * @return these roots
     */
    static Trust certificates(X509Certificate... roots) {
        return new TrustPart.Certificates(List.of(roots));
    }

    /**
     * Narrows trust to paths that hold one of these keys, whatever the host, by the SHA-256 of the SubjectPublicKeyInfo
     * (RFC 7469 section 2.4). Pins alone trust nobody: combine them with roots.
     *
     * @param pins at least one, each {@code sha256/} and the digest in base64
     * @return what narrows; it has no roots
     * @throws TlsConfigException if a pin has another form, or there is none
     */
    static Trust pins(String... pins) {
        return new TrustPart.Pins(Optional.empty(), Pin.parseAll(pins));
    }

    /**
     * Narrows trust for some hosts alone. Where several patterns fit a host, and {@link #pins pins for every host} too,
     * their pins are united: one of them all must be in the path. A host that none fits is not pinned.
     *
     * @param host the name in the server's certificate that the client expects, or its address; {@code *.lab.test} for
     *     one label before a name, {@code **.lab.test} for the name and everything below it
     * @param pins at least one, each {@code sha256/} and the digest in base64
     * @return what narrows; it has no roots
     * @throws TlsConfigException if the host or a pin has another form, or there is no pin
     */
    static Trust pinsFor(String host, String... pins) {
        return new TrustPart.Pins(Optional.of(HostPattern.parse(host)), Pin.parseAll(pins));
    }

    /**
     * Both: the roots of either, narrowed by the pins of either.
     *
     * @param other what is trusted as well
     * @return the two together
     */
    default Trust and(Trust other) {
        return new TrustPart.Merged(List.of(this, other));
    }
}
