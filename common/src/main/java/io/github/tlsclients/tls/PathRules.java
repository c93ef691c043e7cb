package io.github.tlsclients.tls;

import io.github.tlsclients.tls.CertificateRefusedException.Reason;
import io.github.tlsclients.tls.Verification.Rule;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Judges a complete path: dates, then the {@link Verification} rules, then all that the JDK's PKIX checks (RFC 5280
 * section 6): signatures, name chaining, constraints, policies, critical extensions, disabled algorithms.
 */
final class PathRules {
    private final Verification verification;
    private final TlsProvider provider;

    PathRules(TlsConfig config) {
        this.verification = config.verification();
        this.provider = config.provider();
    }

    /** Whether the one signed the other. */
    boolean signed(X509Certificate certificate, X509Certificate issuer) {
        try {
            provider.adopt(certificate).verify(provider.adopt(issuer).getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** @throws CertificateRefusedException if the path is not good at this time */
    void check(ValidatedPath path, Instant when) throws CertificateRefusedException {
        try {
            checkDates(path, when.truncatedTo(ChronoUnit.SECONDS)); // the dates of certificates are whole seconds
            checkRules(path);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw refused(Reason.WRONG_USAGE, "an extension cannot be read", path, e);
        }
        checkPkix(path, when);
    }

    private void checkDates(ValidatedPath path, Instant when) throws CertificateRefusedException {
        for (X509Certificate certificate : path.certificates()) {
            String whose = certificate == path.certificates().get(0) ? "the certificate" : "an issuer's certificate";
            checkDates(certificate, whose, path, when);
        }
        if (verification.holds(Rule.CURRENT_ROOTS)) {
            checkDates(path.root(), "the root's certificate", path, when);
        }
    }

    private static void checkDates(X509Certificate certificate, String whose, ValidatedPath path, Instant when)
            throws CertificateRefusedException {
        Instant end = certificate.getNotAfter().toInstant();
        Instant start = certificate.getNotBefore().toInstant();
        if (when.isAfter(end)) {
            throw refused(Reason.EXPIRED, whose + " expired on " + end, path, null);
        }
        if (when.isBefore(start)) {
            throw refused(Reason.NOT_YET_VALID, whose + " is not valid before " + start, path, null);
        }
    }

    private void checkRules(ValidatedPath path) throws CertificateRefusedException {
        for (Rule rule : verification.rules()) {
            String broken = RuleChecks.broken(rule, path);
            if (broken != null) {
                Reason reason =
                        rule == Rule.STRONG_KEYS || rule == Rule.STRONG_SIGNATURES ? Reason.WEAK : Reason.WRONG_USAGE;
                throw refused(reason, broken + " (rule " + rule.text() + ")", path, null);
            }
        }
    }

    private void checkPkix(ValidatedPath path, Instant when) throws CertificateRefusedException {
        List<X509Certificate> below =
                path.certificates().stream().filter(c -> c != path.root()).toList();
        if (below.isEmpty()) {
            return; // the server's certificate is itself trusted
        }
        try {
            // the JDK's unless only the configuration's provider knows the keys
            boolean postQuantum = path.all().anyMatch(certificate -> Strength.isMlDsa(certificate.getPublicKey()));
            TlsProvider checker = postQuantum ? provider : TlsProvider.JDK;
            List<X509Certificate> adopted = new ArrayList<>();
            for (X509Certificate certificate : below) {
                adopted.add(checker.adopt(certificate));
            }
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(checker.adopt(path.root()), null)));
            parameters.setRevocationEnabled(false); // asked afterwards, of the one path that is good
            parameters.setDate(Date.from(when.truncatedTo(ChronoUnit.SECONDS)));
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            checker.newPathValidator().validate(factory.generateCertPath(adopted), parameters);
        } catch (CertPathValidatorException e) {
            throw explained(e, path);
        } catch (GeneralSecurityException | UnsupportedOperationException e) {
            // the latter is the JDK's word for constraints on kinds of names that it does not know
            throw refused(Reason.NOT_TRUSTED, "the path cannot be checked: " + e.getMessage(), path, e);
        }
    }

    private static CertificateRefusedException explained(CertPathValidatorException e, ValidatedPath path) {
        if (e.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
            return refused(Reason.WEAK, "the certificate chain is too weak: " + e.getMessage(), path, e);
        }
        if (e.getReason() == BasicReason.INVALID_SIGNATURE) {
            String issuer = issuerOf(e.getIndex(), path).getName();
            return refused(
                    Reason.NOT_TRUSTED, "the certificate was not signed by the trusted key of " + issuer, path, e);
        }
        return refused(Reason.WRONG_USAGE, "the certificate chain breaks RFC 5280: " + e.getMessage(), path, e);
    }

    private static X500Principal issuerOf(int index, ValidatedPath path) {
        int known = Math.max(0, Math.min(index, path.certificates().size() - 1));
        return path.certificates().get(known).getIssuerX500Principal();
    }

    private static CertificateRefusedException refused(
            Reason reason, String message, ValidatedPath path, @Nullable Throwable cause) {
        return new CertificateRefusedException(reason, message, path.certificates(), cause);
    }
}
