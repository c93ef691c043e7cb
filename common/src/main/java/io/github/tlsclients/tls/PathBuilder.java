package io.github.tlsclients.tls;

import io.github.tlsclients.tls.CertificateRefusedException.Reason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Finds a path from a server's certificate to a trusted root among the certificates that the server sent, in whatever
 * order (RFC 4158). A candidate path is judged by {@link PathRules} as soon as it is complete; one that is refused makes
 * the search go on, so that a good path is found behind any number of bad ones, as far as the limits go.
 */
final class PathBuilder {
    /** No sound server sends more; the JDK's TLS takes ten at most. */
    private static final int MAX_CERTIFICATES = 100;

    private static final int MAX_INTERMEDIATES = 8;
    /** Candidate issuers looked at, and signatures checked, in all: a crafted mesh of certificates has endless paths. */
    private static final int MAX_STEPS = 300;

    private final Collection<X509Certificate> roots;
    private final PathRules rules;
    private final int maxIntermediates;

    PathBuilder(Collection<X509Certificate> roots, PathRules rules) {
        this(roots, rules, MAX_INTERMEDIATES);
    }

    PathBuilder(Collection<X509Certificate> roots, PathRules rules, int maxIntermediates) {
        this.roots = roots;
        this.rules = rules;
        this.maxIntermediates = maxIntermediates;
    }

    /**
     * A good path for the first certificate of the chain.
     *
     * @throws CertificateRefusedException if there is none: with the reason that refused the first complete candidate
     */
    ValidatedPath find(List<X509Certificate> chain, Instant when) throws CertificateRefusedException {
        if (chain.size() > MAX_CERTIFICATES) {
            throw new CertificateRefusedException(
                    Reason.NOT_TRUSTED, "the server sent " + chain.size() + " certificates", chain, null);
        }
        return new Search(chain, when).run();
    }

    private final class Search {
        private final List<X509Certificate> sent;
        private final Instant when;
        private final List<X509Certificate> path = new ArrayList<>();
        private @Nullable CertificateRefusedException firstRefusal;
        private int steps;

        Search(List<X509Certificate> sent, Instant when) {
            this.sent = sent;
            this.when = when;
        }

        ValidatedPath run() throws CertificateRefusedException {
            X509Certificate leaf = sent.get(0);
            ValidatedPath found =
                    roots.contains(leaf) ? judged(new ValidatedPath(List.of(leaf), leaf)) : continued(leaf);
            if (found != null) {
                return found;
            }
            if (firstRefusal != null) {
                throw firstRefusal;
            }
            throw new CertificateRefusedException(Reason.NOT_TRUSTED, untrusted(), sent, null);
        }

        /** A good path that goes on with this certificate, or null. */
        private @Nullable ValidatedPath continued(X509Certificate certificate) {
            path.add(certificate);
            try {
                if (intermediates() > maxIntermediates) {
                    return null;
                }
                for (X509Certificate root : issuers(certificate, roots)) {
                    ValidatedPath found = judged(new ValidatedPath(List.copyOf(path), root));
                    if (found != null) {
                        return found;
                    }
                }
                for (X509Certificate issuer : issuers(certificate, sent)) {
                    ValidatedPath found = passed(issuer) ? null : continued(issuer);
                    if (found != null) {
                        return found;
                    }
                }
                return null;
            } finally {
                path.remove(path.size() - 1);
            }
        }

        /** How many the path has; a CA that signs a key of its own again adds no depth (RFC 5280 4.2.1.9). */
        private long intermediates() {
            return path.stream()
                    .skip(1)
                    .filter(c -> !CertificateNames.selfIssued(c))
                    .count();
        }

        private @Nullable ValidatedPath judged(ValidatedPath candidate) {
            try {
                rules.check(candidate, when);
                return candidate;
            } catch (CertificateRefusedException e) {
                firstRefusal = firstRefusal == null ? e.of(sent) : firstRefusal;
                return null;
            }
        }

        /** The same name and key again is the same issuer, whatever else the certificate says: it leads nowhere new. */
        private boolean passed(X509Certificate issuer) {
            return roots.contains(issuer)
                    || path.stream()
                            .anyMatch(c -> c.getSubjectX500Principal().equals(issuer.getSubjectX500Principal())
                                    && c.getPublicKey().equals(issuer.getPublicKey()));
        }

        private List<X509Certificate> issuers(X509Certificate certificate, Collection<X509Certificate> among) {
            X500Principal name = certificate.getIssuerX500Principal();
            List<X509Certificate> named = new ArrayList<>();
            for (X509Certificate candidate : among) {
                if (candidate.getSubjectX500Principal().equals(name) && steps < MAX_STEPS) {
                    steps++;
                    named.add(candidate);
                }
            }
            // a single one is judged with the whole path, which also tells best what is wrong with it
            if (named.size() > 1) {
                named.removeIf(candidate -> !rules.signed(certificate, candidate));
            }
            return named;
        }

        private String untrusted() {
            X509Certificate last = sent.get(sent.size() - 1);
            X500Principal issuer = last.getIssuerX500Principal();
            return sent.size() == 1 && last.getSubjectX500Principal().equals(issuer)
                    ? "the certificate is self-signed and not trusted: " + issuer.getName()
                    : "the certificate's issuer is not trusted: " + issuer.getName();
        }
    }
}
