package io.github.tlsclients.lab;

import io.github.tlsclients.lab.StatusServer.Fault;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** Makes certificate revocation lists (RFC 5280 section 5), sound and faulty ones. */
final class Crls {
    private static final Duration SLACK = Duration.ofHours(1);
    private static final Duration LONG_AGO = Duration.ofDays(60);
    private static final byte[] NO_LIST = "this is no list".getBytes(StandardCharsets.US_ASCII);

    private Crls() {}

    /** The list of an authority, in DER. */
    static byte[] of(LabCa ca, List<X509Certificate> revoked, Fault fault) {
        Instant now = Instant.now();
        return switch (fault) {
            case NONE -> signed(ca, ca.key(), revoked, now);
            case STALE -> signed(ca, ca.key(), revoked, now.minus(LONG_AGO));
            case WRONG_SIGNER, UNAUTHORIZED_SIGNER -> signed(ca, LabCa.create().key(), revoked, now);
            case OTHER_SUBJECT -> {
                LabCa other = LabCa.create();
                yield signed(other, other.key(), revoked, now);
            }
            case MALFORMED -> NO_LIST.clone();
            case TRY_LATER, SILENT -> throw new IllegalArgumentException(fault + " cannot be put in a list");
        };
    }

    private static byte[] signed(LabCa ca, SigningKey signer, List<X509Certificate> revoked, Instant made) {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(ca.name(), Date.from(made.minus(SLACK)));
        builder.setNextUpdate(Date.from(made.plus(CertificateSpec.LIFETIME)));
        for (X509Certificate certificate : revoked) {
            builder.addCRLEntry(certificate.getSerialNumber(), Date.from(made.minus(SLACK)), CRLReason.keyCompromise);
        }
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(ca.certificate().getPublicKey()));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(made.getEpochSecond())));
            return builder.build(signer.signer("SHA256")).getEncoded();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the lab's CRL cannot be made", e);
        }
    }
}
