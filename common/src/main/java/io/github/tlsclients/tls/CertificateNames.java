package io.github.tlsclients.tls;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** Whether the names in a server's certificate are what they should be, whichever of them is asked for. */
final class CertificateNames {
    private static final int DNS_TAG = 0x82;
    private static final int ADDRESS_TAG = 0x87;
    /** What somebody meant as an IP address, however oddly written. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\d+(\\.\\d+){3}|0[xX][0-9a-fA-F]{1,8}|(?=.*:.*:)[0-9a-fA-F:.]+");

    /** A label of an internationalised name in its ASCII form (RFC 5890 section 2.3.2.1). */
    private static final Pattern A_LABEL = Pattern.compile("(?i)(^|\\.)xn--");

    private static final Pattern LABELS = Pattern.compile("(\\*\\.)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?");

    private CertificateNames() {}

    /** Whether issuer and subject are the same name (RFC 5280 section 6.1). */
    static boolean selfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** Which alternative name is malformed, or null. */
    static @Nullable String malformed(X509Certificate certificate) {
        for (Der name : alternativeNames(certificate)) {
            int length = name.content().length;
            if (name.tag() == ADDRESS_TAG && length != 4 && length != 16) {
                return "has an alternative name that is an address of " + length + " bytes";
            }
            if (name.tag() == DNS_TAG) {
                String text = text(name);
                if (ServerName.address(text) != null) {
                    return "has the address " + text + " as a DNS name";
                }
                if (text.length() > ServerName.LONGEST_NAME) {
                    return "has a DNS name of " + text.length() + " characters"; // the matcher recurses
                }
                if (!LABELS.matcher(text).matches()) {
                    return "has the malformed DNS name \"" + text.replaceAll("[^ -~]", "?") + "\"";
                }
            }
        }
        return null;
    }

    /** A common name that reads as an address or an internationalised name and is no alternative name, or null. */
    static @Nullable String unrepeatedCommonName(X509Certificate certificate) {
        return commonName(certificate)
                .filter(name ->
                        ADDRESS.matcher(name).matches() || A_LABEL.matcher(name).find())
                .filter(name -> ServerName.of(certificate).stream().noneMatch(name::equalsIgnoreCase))
                .map(name -> "has the common name " + name + ", which is not among its alternative names")
                .orElse(null);
    }

    /** The last common name of the subject, as RFC 6125 section 6.4.4 would have it. */
    static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .reduce((first, second) -> second);
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    /** The alternative names as they are encoded. */
    static List<Der> alternativeNames(X509Certificate certificate) {
        return Extensions.der(certificate, Extensions.SUBJECT_ALTERNATIVE_NAME)
                .map(Der::children)
                .orElse(List.of());
    }

    private static String text(Der name) {
        return new String(name.content(), StandardCharsets.ISO_8859_1);
    }
}
