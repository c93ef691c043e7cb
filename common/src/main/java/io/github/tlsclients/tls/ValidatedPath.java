package io.github.tlsclients.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * A path that was found good.
 *
 * @param certificates the server's certificate and the intermediates above it; the root is not among them, unless the
 *     server's certificate is itself trusted
 * @param root the trusted certificate at the end of it
 */
record ValidatedPath(List<X509Certificate> certificates, X509Certificate root) {
    /** Every certificate of the path, the root included. */
    Stream<X509Certificate> all() {
        return Stream.concat(certificates.stream(), Stream.of(root)).distinct();
    }
}
