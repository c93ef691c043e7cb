package io.github.tlsclients.lab;

import io.github.tlsclients.lab.StatusServer.Fault;
import io.github.tlsclients.lab.StatusServer.Status;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/** Makes OCSP responses (RFC 6960), sound and faulty ones. */
final class OcspAnswers {
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration LONG_AGO = Duration.ofDays(30);
    private static final byte[] NO_RESPONSE = "this is no answer".getBytes(StandardCharsets.US_ASCII);

    private OcspAnswers() {}

    /** Tells the status of a certificate by its issuer and its serial number. */
    interface Book {
        Status of(LabCa issuer, BigInteger serial);
    }

    /** The response to a request for any number of certificates. */
    static byte[] to(byte[] request, Collection<LabCa> authorities, Book book, Fault fault) throws IOException {
        OCSPReq parsed;
        try {
            parsed = new OCSPReq(request);
        } catch (IOException e) {
            return refusal(OCSPRespBuilder.MALFORMED_REQUEST);
        }
        Req[] questions = parsed.getRequestList();
        for (LabCa ca : authorities) {
            if (questions.length == 1 && isAbout(questions[0].getCertID(), ca)) {
                CertificateID id = questions[0].getCertID();
                return response(
                        ca,
                        id,
                        book.of(ca, id.getSerialNumber()),
                        fault,
                        parsed.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce));
            }
        }
        return refusal(OCSPRespBuilder.UNAUTHORIZED);
    }

    /** A response that nobody asked for, to staple. */
    static byte[] about(LabCa ca, BigInteger serial, Status status, Fault fault) {
        try {
            return response(ca, idOf(ca, serial), status, fault, null);
        } catch (IOException e) {
            throw new IllegalStateException("the lab's OCSP response cannot be made", e);
        }
    }

    private static byte[] response(LabCa ca, CertificateID id, Status status, Fault fault, @Nullable Extension nonce)
            throws IOException {
        return switch (fault) {
            case NONE -> signed(ca, id, status, Instant.now(), nonce, ca.key(), List.of());
            case TRY_LATER -> refusal(OCSPRespBuilder.TRY_LATER);
            case MALFORMED -> NO_RESPONSE.clone();
            case STALE -> signed(ca, id, status, Instant.now().minus(LONG_AGO), nonce, ca.key(), List.of());
            case WRONG_SIGNER -> {
                LabCa stranger = LabCa.create();
                yield signed(ca, id, status, Instant.now(), nonce, stranger.key(), List.of(stranger.certificate()));
            }
            case UNAUTHORIZED_SIGNER -> {
                CertificateSpec leaf = CertificateSpec.server("www.lab.test");
                SigningKey key = SigningKey.generate(leaf);
                yield signed(ca, id, status, Instant.now(), nonce, key, List.of(ca.sign(leaf, key)));
            }
            case OTHER_SUBJECT ->
                signed(
                        ca,
                        idOf(ca, id.getSerialNumber().add(BigInteger.ONE)),
                        status,
                        Instant.now(),
                        nonce,
                        ca.key(),
                        List.of());
            case SILENT -> throw new IllegalArgumentException("silence cannot be put in bytes");
        };
    }

    private static byte[] signed(
            LabCa ca,
            CertificateID id,
            Status status,
            Instant produced,
            @Nullable Extension nonce,
            SigningKey signer,
            List<X509Certificate> signerChain)
            throws IOException {
        try {
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(
                    SubjectPublicKeyInfo.getInstance(signer.publicKey().getEncoded()),
                    digests().get(CertificateID.HASH_SHA1));
            builder.addResponse(
                    id,
                    toBouncyCastle(status),
                    Date.from(produced.minus(FRESH)),
                    Date.from(produced.plus(FRESH)),
                    null);
            if (nonce != null) {
                builder.setResponseExtensions(new Extensions(nonce));
            }
            X509CertificateHolder[] chain = new X509CertificateHolder[signerChain.size()];
            for (int i = 0; i < chain.length; i++) {
                chain[i] = new JcaX509CertificateHolder(signerChain.get(i));
            }
            return new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            builder.build(signer.signer("SHA256"), chain, Date.from(produced)))
                    .getEncoded();
        } catch (OCSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("the lab's OCSP response cannot be signed", e);
        }
    }

    private static byte[] refusal(int status) throws IOException {
        try {
            OCSPResp response = new OCSPRespBuilder().build(status, null);
            return response.getEncoded();
        } catch (OCSPException e) {
            throw new IllegalStateException("an OCSP refusal has no content", e);
        }
    }

    private static @Nullable CertificateStatus toBouncyCastle(Status status) {
        return switch (status) {
            case GOOD -> CertificateStatus.GOOD;
            case REVOKED -> new RevokedStatus(Date.from(Instant.now().minus(FRESH)), CRLReason.keyCompromise);
            case UNKNOWN -> new UnknownStatus();
        };
    }

    private static boolean isAbout(CertificateID id, LabCa ca) {
        try {
            return id.matchesIssuer(new JcaX509CertificateHolder(ca.certificate()), digests());
        } catch (OCSPException | GeneralSecurityException e) {
            return false; // hashed by an algorithm that nobody here has
        }
    }

    private static CertificateID idOf(LabCa ca, BigInteger serial) {
        try {
            return new CertificateID(
                    digests().get(CertificateID.HASH_SHA1), new JcaX509CertificateHolder(ca.certificate()), serial);
        } catch (OCSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("the lab's root has a name and a key", e);
        }
    }

    private static DigestCalculatorProvider digests() {
        try {
            return new JcaDigestCalculatorProviderBuilder().build();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
