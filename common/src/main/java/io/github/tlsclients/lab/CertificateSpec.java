package io.github.tlsclients.lab;

import io.github.tlsclients.lab.LabCa.KeyType;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate is to be like. Immutable: each method gives a changed copy, so that a test starts from a sound one
 * and says only what is different about its own.
 *
 * <pre>{@code
 * CertificateSpec.server("localhost").with(KeyType.RSA).valid(lastYear, yesterday)
 * }</pre>
 *
 * A sound one is what RFC 5280 and strict verifiers want: version 3, names in the subject alternative name, critical
 * basic constraints and key usage, key identifiers.
 */
public final class CertificateSpec {
    /** How long a certificate lives that says nothing else. */
    static final Duration LIFETIME = Duration.ofDays(30);
    /** Clocks of containers and hosts differ a little. */
    private static final Duration SLACK = Duration.ofHours(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a key may be used for, by the extended key usage (RFC 5280 section 4.2.1.12). */
    public enum Purpose {
        /** A TLS server. */
        SERVER("1.3.6.1.5.5.7.3.1"),
        /** A TLS client. */
        CLIENT("1.3.6.1.5.5.7.3.2"),
        /** Signed code. */
        CODE_SIGNING("1.3.6.1.5.5.7.3.3"),
        /** Signed mail. */
        EMAIL("1.3.6.1.5.5.7.3.4"),
        /** OCSP responses in the name of the issuer. */
        OCSP_SIGNING("1.3.6.1.5.5.7.3.9"),
        /** Anything. */
        ANY("2.5.29.37.0");

        final String oid;

        Purpose(String oid) {
            this.oid = oid;
        }
    }

    /** What a key may do, by the key usage (RFC 5280 section 4.2.1.3). */
    public enum Use {
        /** Sign a handshake. */
        DIGITAL_SIGNATURE(1 << 7),
        /** Decrypt a key, as TLS 1.2's RSA key exchange did. */
        KEY_ENCIPHERMENT(1 << 5),
        /** Agree on a key. */
        KEY_AGREEMENT(1 << 3),
        /** Sign certificates. */
        CERTIFICATE_SIGN(1 << 2),
        /** Sign revocation lists. */
        CRL_SIGN(1 << 1);

        final int bit;

        Use(int bit) {
            this.bit = bit;
        }
    }

    /** Where a certificate says that its status can be asked. */
    public enum StatusSource {
        /** An OCSP responder (RFC 5280 section 4.2.2.1). */
        OCSP,
        /** A CRL (RFC 5280 section 4.2.1.13). */
        CRL
    }

    // read by CertificateMaker; written here alone, before anybody else has the object
    String commonName = "";
    List<String> names = List.of();
    KeyType key = KeyType.EC;
    OptionalInt rsaBits = OptionalInt.empty();
    Instant notBefore;
    Instant notAfter;
    boolean authority;
    OptionalInt pathLength = OptionalInt.empty();
    Set<Use> uses = Set.of();
    Set<Purpose> purposes = Set.of();
    List<String> permitted = List.of();
    List<String> excluded = List.of();
    String digest = "SHA256";
    boolean versionOne;

    @Nullable
    String criticalExtension;

    boolean mustStaple;

    @Nullable
    URI issuerAt;

    Set<StatusSource> statusSources = EnumSet.allOf(StatusSource.class);

    private CertificateSpec() {
        notBefore = Instant.now().minus(SLACK);
        notAfter = Instant.now().plus(LIFETIME);
    }

    /**
     * A server's certificate with an EC key, valid now.
     *
     * @param names DNS names and IP addresses; the first is the common name as well
     * @return the specification
     */
    public static CertificateSpec server(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("a server has at least one name");
        }
        CertificateSpec spec = new CertificateSpec();
        spec.commonName = names[0];
        spec.names = List.of(names);
        spec.uses = EnumSet.of(Use.DIGITAL_SIGNATURE);
        spec.purposes = EnumSet.of(Purpose.SERVER);
        return spec;
    }

    /**
     * A client's certificate with an EC key, valid now.
     *
     * @param name its common name, and its subject alternative name
     * @return the specification
     */
    public static CertificateSpec client(String name) {
        return server(name).purposes(Purpose.CLIENT);
    }

    /**
     * A certificate authority's certificate with an EC key, valid now.
     *
     * @param name its common name
     * @return the specification
     */
    public static CertificateSpec authority(String name) {
        CertificateSpec spec = new CertificateSpec();
        spec.commonName = name;
        spec.authority = true;
        spec.uses = EnumSet.of(Use.CERTIFICATE_SIGN, Use.CRL_SIGN);
        return spec;
    }

    /**
     * A certificate authority's certificate with a name of its own, so that nobody takes one throwaway root for another.
     *
     * @return the specification
     */
    public static CertificateSpec authority() {
        return authority("Lab CA " + Long.toHexString(RANDOM.nextLong() & 0xffffffffL));
    }

    /**
     * The same with another key type.
     *
     * @param type the key's type
     * @return the changed specification
     */
    public CertificateSpec with(KeyType type) {
        return copy(spec -> {
            spec.key = type;
            spec.rsaBits = OptionalInt.empty();
        });
    }

    /**
     * The same with an RSA key of this size; sound ones have at least 2048 bits.
     *
     * @param bits the modulus's size
     * @return the changed specification
     */
    public CertificateSpec rsa(int bits) {
        return copy(spec -> {
            spec.key = KeyType.RSA;
            spec.rsaBits = OptionalInt.of(bits);
        });
    }

    /**
     * The same with other dates.
     *
     * @param from first moment of validity
     * @param to last moment of validity
     * @return the changed specification
     */
    public CertificateSpec valid(Instant from, Instant to) {
        return copy(spec -> {
            spec.notBefore = from;
            spec.notAfter = to;
        });
    }

    /**
     * The same, valid from now on for so long.
     *
     * @param duration how long
     * @return the changed specification
     */
    public CertificateSpec lasting(Duration duration) {
        Instant now = Instant.now();
        return valid(now.minus(SLACK), now.plus(duration));
    }

    /**
     * The same with another common name, which verifiers ignore (RFC 9525 section 2).
     *
     * @param name the common name; empty for an empty subject
     * @return the changed specification
     */
    public CertificateSpec commonName(String name) {
        return copy(spec -> spec.commonName = name);
    }

    /**
     * The same with other subject alternative names.
     *
     * @param altNames DNS names and IP addresses; none leaves the extension out
     * @return the changed specification
     */
    public CertificateSpec names(String... altNames) {
        return copy(spec -> spec.names = List.of(altNames));
    }

    /**
     * The same for other purposes.
     *
     * @param wanted the extended key usages; none leaves the extension out
     * @return the changed specification
     */
    public CertificateSpec purposes(Purpose... wanted) {
        return copy(spec -> spec.purposes = Set.of(wanted));
    }

    /**
     * The same with other key usages.
     *
     * @param wanted the key usages; none leaves the extension out
     * @return the changed specification
     */
    public CertificateSpec uses(Use... wanted) {
        return copy(spec -> spec.uses = Set.of(wanted));
    }

    /**
     * The same as a certificate authority or not, by the basic constraints alone.
     *
     * @param may whether it may issue
     * @return the changed specification
     */
    public CertificateSpec authority(boolean may) {
        return copy(spec -> spec.authority = may);
    }

    /**
     * The same with a bound on the intermediates below it.
     *
     * @param intermediates how many may follow, not counting the leaf
     * @return the changed specification
     */
    public CertificateSpec pathLength(int intermediates) {
        return copy(spec -> spec.pathLength = OptionalInt.of(intermediates));
    }

    /**
     * The same with name constraints (RFC 5280 section 4.2.1.10): only these names may be issued for.
     *
     * @param subtrees DNS names, such as {@code lab.test}, and addresses with their mask, such as {@code 10.0.0.0/8}
     * @return the changed specification
     */
    public CertificateSpec permitting(String... subtrees) {
        return copy(spec -> spec.permitted = List.of(subtrees));
    }

    /**
     * The same with name constraints: these names may not be issued for.
     *
     * @param subtrees as for {@link #permitting}
     * @return the changed specification
     */
    public CertificateSpec excluding(String... subtrees) {
        return copy(spec -> spec.excluded = List.of(subtrees));
    }

    /**
     * The same, signed over another digest, where the issuer's key leaves the choice (RSA and EC do).
     *
     * @param name such as {@code SHA1}, {@code SHA384}; sound certificates have {@code SHA256} and better
     * @return the changed specification
     */
    public CertificateSpec digest(String name) {
        return copy(spec -> spec.digest = name);
    }

    /**
     * The same in version 1 of X.509, which has no extensions at all.
     *
     * @return the changed specification
     */
    public CertificateSpec versionOne() {
        return copy(spec -> spec.versionOne = true);
    }

    /**
     * The same with a critical extension that nobody knows, and everybody must therefore refuse.
     *
     * @param oid the extension's object identifier
     * @return the changed specification
     */
    public CertificateSpec criticalExtension(String oid) {
        return copy(spec -> spec.criticalExtension = oid);
    }

    /**
     * The same with the demand that a server staples its status (RFC 7633).
     *
     * @return the changed specification
     */
    public CertificateSpec mustStaple() {
        return copy(spec -> spec.mustStaple = true);
    }

    /**
     * The same, naming these alone of what its issuer's {@link StatusServer} has.
     *
     * @param sources both unless said otherwise; none leaves the extensions out
     * @return the changed specification
     */
    public CertificateSpec statusFrom(StatusSource... sources) {
        return copy(spec -> spec.statusSources = Set.of(sources));
    }

    /**
     * The same, telling where its issuer's certificate is to be had (caIssuers, RFC 5280 section 4.2.2.1).
     *
     * @param url where it is said to be; nothing is put there
     * @return the changed specification
     */
    public CertificateSpec issuerAt(URI url) {
        return copy(spec -> spec.issuerAt = url);
    }

    private CertificateSpec copy(Consumer<CertificateSpec> change) {
        CertificateSpec copy = new CertificateSpec();
        copy.commonName = commonName;
        copy.names = names;
        copy.key = key;
        copy.rsaBits = rsaBits;
        copy.notBefore = notBefore;
        copy.notAfter = notAfter;
        copy.authority = authority;
        copy.pathLength = pathLength;
        copy.uses = uses;
        copy.purposes = purposes;
        copy.permitted = permitted;
        copy.excluded = excluded;
        copy.digest = digest;
        copy.versionOne = versionOne;
        copy.criticalExtension = criticalExtension;
        copy.mustStaple = mustStaple;
        copy.issuerAt = issuerAt;
        copy.statusSources = statusSources;
        change.accept(copy);
        return copy;
    }
}
