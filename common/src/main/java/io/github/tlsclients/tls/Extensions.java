package io.github.tlsclients.tls;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

/** The extensions of a certificate (RFC 5280 section 4.2), by their object identifiers. */
final class Extensions {
    static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    static final String KEY_USAGE = "2.5.29.15";
    static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    static final String BASIC_CONSTRAINTS = "2.5.29.19";
    static final String NAME_CONSTRAINTS = "2.5.29.30";
    static final String CRL_DISTRIBUTION_POINTS = "2.5.29.31";
    static final String CERTIFICATE_POLICIES = "2.5.29.32";
    static final String POLICY_MAPPINGS = "2.5.29.33";
    static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    static final String POLICY_CONSTRAINTS = "2.5.29.36";
    static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    static final String FRESHEST_CRL = "2.5.29.46";
    static final String INHIBIT_ANY_POLICY = "2.5.29.54";
    static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    static final String SUBJECT_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.11";
    static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";

    private Extensions() {}

    static Set<String> critical(X509Certificate certificate) {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        return critical == null ? Set.of() : critical;
    }

    /** The extension's own DER, without the octet string around it. */
    static Optional<byte[]> value(X509Certificate certificate, String oid) {
        return Optional.ofNullable(certificate.getExtensionValue(oid))
                .map(octets -> Der.of(octets).content());
    }

    /** The extension, parsed. */
    static Optional<Der> der(X509Certificate certificate, String oid) {
        return value(certificate, oid).map(Der::of);
    }
}
