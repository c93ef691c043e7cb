package io.github.tlsclients.tls;

import static io.github.tlsclients.tls.Extensions.AUTHORITY_INFORMATION_ACCESS;
import static io.github.tlsclients.tls.Extensions.AUTHORITY_KEY_IDENTIFIER;
import static io.github.tlsclients.tls.Extensions.BASIC_CONSTRAINTS;
import static io.github.tlsclients.tls.Extensions.FRESHEST_CRL;
import static io.github.tlsclients.tls.Extensions.INHIBIT_ANY_POLICY;
import static io.github.tlsclients.tls.Extensions.POLICY_CONSTRAINTS;
import static io.github.tlsclients.tls.Extensions.SUBJECT_INFORMATION_ACCESS;
import static io.github.tlsclients.tls.Extensions.SUBJECT_KEY_IDENTIFIER;

import io.github.tlsclients.tls.Verification.Rule;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The {@link Verification} rules, one method each: what of a path breaks the rule, in words, or null. */
final class RuleChecks {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_CERT_SIGN = 5;
    private static final int MAX_SERIAL_BITS = 20 * 8;

    private static final Set<String> NEVER_CRITICAL = Set.of(
            AUTHORITY_KEY_IDENTIFIER,
            SUBJECT_KEY_IDENTIFIER,
            AUTHORITY_INFORMATION_ACCESS,
            SUBJECT_INFORMATION_ACCESS,
            FRESHEST_CRL);
    private static final Set<String> ALWAYS_CRITICAL = Set.of(POLICY_CONSTRAINTS, INHIBIT_ANY_POLICY);
    /** What the JDK's PKIX and these rules process; anything else that is critical is not understood. */
    private static final Set<String> UNDERSTOOD = Set.of(
            Extensions.KEY_USAGE,
            Extensions.SUBJECT_ALTERNATIVE_NAME,
            BASIC_CONSTRAINTS,
            Extensions.NAME_CONSTRAINTS,
            Extensions.CERTIFICATE_POLICIES,
            Extensions.POLICY_MAPPINGS,
            POLICY_CONSTRAINTS,
            Extensions.EXTENDED_KEY_USAGE,
            INHIBIT_ANY_POLICY);

    private RuleChecks() {}

    /** What breaks the rule, or null if nothing does. */
    static @Nullable String broken(Rule rule, ValidatedPath path) {
        return switch (rule) {
            case STRONG_KEYS -> first(path.all(), Strength::weakKey);
            case STRONG_SIGNATURES ->
                first(path.certificates().stream().filter(c -> c != path.root()), Strength::weakSignature);
            case EXTENDED_KEY_USAGE -> first(path.all(), RuleChecks::wrongExtendedKeyUsage);
            case KEY_USAGE -> keyUsage(path);
            case BASIC_CONSTRAINTS -> basicConstraints(path);
            case NAME_CONSTRAINTS -> NameConstraints.broken(path);
            case CURRENT_ROOTS -> null; // PathRules looks at dates before all rules
            case VERSION_3 -> first(path.all(), c -> c.getVersion() == 3 ? null : "is of version " + c.getVersion());
            case EXTENSIONS -> extensions(path);
            case NAMED_AND_NUMBERED -> namedAndNumbered(path);
            case WELL_FORMED_NAMES -> first(Stream.of(leaf(path)), CertificateNames::malformed);
            case COMMON_NAME_REPEATED -> first(Stream.of(leaf(path)), CertificateNames::unrepeatedCommonName);
            case STRONG_SUITES -> null; // SocketSettings looks at what the configuration names
            case COMMON_NAME_IGNORED -> null; // ServerTrust looks at names after the path
        };
    }

    private interface Check {
        @Nullable
        String of(X509Certificate certificate);
    }

    private static @Nullable String first(Stream<X509Certificate> certificates, Check check) {
        for (X509Certificate certificate : certificates.toList()) {
            String broken = check.of(certificate);
            if (broken != null) {
                return named(certificate) + " " + broken;
            }
        }
        return null;
    }

    private static @Nullable String wrongExtendedKeyUsage(X509Certificate certificate) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null || usages.contains(SERVER_AUTH) || usages.contains(ANY_USAGE)
                    ? null
                    : "has an extended key usage without serverAuth";
        } catch (CertificateParsingException e) {
            return "has an extended key usage that cannot be read";
        }
    }

    private static @Nullable String keyUsage(ValidatedPath path) {
        for (X509Certificate issuer : issuers(path)) {
            if (!uses(issuer, KEY_CERT_SIGN)) {
                return named(issuer) + " issues certificates, and its key usage has no keyCertSign";
            }
        }
        X509Certificate leaf = leaf(path);
        if (!uses(leaf, DIGITAL_SIGNATURE)) {
            return named(leaf) + " may not sign a handshake: its key usage has no digitalSignature";
        }
        return leaf.getKeyUsage() != null && uses(leaf, KEY_CERT_SIGN) && !isCa(leaf)
                ? named(leaf) + " has the key usage keyCertSign and is no CA"
                : null;
    }

    private static @Nullable String basicConstraints(ValidatedPath path) {
        for (X509Certificate issuer : issuers(path)) {
            if (!isCa(issuer)) {
                return named(issuer) + " issues certificates, and its basic constraints do not say so";
            }
            // not asked of roots: three of the public ones are older than that wish
            if (issuer != path.root() && !Extensions.critical(issuer).contains(BASIC_CONSTRAINTS)) {
                return named(issuer) + " has basic constraints that are not critical";
            }
        }
        X509Certificate leaf = leaf(path);
        if (isCa(leaf) && !uses(leaf, KEY_CERT_SIGN)) {
            return named(leaf) + " is a CA by its basic constraints and none by its key usage";
        }
        long intermediates = path.certificates().stream()
                .skip(1)
                .filter(c -> !CertificateNames.selfIssued(c))
                .count();
        return leaf != path.root() && intermediates > path.root().getBasicConstraints()
                ? "the path is longer than " + named(path.root()) + " allows"
                : null;
    }

    private static @Nullable String extensions(ValidatedPath path) {
        for (X509Certificate issuer : path.certificates().stream().skip(1).toList()) {
            if (issuer.getExtensionValue(SUBJECT_KEY_IDENTIFIER) == null
                    || issuer.getExtensionValue(AUTHORITY_KEY_IDENTIFIER) == null) {
                return named(issuer) + " issues certificates and lacks a key identifier, its own or its issuer's";
            }
        }
        X509Certificate leaf = leaf(path);
        return leaf.getSubjectX500Principal().getName().isEmpty()
                        && !Extensions.critical(leaf).contains(Extensions.SUBJECT_ALTERNATIVE_NAME)
                ? "the certificate has no subject, and its alternative names are not critical"
                : first(path.all(), RuleChecks::wrongExtension);
    }

    private static @Nullable String wrongExtension(X509Certificate certificate) {
        Set<String> critical = Extensions.critical(certificate);
        Set<String> unknown = new HashSet<>(critical);
        unknown.removeAll(UNDERSTOOD);
        if (!unknown.isEmpty()) {
            boolean known = NEVER_CRITICAL.containsAll(unknown);
            return "has the critical extension " + unknown.iterator().next()
                    + (known ? ", which must not be critical" : ", which is not known");
        }
        for (String oid : ALWAYS_CRITICAL) {
            if (certificate.getExtensionValue(oid) != null && !critical.contains(oid)) {
                return "has the extension " + oid + ", which must be critical";
            }
        }
        boolean withoutKeyIdentifier = Extensions.der(certificate, AUTHORITY_KEY_IDENTIFIER)
                .map(aki -> aki.children().stream().noneMatch(child -> child.tag() == 0x80))
                .orElse(false);
        return withoutKeyIdentifier ? "has an authority key identifier without a key identifier" : null;
    }

    private static @Nullable String namedAndNumbered(ValidatedPath path) {
        for (X509Certificate issuer : issuers(path)) {
            if (issuer.getSubjectX500Principal().getName().isEmpty()) {
                return "an issuer has no name";
            }
        }
        for (X509Certificate certificate : path.certificates()) {
            if (certificate.getSerialNumber().signum() <= 0
                    || certificate.getSerialNumber().bitLength() > MAX_SERIAL_BITS) {
                return named(certificate) + " has a serial number that is not positive and of 20 bytes at most";
            }
        }
        return null;
    }

    /** Every certificate that signed another one of the path. */
    private static List<X509Certificate> issuers(ValidatedPath path) {
        return path.all().skip(1).toList();
    }

    private static X509Certificate leaf(ValidatedPath path) {
        return path.certificates().get(0);
    }

    private static boolean isCa(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }

    /** Whether the key usage has this bit; a certificate without that extension is for every use. */
    private static boolean uses(X509Certificate certificate, int bit) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[bit];
    }

    private static String named(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        return name.isEmpty() ? "the certificate" : "the certificate of " + name;
    }
}
