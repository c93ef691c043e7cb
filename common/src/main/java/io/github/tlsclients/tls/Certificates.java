package io.github.tlsclients.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Certificates as people read them. */
final class Certificates {
    private Certificates() {}

    static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    /** Whole days until it expires; negative after that. */
    static long daysLeft(X509Certificate certificate) {
        return ChronoUnit.DAYS.between(Instant.now(), end(certificate));
    }

    /** Whose it is and until when. */
    static String summary(X509Certificate certificate) {
        return subject(certificate) + ", until " + end(certificate) + ", " + daysLeft(certificate) + " days left";
    }
}
