package io.github.tlsclients.tls;

import java.util.List;

/**
 * What the TLS of this runtime has, what of it our default configuration offers, and why the rest is not offered.
 *
 * <p>Nothing is taken from a manual: each line was found out by letting the provider write a ClientHello, since its lists
 * tell neither what it would really send nor what it refuses to. The order is best first.
 *
 * @param provider whose TLS
 * @param implementation its name and version, such as {@code SunJSSE 17}
 * @param java the runtime's version, such as {@code 17.0.15}
 * @param protocols the versions of TLS
 * @param cipherSuites by their names of the IANA registry; signals that are listed among them (RFC 5746) are left out
 * @param groups for the key exchange
 * @param signatureSchemes that a server may sign handshakes with
 */
public record Features(
        TlsProvider provider,
        String implementation,
        String java,
        List<Feature> protocols,
        List<Feature> cipherSuites,
        List<Feature> groups,
        List<Feature> signatureSchemes) {
    /**
     * Keeps copies of the lists.
     *
     * @param provider see above
     * @param implementation see above
     * @param java see above
     * @param protocols see above
     * @param cipherSuites see above
     * @param groups see above
     * @param signatureSchemes see above
     */
    public Features {
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
        groups = List.copyOf(groups);
        signatureSchemes = List.copyOf(signatureSchemes);
    }

    /**
     * Asks a provider. It takes a second with Bouncy Castle, much less with the JDK, for which nothing of Bouncy Castle's
     * is loaded.
     *
     * @param provider whose TLS
     * @return all that it has
     */
    public static Features of(TlsProvider provider) {
        return new FeatureReader(provider).read();
    }
}
