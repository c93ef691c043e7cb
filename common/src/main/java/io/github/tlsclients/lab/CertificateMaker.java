package io.github.tlsclients.lab;

import io.github.tlsclients.lab.CertificateSpec.StatusSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** Turns a {@link CertificateSpec} into a certificate. */
final class CertificateMaker {
    /** The extension by which a certificate demands TLS features (RFC 7633 section 4.1). */
    private static final ASN1ObjectIdentifier TLS_FEATURE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");
    /** The TLS extension that asks for a staple (RFC 6066 section 8). */
    private static final int STATUS_REQUEST = 5;
    /** The common name's upper bound (RFC 5280 appendix A.1). */
    private static final int LONGEST_COMMON_NAME = 64;

    private static final SecureRandom RANDOM = new SecureRandom();

    private CertificateMaker() {}

    /** Who issues: a name, a key, and where its certificates' status can be asked. */
    record Issuer(X500Name name, SigningKey key, Map<StatusSource, URI> statusAt) {}

    static X509Certificate make(CertificateSpec spec, PublicKey subject, Issuer issuer) {
        try {
            X509CertificateHolder made =
                    spec.versionOne ? versionOne(spec, subject, issuer) : versionThree(spec, subject, issuer);
            return parse(made.getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the lab's certificate for " + spec.commonName + " cannot be made", e);
        }
    }

    static X500Name name(CertificateSpec spec) {
        // a longer one may stand in the subject alternative name alone
        boolean fits = !spec.commonName.isEmpty() && spec.commonName.length() <= LONGEST_COMMON_NAME;
        X500NameBuilder name = new X500NameBuilder();
        return fits ? name.addRDN(BCStyle.CN, spec.commonName).build() : name.build();
    }

    private static X509CertificateHolder versionOne(CertificateSpec spec, PublicKey subject, Issuer issuer) {
        return new X509v1CertificateBuilder(
                        issuer.name(),
                        serial(),
                        Date.from(spec.notBefore),
                        Date.from(spec.notAfter),
                        name(spec),
                        SubjectPublicKeyInfo.getInstance(subject.getEncoded()))
                .build(issuer.key().signer(spec.digest));
    }

    private static X509CertificateHolder versionThree(CertificateSpec spec, PublicKey subject, Issuer issuer)
            throws IOException, GeneralSecurityException {
        X500Name name = name(spec);
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer.name(),
                serial(),
                Date.from(spec.notBefore),
                Date.from(spec.notAfter),
                name,
                SubjectPublicKeyInfo.getInstance(subject.getEncoded()));
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, basicConstraints(spec));
        if (!spec.uses.isEmpty()) {
            int bits = spec.uses.stream().mapToInt(use -> use.bit).reduce(0, (a, b) -> a | b);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(bits));
        }
        if (!spec.purposes.isEmpty()) {
            builder.addExtension(Extension.extendedKeyUsage, false, extendedKeyUsage(spec));
        }
        builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(subject));
        if (!issuer.key().publicKey().equals(subject)) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issuer.key().publicKey()));
        }
        if (!spec.names.isEmpty()) {
            // critical where it is the only name there is (RFC 5280 section 4.2.1.6)
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    name.getRDNs().length == 0,
                    new GeneralNames(spec.names.stream()
                            .map(CertificateMaker::generalName)
                            .toArray(GeneralName[]::new)));
        }
        if (!spec.permitted.isEmpty() || !spec.excluded.isEmpty()) {
            builder.addExtension(
                    Extension.nameConstraints,
                    true,
                    new NameConstraints(subtrees(spec.permitted), subtrees(spec.excluded)));
        }
        addStatus(builder, spec, issuer);
        String unknown = spec.criticalExtension;
        if (unknown != null) {
            builder.addExtension(new ASN1ObjectIdentifier(unknown), true, DERNull.INSTANCE);
        }
        return builder.build(issuer.key().signer(spec.digest));
    }

    private static void addStatus(X509v3CertificateBuilder builder, CertificateSpec spec, Issuer issuer)
            throws IOException {
        List<AccessDescription> access = new ArrayList<>();
        URI ocsp = issuer.statusAt().get(StatusSource.OCSP);
        if (ocsp != null && spec.statusSources.contains(StatusSource.OCSP)) {
            access.add(new AccessDescription(AccessDescription.id_ad_ocsp, uri(ocsp)));
        }
        URI issuerAt = spec.issuerAt;
        if (issuerAt != null) {
            access.add(new AccessDescription(AccessDescription.id_ad_caIssuers, uri(issuerAt)));
        }
        if (!access.isEmpty()) {
            builder.addExtension(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(access.toArray(AccessDescription[]::new)));
        }
        URI crl = issuer.statusAt().get(StatusSource.CRL);
        if (crl != null && spec.statusSources.contains(StatusSource.CRL)) {
            DistributionPoint point =
                    new DistributionPoint(new DistributionPointName(new GeneralNames(uri(crl))), null, null);
            builder.addExtension(
                    Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {point}));
        }
        if (spec.mustStaple) {
            builder.addExtension(TLS_FEATURE, false, new DERSequence(new ASN1Integer(STATUS_REQUEST)));
        }
    }

    private static BasicConstraints basicConstraints(CertificateSpec spec) {
        return spec.authority && spec.pathLength.isPresent()
                ? new BasicConstraints(spec.pathLength.getAsInt())
                : new BasicConstraints(spec.authority);
    }

    private static ExtendedKeyUsage extendedKeyUsage(CertificateSpec spec) {
        return new ExtendedKeyUsage(spec.purposes.stream()
                .sorted()
                .map(purpose -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose.oid)))
                .toArray(KeyPurposeId[]::new));
    }

    private static GeneralSubtree[] subtrees(List<String> names) {
        return names.stream().map(name -> new GeneralSubtree(generalName(name))).toArray(GeneralSubtree[]::new);
    }

    /** An address, with a mask or without, where it looks like one; a DNS name otherwise. */
    private static GeneralName generalName(String name) {
        String address = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
        return new GeneralName(isAddress(address) ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    static boolean isAddress(String name) {
        return name.contains(":") || Stream.of(name.split("\\.")).allMatch(part -> part.matches("\\d{1,3}"));
    }

    private static GeneralName uri(URI uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri.toString());
    }

    /** Positive, of 16 bytes: within the 20 of RFC 5280 section 4.1.2.2. */
    private static BigInteger serial() {
        return new BigInteger(127, RANDOM).setBit(126);
    }

    static X509Certificate parse(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
