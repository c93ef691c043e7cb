package io.github.tlsclients.tls;

import io.github.tlsclients.tls.CertificateRefusedException.Reason;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether the certificates of a good path were revoked. The JDK's checker does it, one certificate at a time: a
 * stapled response first, then the responder that the certificate names, then its CRL. An answer that is stale, or not
 * signed by whom it should be, is no answer.
 */
final class RevocationCheck {
    /** The features of RFC 7633 that a client can see kept: status_request and status_request_v2. */
    private static final Set<Integer> STATUS_FEATURES = Set.of(5, 17);

    private final Revocation mode;
    private final Duration timeout;

    RevocationCheck(Revocation mode, Duration timeout) {
        this.mode = mode;
        this.timeout = timeout;
    }

    /**
     * Checks every certificate of the path below its root.
     *
     * @param path one that is good otherwise
     * @param sent the chain as the server sent it
     * @param staples the OCSP responses that came along, in the order of the chain; may be fewer, or empty ones
     * @throws CertificateRefusedException if one was revoked, or that cannot be found out and has to be
     */
    void check(ValidatedPath path, List<X509Certificate> sent, List<byte[]> staples)
            throws CertificateRefusedException {
        if (mode == Revocation.OFF) {
            return;
        }
        if (demandsStaple(sent.get(0)) && staple(sent.get(0), sent, staples) == null) {
            throw new CertificateRefusedException(
                    Reason.REVOCATION_UNKNOWN,
                    "the certificate demands a stapled OCSP response (RFC 7633), and none was seen",
                    sent,
                    null);
        }
        long begun = System.nanoTime();
        try {
            check(path, sent, staples, begun + patience().toNanos());
        } finally {
            HandshakeWatch.waited(begun);
        }
    }

    /** Where the handshake is a part of something that is timed, half of what is left to that: the server has the rest. */
    private Duration patience() {
        return HandshakeWatch.timeLeft()
                .map(left -> left.dividedBy(2))
                .filter(half -> half.compareTo(timeout) < 0)
                .orElse(timeout);
    }

    private void check(ValidatedPath path, List<X509Certificate> sent, List<byte[]> staples, long deadline)
            throws CertificateRefusedException {
        List<X509Certificate> certificates = path.certificates();
        for (int i = 0; i < certificates.size(); i++) {
            X509Certificate certificate = certificates.get(i);
            X509Certificate issuer = i + 1 < certificates.size() ? certificates.get(i + 1) : path.root();
            if (certificate != path.root()) {
                check(certificate, issuer, sent, staple(certificate, sent, staples), deadline);
            }
        }
    }

    private void check(
            X509Certificate certificate,
            X509Certificate issuer,
            List<X509Certificate> sent,
            byte @Nullable [] staple,
            long deadline)
            throws CertificateRefusedException {
        Exception unanswered = ask(certificate, issuer, staple, deadline);
        if (unanswered == null) {
            return;
        }
        String name = certificate.getSubjectX500Principal().getName();
        if (unanswered instanceof CertPathValidatorException e && e.getReason() == BasicReason.REVOKED) {
            throw new CertificateRefusedException(
                    Reason.REVOKED, "the certificate of " + name + " was revoked by its issuer", sent, e);
        }
        if (mode == Revocation.HARD_FAIL) {
            throw new CertificateRefusedException(
                    Reason.REVOCATION_UNKNOWN,
                    "nobody tells whether the certificate of " + name + " was revoked: " + unanswered.getMessage(),
                    sent,
                    unanswered);
        }
    }

    /** Null if the certificate was not revoked; otherwise the word that it was, or why nobody tells. */
    private static @Nullable Exception ask(
            X509Certificate certificate, X509Certificate issuer, byte @Nullable [] staple, long deadline) {
        FutureTask<@Nullable Void> question = new FutureTask<>(() -> {
            askJdk(certificate, issuer, staple);
            return null;
        });
        // the JDK's own patience with a responder is 15 seconds, and can be changed for the whole JVM alone
        Thread asking = new Thread(question, "tls-revocation");
        asking.setDaemon(true);
        asking.start();
        try {
            question.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            return new TimeoutException("no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new InterruptedException("interrupted while waiting for an answer");
        }
    }

    private static void askJdk(X509Certificate certificate, X509Certificate issuer, byte @Nullable [] staple)
            throws GeneralSecurityException {
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        if (staple != null) {
            checker.setOcspResponses(Map.of(certificate, staple));
        }
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(issuer, null)));
        parameters.addCertPathChecker(checker);
        validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)), parameters);
    }

    private static byte @Nullable [] staple(
            X509Certificate certificate, List<X509Certificate> sent, List<byte[]> staples) {
        int at = sent.indexOf(certificate);
        return at >= 0 && at < staples.size() && staples.get(at).length > 0 ? staples.get(at) : null;
    }

    /** Whether a certificate is good only together with a stapled status (RFC 7633). */
    static boolean demandsStaple(X509Certificate leaf) {
        return Extensions.der(leaf, Extensions.TLS_FEATURE)
                .map(features -> features.children().stream()
                        .anyMatch(feature ->
                                feature.content().length == 1 && STATUS_FEATURES.contains((int) feature.content()[0])))
                .orElse(false);
    }
}
