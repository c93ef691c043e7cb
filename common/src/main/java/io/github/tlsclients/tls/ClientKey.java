package io.github.tlsclients.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * An {@link Identity} that has been read.
 *
 * @param key the private key; it may be one that cannot be exported
 * @param chain the certificates, the key's own first
 * @param source what errors call it
 */
record ClientKey(PrivateKey key, List<X509Certificate> chain, String source) {
    /** The certificate that the key was made for. */
    X509Certificate leaf() {
        return chain.get(0);
    }

    @Override
    public String toString() {
        return leaf().getSubjectX500Principal().getName() + " from " + source;
    }
}
