package io.github.tlsclients.tls;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate says that Java does not tell: where more about it is to be had, and what is weak about it. Nothing
 * is fetched. The certificate may be anybody's; what cannot be read in it counts as not there.
 *
 * @param issuersAt URLs of its issuer's certificate (caIssuers, RFC 5280 section 4.2.2.1)
 * @param respondersAt URLs of OCSP responders (RFC 5280 section 4.2.2.1)
 * @param revocationListsAt URLs of CRLs (RFC 5280 section 4.2.1.13)
 * @param stapleDemanded whether the server must staple its status (RFC 7633)
 * @param weakness what is too weak about its key or its signature, such as {@code has an RSA key of 1024 bits}
 */
public record CertificateFacts(
        List<String> issuersAt,
        List<String> respondersAt,
        List<String> revocationListsAt,
        boolean stapleDemanded,
        Optional<String> weakness) {
    private static final String CA_ISSUERS = "1.3.6.1.5.5.7.48.2";
    private static final String OCSP = "1.3.6.1.5.5.7.48.1";

    /** A URI among the kinds of GeneralName (RFC 5280 section 4.2.1.6). */
    private static final int URI = 0x86;
    /** The first tagged field of a structure: of a DistributionPoint its name, and of that the full one. */
    private static final int FIRST_FIELD = 0xa0;

    /**
     * Reads a certificate.
     *
     * @param certificate any, trusted or not
     * @return what it says
     */
    public static CertificateFacts of(X509Certificate certificate) {
        String weakKey = Strength.weakKey(certificate);
        return new CertificateFacts(
                accessAt(certificate, CA_ISSUERS),
                accessAt(certificate, OCSP),
                revocationLists(certificate),
                stapleDemanded(certificate),
                Optional.ofNullable(weakKey != null ? weakKey : weakSignature(certificate)));
    }

    /** Nobody relies on the signature of a certificate that vouches for itself. */
    private static @Nullable String weakSignature(X509Certificate certificate) {
        return CertificateNames.selfIssued(certificate) ? null : Strength.weakSignature(certificate);
    }

    private static List<String> accessAt(X509Certificate certificate, String method) {
        List<String> found = new ArrayList<>();
        for (Der description : children(certificate, Extensions.AUTHORITY_INFORMATION_ACCESS)) {
            try {
                List<Der> parts = description.children();
                if (parts.size() == 2 && parts.get(0).oid().equals(method)) {
                    uri(parts.get(1)).ifPresent(found::add);
                }
            } catch (Der.NotDer e) {
                continue;
            }
        }
        return List.copyOf(found);
    }

    private static List<String> revocationLists(X509Certificate certificate) {
        List<String> found = new ArrayList<>();
        for (Der point : children(certificate, Extensions.CRL_DISTRIBUTION_POINTS)) {
            try {
                point.child(0, FIRST_FIELD)
                        .child(0, FIRST_FIELD)
                        .children()
                        .forEach(name -> uri(name).ifPresent(found::add));
            } catch (Der.NotDer e) {
                continue;
            }
        }
        return List.copyOf(found);
    }

    private static boolean stapleDemanded(X509Certificate certificate) {
        try {
            return RevocationCheck.demandsStaple(certificate);
        } catch (Der.NotDer e) {
            return false;
        }
    }

    private static List<Der> children(X509Certificate certificate, String extension) {
        try {
            return Extensions.der(certificate, extension).map(Der::children).orElse(List.of());
        } catch (Der.NotDer e) {
            return List.of();
        }
    }

    private static Optional<String> uri(Der name) {
        return name.tag() == URI
                ? Optional.of(ClearText.printable(new String(name.content(), StandardCharsets.ISO_8859_1)))
                : Optional.empty();
    }
}
