package io.github.tlsclients.tls;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An {@link Identity} that has been read, and adds up.
 *
 * @param key the private key; it may be one that cannot be exported
 * @param chain the key's own certificate, then each one's issuer as far as they are there
 * @param source what errors call it
 */
record ClientKey(PrivateKey key, List<X509Certificate> chain, String source) {
    /**
     * Puts a key and certificates together, whatever their order. Those that are on no way from the key's certificate up
     * are left out: a server would take them for the chain, and they prove nothing.
     *
     * @throws TlsConfigException if none of them is the key's
     */
    static ClientKey of(PrivateKey key, List<X509Certificate> certificates, String source) {
        if (certificates.isEmpty()) {
            throw new TlsConfigException(source + " holds no certificate", "a client certificate needs its chain");
        }
        List<X509Certificate> chain = chain(leaf(key, certificates, source), certificates);
        return new ClientKey(key, List.copyOf(chain), source);
    }

    /** The certificate that the key was made for. */
    X509Certificate leaf() {
        return chain.get(0);
    }

    @Override
    public String toString() {
        return leaf().getSubjectX500Principal().getName() + " from " + source;
    }

    /** Of several for the same key, as renewals leave behind, the one that is good for longest. */
    private static X509Certificate leaf(PrivateKey key, List<X509Certificate> certificates, String source) {
        try {
            KeyMatch match = new KeyMatch(key);
            Optional<X509Certificate> best = Optional.empty();
            for (X509Certificate certificate : certificates) {
                if (match.fits(certificate)
                        && best.filter(b -> !certificate.getNotAfter().after(b.getNotAfter()))
                                .isEmpty()) {
                    best = Optional.of(certificate);
                }
            }
            return best.orElseThrow(() -> new TlsConfigException(
                    "the private key does not belong to " + source,
                    "use the key that "
                            + certificates.get(0).getSubjectX500Principal().getName() + " was made for"));
        } catch (GeneralSecurityException e) {
            throw new TlsConfigException(
                    "the private key of " + source + " cannot sign: " + e.getMessage(),
                    "a key of a token needs its provider to be registered, and the token to be there",
                    e);
        }
    }

    private static List<X509Certificate> chain(X509Certificate leaf, List<X509Certificate> certificates) {
        List<X509Certificate> left = new ArrayList<>(certificates);
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(leaf);
        while (next.isPresent()) {
            X509Certificate last = next.get();
            chain.add(last);
            left.remove(last);
            next = CertificateNames.selfIssued(last) ? Optional.empty() : issuer(last, left);
        }
        return chain;
    }

    /** A cross certificate goes before a root of the same name and key: the server has its roots, not its crosses. */
    private static Optional<X509Certificate> issuer(X509Certificate certificate, List<X509Certificate> candidates) {
        List<X509Certificate> issuers = candidates.stream()
                .filter(c -> c.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .filter(c -> signed(certificate, c))
                .toList();
        return issuers.stream()
                .filter(c -> !CertificateNames.selfIssued(c))
                .findFirst()
                .or(() -> issuers.stream().findFirst());
    }

    private static boolean signed(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (NoSuchAlgorithmException e) {
            return true; // nobody here can tell; the server will
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
