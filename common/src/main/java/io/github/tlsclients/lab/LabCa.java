package io.github.tlsclients.lab;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A throwaway certificate authority: a root that lives for a month, whose key never leaves this process. */
public final class LabCa {
    private static final Duration LIFETIME = Duration.ofDays(30);
    /** Clocks of containers and hosts differ a little. */
    private static final Duration SLACK = Duration.ofHours(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    private LabCa(X500Name name, KeyPair keys, X509Certificate certificate) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
    }

    /** The type of a leaf's key. */
    public enum KeyType {
        /** EC on P-256. */
        EC,
        /** RSA with 2048 bits. */
        RSA,
        /** Ed25519. */
        ED25519
    }

    /**
     * What a leaf certificate is to be like.
     *
     * @param names DNS names and IP addresses; the first is the common name as well
     * @param key its key's type
     * @param notBefore first moment of validity
     * @param notAfter last moment of validity
     * @param forServer for a server if true, for a client otherwise
     */
    public record Leaf(List<String> names, KeyType key, Instant notBefore, Instant notAfter, boolean forServer) {
        /** A server's certificate with an EC key, valid now. */
        public static Leaf server(String... names) {
            Instant now = Instant.now();
            return new Leaf(List.of(names), KeyType.EC, now.minus(SLACK), now.plus(LIFETIME), true);
        }

        /** A client's certificate with an EC key, valid now. */
        public static Leaf client(String name) {
            Leaf server = server(name);
            return new Leaf(server.names, server.key, server.notBefore, server.notAfter, false);
        }

        /** The same with another key type. */
        public Leaf with(KeyType type) {
            return new Leaf(names, type, notBefore, notAfter, forServer);
        }

        /** The same with other dates. */
        public Leaf valid(Instant from, Instant to) {
            return new Leaf(names, key, from, to, forServer);
        }
    }

    /** A new authority that nobody trusts yet. */
    public static LabCa create() {
        KeyPair keys = newKeys(KeyType.EC);
        X500Name name = new X500Name("CN=Lab CA " + Long.toHexString(RANDOM.nextLong() & 0xffffffffL));
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = builder(name, name, keys, now.minus(SLACK), now.plus(LIFETIME));
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return new LabCa(name, keys, sign(builder, keys));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("the lab's root cannot be made", e);
        }
    }

    /** A certificate for a server of these names and addresses, valid now, with an EC key. */
    public LabCertificate issue(String... names) {
        return issue(Leaf.server(names));
    }

    /** A certificate as asked for. */
    public LabCertificate issue(Leaf leaf) {
        KeyPair leafKeys = newKeys(leaf.key());
        X500Name subject = new X500Name("CN=" + leaf.names().get(0));
        JcaX509v3CertificateBuilder builder = builder(name, subject, leafKeys, leaf.notBefore(), leaf.notAfter());
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(
                            leaf.forServer() ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(certificate));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(leafKeys.getPublic()));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(
                            leaf.names().stream().map(LabCa::generalName).toArray(GeneralName[]::new)));
            return new LabCertificate(leafKeys.getPrivate(), List.of(sign(builder, keys), certificate));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("the lab's certificate cannot be made", e);
        }
    }

    /** The root. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The root in PEM. */
    public String pem() {
        return LabCertificate.pem(certificate);
    }

    /** Writes the root in PEM to a file, and gives the file back. */
    public Path writeTo(Path file) throws IOException {
        return Files.writeString(file, pem());
    }

    private static GeneralName generalName(String name) {
        boolean address = name.contains(":") || Stream.of(name.split("\\.")).allMatch(part -> part.matches("\\d+"));
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair subjectKeys, Instant from, Instant to) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, RANDOM).setBit(126),
                Date.from(from),
                Date.from(to),
                subject,
                subjectKeys.getPublic());
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair signer)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("the lab's root key cannot sign", e);
        }
    }

    private static KeyPair newKeys(KeyType type) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(
                    switch (type) {
                        case EC -> "EC";
                        case RSA -> "RSA";
                        case ED25519 -> "Ed25519";
                    });
            if (type != KeyType.ED25519) {
                generator.initialize(type == KeyType.EC ? 256 : 2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes " + type + " keys", e);
        }
    }
}
