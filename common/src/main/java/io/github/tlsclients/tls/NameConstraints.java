package io.github.tlsclients.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Name constraints (RFC 5280 section 4.2.1.10) as far as the JDK's PKIX does not hold them: those of the root, of which
 * it takes no more than name and key; their form; their number; and wildcards that reach into an excluded domain.
 */
final class NameConstraints {
    private static final int PERMITTED = 0xa0;
    private static final int EXCLUDED = 0xa1;
    private static final int DNS = 0x82;
    private static final int ADDRESS = 0x87;
    /** Names times constraints: what is compared grows so, and a forger chooses both. */
    private static final long MAX_COMPARISONS = 100_000;

    private NameConstraints() {}

    /** What breaks the constraints, or null. */
    static @Nullable String broken(ValidatedPath path) {
        X509Certificate leaf = path.certificates().get(0);
        List<Der> names = CertificateNames.alternativeNames(leaf);
        if (leaf.getBasicConstraints() < 0 && leaf.getExtensionValue(Extensions.NAME_CONSTRAINTS) != null) {
            return "the certificate has name constraints and issues nothing";
        }
        for (X509Certificate issuer : path.all().skip(1).toList()) {
            Optional<Der> constraints = Extensions.der(issuer, Extensions.NAME_CONSTRAINTS);
            String broken = constraints.map(der -> brokenBy(der, names)).orElse(null);
            if (broken != null) {
                return "the name constraints of "
                        + issuer.getSubjectX500Principal().getName() + " " + broken;
            }
        }
        return brokenOfRoot(path);
    }

    private static @Nullable String brokenBy(Der constraints, List<Der> names) {
        String malformed = malformed(constraints);
        if (malformed != null) {
            return malformed;
        }
        long count = constraints.children().stream()
                .mapToLong(part -> part.children().size())
                .sum();
        if (count * names.size() > MAX_COMPARISONS) {
            return "are too many to be held against " + names.size() + " names";
        }
        return dnsBases(constraints, EXCLUDED).anyMatch(base -> names.stream().anyMatch(name -> covers(name, base)))
                ? "exclude a domain that a wildcard of the certificate covers"
                : null;
    }

    /** Whether a wildcard stands for a name at or above the excluded one. */
    private static boolean covers(Der name, String excluded) {
        String text = text(name);
        return name.tag() == DNS
                && text.startsWith("*.")
                && (excluded.endsWith(text.substring(1)) || text.endsWith("." + excluded));
    }

    private static Stream<String> dnsBases(Der constraints, int kind) {
        return constraints.children().stream()
                .filter(part -> part.tag() == kind)
                .flatMap(part -> part.children().stream())
                .map(subtree -> subtree.children().get(0))
                .filter(base -> base.tag() == DNS)
                .map(NameConstraints::text);
    }

    private static @Nullable String brokenOfRoot(ValidatedPath path) {
        Optional<byte[]> constraints = Extensions.value(path.root(), Extensions.NAME_CONSTRAINTS);
        if (constraints.isEmpty()) {
            return null;
        }
        X509CertSelector selector = new X509CertSelector();
        try {
            selector.setNameConstraints(constraints.get());
        } catch (IOException e) {
            return "the root's name constraints cannot be read";
        }
        X509Certificate leaf = path.certificates().get(0);
        for (X509Certificate certificate : path.certificates()) {
            boolean bound =
                    certificate != path.root() && (certificate == leaf || !CertificateNames.selfIssued(certificate));
            if (bound && !selector.match(certificate)) {
                return "a name of " + certificate.getSubjectX500Principal().getName()
                        + " is outside of the root's name constraints";
            }
        }
        return null;
    }

    private static @Nullable String malformed(Der constraints) {
        if (constraints.children().stream().allMatch(part -> part.children().isEmpty())) {
            return "constrain nothing";
        }
        for (Der part : constraints.children()) {
            if (part.tag() != PERMITTED && part.tag() != EXCLUDED) {
                return "have an unknown part";
            }
            for (Der subtree : part.children()) {
                Der base = subtree.children().get(0);
                byte[] content = base.content();
                if (base.tag() == ADDRESS && (content.length != 8 && content.length != 32 || !isPrefix(content))) {
                    return "hold a malformed address range";
                }
                if (base.tag() == DNS && text(base).startsWith(".")) {
                    return "hold a DNS name that begins with a dot";
                }
            }
        }
        return null;
    }

    /** Whether the second half is a mask: ones, then zeros (RFC 4632). */
    private static boolean isPrefix(byte[] range) {
        boolean ended = false;
        for (int i = range.length / 2; i < range.length; i++) {
            for (int bit = 7; bit >= 0; bit--) {
                boolean one = (range[i] >> bit & 1) == 1;
                if (one && ended) {
                    return false;
                }
                ended |= !one;
            }
        }
        return true;
    }

    private static String text(Der name) {
        return new String(name.content(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }
}
