package io.github.tlsclients.session;

import io.github.tlsclients.tls.ServerName;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/**
 * One certificate of a peer's chain, as people read it.
 *
 * @param subject its distinguished name (RFC 2253)
 * @param issuer its issuer's distinguished name
 * @param names DNS names and addresses of the subject alternative name
 * @param key type and size, such as {@code EC 256 bit}
 * @param notBefore first moment of validity
 * @param notAfter last moment of validity
 * @param daysLeft whole days until it expires; negative after that
 * @param sha256 fingerprint of the whole certificate, in hexadecimal
 */
public record PeerCertificate(
        String subject,
        String issuer,
        List<String> names,
        String key,
        Instant notBefore,
        Instant notAfter,
        long daysLeft,
        String sha256) {
    /**
     * Reads a certificate.
     *
     * @param certificate any, trusted or not
     * @return what people want to know of it
     */
    public static PeerCertificate of(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        return new PeerCertificate(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                ServerName.of(certificate),
                key(certificate.getPublicKey()),
                certificate.getNotBefore().toInstant(),
                end,
                ChronoUnit.DAYS.between(Instant.now(), end),
                fingerprint(certificate));
    }

    private static String key(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return "RSA " + rsa.getModulus().bitLength() + " bit";
        }
        if (key instanceof ECPublicKey ec) {
            return "EC " + ec.getParams().getCurve().getField().getFieldSize() + " bit";
        }
        return key instanceof EdECPublicKey edwards ? edwards.getParams().getName() : key.getAlgorithm();
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a parsed certificate has an encoding, and every platform SHA-256", e);
        }
    }
}
