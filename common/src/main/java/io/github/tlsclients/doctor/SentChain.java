package io.github.tlsclients.doctor;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificates as a server sent them, put in order: the path from its own up to the last issuer that it sent.
 *
 * @param sent as they came
 * @param path the leaf, its issuer, and so on as far as they were sent; at least the leaf
 */
record SentChain(List<X509Certificate> sent, List<X509Certificate> path) {
    static SentChain of(List<X509Certificate> sent) {
        List<X509Certificate> path = new ArrayList<>(List.of(sent.get(0)));
        for (Optional<X509Certificate> next = above(path, sent); next.isPresent(); next = above(path, sent)) {
            path.add(next.get());
        }
        return new SentChain(List.copyOf(sent), List.copyOf(path));
    }

    X509Certificate leaf() {
        return path.get(0);
    }

    X509Certificate last() {
        return path.get(path.size() - 1);
    }

    /** Whether each certificate certifies the one before it, as RFC 5246 section 7.4.2 demands. */
    boolean inOrder() {
        return path.equals(sent.subList(0, path.size()));
    }

    /** What was sent and leads nowhere. */
    List<X509Certificate> beside() {
        List<X509Certificate> beside = new ArrayList<>(sent);
        path.forEach(beside::remove); // one of each: what is sent twice stays
        return beside;
    }

    boolean selfSigned() {
        return path.size() == 1 && selfIssued(last());
    }

    /** Whether the root itself was sent, which clients have or do not trust (RFC 8446 section 4.4.2). */
    boolean rootSent() {
        return path.size() > 1 && selfIssued(last());
    }

    static boolean selfIssued(X509Certificate certificate) {
        return issued(certificate, certificate);
    }

    static boolean issued(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (NoSuchAlgorithmException e) {
            return true; // this runtime cannot tell: the names must do
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Optional<X509Certificate> above(List<X509Certificate> path, List<X509Certificate> sent) {
        X509Certificate last = path.get(path.size() - 1);
        return sent.stream()
                .filter(candidate -> !path.contains(candidate))
                .filter(candidate -> issued(last, candidate))
                .findFirst();
    }
}
