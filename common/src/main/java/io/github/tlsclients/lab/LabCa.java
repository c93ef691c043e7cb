package io.github.tlsclients.lab;

import io.github.tlsclients.lab.CertificateMaker.Issuer;
import io.github.tlsclients.lab.CertificateSpec.StatusSource;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;

/**
 * A throwaway certificate authority, a root or an intermediate. It lives for a month, and its key never leaves this
 * process: whoever trusts the root by mistake has trusted nobody for long.
 *
 * <pre>{@code
 * LabCa root = LabCa.create();
 * LabCertificate server = root.intermediate().issue("localhost", "127.0.0.1");
 * LabCertificate odd = root.issue(CertificateSpec.server("localhost").rsa(1024));
 * }</pre>
 */
public final class LabCa {
    private final SigningKey key;
    private final List<X509Certificate> chain;
    private final @Nullable StatusServer status;

    private LabCa(SigningKey key, List<X509Certificate> chain, @Nullable StatusServer status) {
        this.key = key;
        this.chain = chain;
        this.status = status;
    }

    /** The type of a key. */
    public enum KeyType {
        /** EC on P-256. */
        EC("EC"),
        /** EC on P-384. */
        EC_P384("EC"),
        /** EC on P-521. */
        EC_P521("EC"),
        /** RSA with 2048 bits, unless {@link CertificateSpec#rsa} says otherwise. */
        RSA("RSA"),
        /** RSA with 2048 bits that signs by PSS alone (RFC 4055). */
        RSA_PSS("RSASSA-PSS"),
        /** Ed25519. */
        ED25519("Ed25519"),
        /** ML-DSA-44 (FIPS 204): post-quantum. */
        ML_DSA_44("ML-DSA-44"),
        /** ML-DSA-65 (FIPS 204): post-quantum. */
        ML_DSA_65("ML-DSA-65"),
        /** ML-DSA-87 (FIPS 204): post-quantum. */
        ML_DSA_87("ML-DSA-87");

        private final String algorithm;

        KeyType(String algorithm) {
            this.algorithm = algorithm;
        }

        /**
         * The type as a command line writes it, such as {@code ml-dsa-65}.
         *
         * @return the name in lower case
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * The type by its short name.
         *
         * @param name such as {@code ml-dsa-65}
         * @return the type
         * @throws TlsConfigException if there is none of that name
         */
        public static KeyType of(String name) {
            return Stream.of(values())
                    .filter(type -> type.text().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TlsConfigException(
                            "\"" + name + "\" is not a key type",
                            "use one of "
                                    + Stream.of(values()).map(KeyType::text).collect(Collectors.joining(", "))));
        }

        String algorithm() {
            return algorithm;
        }

        boolean isPostQuantum() {
            return algorithm.startsWith("ML-DSA");
        }

        /** The floor of the platform, Java 17, neither knows ML-DSA nor names PSS signatures as X.509 does. */
        boolean needsBouncyCastle() {
            return isPostQuantum() || this == RSA_PSS;
        }
    }

    /**
     * A new root that nobody trusts yet, with an EC key.
     *
     * @return the root
     */
    public static LabCa create() {
        return create(CertificateSpec.authority());
    }

    /**
     * A new root as asked for.
     *
     * @param spec made from {@link CertificateSpec#authority(String)}
     * @return the root
     */
    public static LabCa create(CertificateSpec spec) {
        SigningKey key = SigningKey.generate(spec);
        Issuer itself = new Issuer(CertificateMaker.name(spec), key, Map.of());
        return new LabCa(key, List.of(CertificateMaker.make(spec, key.publicKey(), itself)), null);
    }

    /**
     * The same authority, whose certificates from now on name this server: it tells whether they are revoked.
     *
     * @param server where OCSP and CRLs are had
     * @return the authority that names it
     */
    public LabCa reportingTo(StatusServer server) {
        return new LabCa(key, chain, server);
    }

    /**
     * A new intermediate below this authority, with an EC key.
     *
     * @return the intermediate
     */
    public LabCa intermediate() {
        CertificateSpec spec = CertificateSpec.authority();
        return intermediate(spec.commonName(spec.commonName + " intermediate"));
    }

    /**
     * A new intermediate as asked for.
     *
     * @param spec made from {@link CertificateSpec#authority(String)}
     * @return the intermediate
     */
    public LabCa intermediate(CertificateSpec spec) {
        SigningKey own = SigningKey.generate(spec);
        return new LabCa(own, below(sign(spec, own)), status);
    }

    /**
     * This authority's name and key, vouched for by another one: what it issues leads to either root.
     *
     * @param other who signs
     * @return the cross-signed authority, whose chain leads to the other's root
     */
    public LabCa crossSignedBy(LabCa other) {
        CertificateSpec spec = CertificateSpec.authority(commonName());
        return new LabCa(key, other.below(other.sign(spec, key)), status);
    }

    /**
     * A certificate for a server, valid now, with an EC key.
     *
     * @param names DNS names and IP addresses; the first is the common name as well
     * @return the certificate with its key and its chain
     */
    public LabCertificate issue(String... names) {
        return issue(CertificateSpec.server(names));
    }

    /**
     * A certificate as asked for.
     *
     * @param spec what it is to be like
     * @return the certificate with its key and its chain
     */
    public LabCertificate issue(CertificateSpec spec) {
        SigningKey own = SigningKey.generate(spec);
        return new LabCertificate(own.privateKey(), below(sign(spec, own)));
    }

    /**
     * A certificate for a server with one thing wrong.
     *
     * @param flaw what is wrong
     * @param names DNS names and IP addresses that a sound one would have
     * @return the certificate with its key and its chain
     */
    public LabCertificate issue(Flaw flaw, String... names) {
        return flaw.issue(this, CertificateSpec.server(names));
    }

    /**
     * A certificate with one thing wrong.
     *
     * @param flaw what is wrong
     * @param sound what it is to be like apart from that
     * @return the certificate with its key and its chain
     */
    public LabCertificate issue(Flaw flaw, CertificateSpec sound) {
        return flaw.issue(this, sound);
    }

    /**
     * This authority's certificate.
     *
     * @return the certificate: the root, unless this is an intermediate
     */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * This authority's certificate and those above it.
     *
     * @return the chain, the root last
     */
    public List<X509Certificate> chain() {
        return chain;
    }

    /**
     * This authority's certificate in PEM.
     *
     * @return the text
     */
    public String pem() {
        return LabCertificate.pem(certificate());
    }

    /**
     * Writes this authority's certificate in PEM to a file.
     *
     * @param file where to
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path writeTo(Path file) throws IOException {
        return Files.writeString(file, pem());
    }

    /**
     * This authority's revocation list (RFC 5280 section 5).
     *
     * @param revoked the certificates that it takes back
     * @return the list in DER
     */
    public byte[] crl(LabCertificate... revoked) {
        return Crls.of(this, Stream.of(revoked).map(LabCertificate::leaf).toList(), StatusServer.Fault.NONE);
    }

    /** A certificate for a key that the caller has. */
    X509Certificate sign(CertificateSpec spec, SigningKey subject) {
        return CertificateMaker.make(spec, subject.publicKey(), issuer());
    }

    SigningKey key() {
        return key;
    }

    X500Name name() {
        return X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
    }

    StatusServer requireStatus() {
        if (status == null) {
            throw new IllegalStateException("nobody tells of revoked certificates; see LabCa.reportingTo");
        }
        return status;
    }

    private Issuer issuer() {
        Map<StatusSource, URI> statusAt = status == null ? Map.of() : status.register(this);
        return new Issuer(name(), key, statusAt);
    }

    private List<X509Certificate> below(X509Certificate issued) {
        return Stream.concat(Stream.of(issued), chain.stream()).toList();
    }

    private String commonName() {
        return certificate().getSubjectX500Principal().getName().replaceFirst("^CN=", "");
    }
}
