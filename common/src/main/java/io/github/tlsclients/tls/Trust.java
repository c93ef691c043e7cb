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
public sealed interface Trust {
    /** The operating system's roots where it has a store of its own, the JDK's otherwise. */
    static Trust platform() {
        return Platform.INSTANCE;
    }

    /** The roots that come with the JDK ({@code cacerts}). */
    static Trust jdk() {
        return Jdk.INSTANCE;
    }

    /** The certificates of a PEM file, each a root. Read when the context is made. */
    static Trust pem(Path file) {
        return new PemFile(file);
    }

    /** The certificates of a PKCS12 or JKS file, each a root. Read when the context is made. */
    static Trust keyStore(Path file, char[] password) {
        return new KeyStoreFile(file, password.clone());
    }

    /** These certificates, each a root. */
    static Trust certificates(X509Certificate... roots) {
        return new Certificates(List.of(roots));
    }

    /**
     * Narrows trust to paths that hold one of these keys, by the SHA-256 of the SubjectPublicKeyInfo (RFC 7469 section
     * 2.4). Pins alone trust nobody: combine them with roots.
     *
     * @param pins each {@code sha256/} and the digest in base64
     * @throws TlsConfigException if a pin has another form
     */
    static Trust pins(String... pins) {
        return new Pins(Stream.of(pins).map(Pin::parse).toList());
    }

    /** Both: the roots of either, narrowed by the pins of either. */
    default Trust and(Trust other) {
        return new Merged(List.of(this, other));
    }

    /** See {@link Trust#platform()}. */
    enum Platform implements Trust {
        INSTANCE
    }

    /** See {@link Trust#jdk()}. */
    enum Jdk implements Trust {
        INSTANCE
    }

    /** See {@link Trust#pem(Path)}. */
    record PemFile(Path file) implements Trust {}

    /** See {@link Trust#keyStore(Path, char[])}. */
    @SuppressWarnings("ArrayRecordComponent") // a secret is a char[]; nobody compares these
    record KeyStoreFile(Path file, char[] password) implements Trust {
        @Override
        public String toString() {
            return "KeyStoreFile[file=" + file + "]";
        }
    }

    /** See {@link Trust#certificates(X509Certificate...)}. */
    record Certificates(List<X509Certificate> roots) implements Trust {}

    /** See {@link Trust#pins(String...)}. */
    record Pins(List<Pin> pins) implements Trust {}

    /** See {@link Trust#and(Trust)}. */
    record Merged(List<Trust> parts) implements Trust {}
}
