package io.github.tlsclients.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
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

    /** The same in words. */
    static String left(long days) {
        return days + (days == 1 ? " day left" : " days left");
    }

    /** Whose it is and until when. */
    static String summary(X509Certificate certificate) {
        return subject(certificate) + ", until " + end(certificate) + ", " + left(daysLeft(certificate));
    }

    /** The same certificate as an object of the JDK's, whose keys its TLS and its path building understand. */
    static X509Certificate asTheJdks(X509Certificate certificate) {
        if (!certificate.getClass().getName().startsWith("org.bouncycastle.")) {
            return certificate;
        }
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
        } catch (CertificateException e) {
            return certificate;
        }
    }
}
