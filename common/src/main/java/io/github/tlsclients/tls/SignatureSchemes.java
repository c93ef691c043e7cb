package io.github.tlsclients.tls;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Signature schemes by their numbers of the IANA registry "TLS SignatureScheme", and as providers spell them. */
final class SignatureSchemes {
    /** Pairs of TLS 1.2 that have no name in the registry, by what both providers call them. */
    private static final Map<Integer, String> UNREGISTERED = Map.of(
            0x0101, "rsa_md5",
            0x0202, "dsa_sha1",
            0x0301, "rsa_sha224",
            0x0302, "dsa_sha224",
            0x0303, "ecdsa_sha224",
            0x0402, "dsa_sha256");

    private static final List<Integer> NUMBERS = List.of(
            0x0101, 0x0201, 0x0202, 0x0203, 0x0301, 0x0302, 0x0303, 0x0401, 0x0402, 0x0403, 0x0501, 0x0503, 0x0601,
            0x0603, 0x0708, 0x0804, 0x0805, 0x0806, 0x0807, 0x0808, 0x0809, 0x080a, 0x080b, 0x081a, 0x081b, 0x081c,
            0x0904, 0x0905, 0x0906);

    static final List<String> POST_QUANTUM = List.of("mldsa44", "mldsa65", "mldsa87");

    private SignatureSchemes() {}

    /** Those that a provider may have, in the order of their numbers. */
    static List<String> all() {
        return NUMBERS.stream().map(SignatureSchemes::name).toList();
    }

    /** Its name, or the number in hexadecimal. */
    static String name(int number) {
        String name = UNREGISTERED.get(number);
        return name != null ? name : TlsNames.signatureScheme(number);
    }

    /** RFC 9155: no MD5 and no SHA-1 in signatures of TLS 1.2; in TLS 1.3 they never were. */
    static List<String> deprecatedBy(String scheme) {
        return scheme.endsWith("_sha1") || scheme.endsWith("_md5") ? List.of("RFC 9155") : List.of();
    }

    /** Why a scheme that a provider offers is not one of ours. */
    static Optional<String> missing(String scheme) {
        if (scheme.startsWith("dsa_")) {
            return Optional.of("DSA certificates are refused");
        }
        return scheme.matches(".*_(md5|sha1|sha224)") ? Optional.of("its digest is weak") : Optional.empty();
    }

    /** The words by which an entry of java.security may hit it, such as MD5withRSA. */
    static List<String> parts(String scheme) {
        String[] words = scheme.toUpperCase(Locale.ROOT).split("_");
        String digest = words[words.length - 1];
        String key = words[0];
        return words.length == 1
                ? List.of()
                : Stream.of(digest, key, digest + "with" + key).toList();
    }
}
