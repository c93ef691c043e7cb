package io.github.tlsclients.tls;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Signature schemes by their numbers of the IANA registry "TLS SignatureScheme", and as providers spell them. */
final class SignatureSchemes {
    /** In the order of their numbers; those of TLS 1.2 that have no name in the registry by what both providers call them. */
    private static final Map<Integer, String> NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry(0x0101, "rsa_md5"),
            Map.entry(0x0201, "rsa_pkcs1_sha1"),
            Map.entry(0x0202, "dsa_sha1"),
            Map.entry(0x0203, "ecdsa_sha1"),
            Map.entry(0x0301, "rsa_sha224"),
            Map.entry(0x0302, "dsa_sha224"),
            Map.entry(0x0303, "ecdsa_sha224"),
            Map.entry(0x0401, "rsa_pkcs1_sha256"),
            Map.entry(0x0402, "dsa_sha256"),
            Map.entry(0x0403, "ecdsa_secp256r1_sha256"),
            Map.entry(0x0501, "rsa_pkcs1_sha384"),
            Map.entry(0x0503, "ecdsa_secp384r1_sha384"),
            Map.entry(0x0601, "rsa_pkcs1_sha512"),
            Map.entry(0x0603, "ecdsa_secp521r1_sha512"),
            Map.entry(0x0708, "sm2sig_sm3"),
            Map.entry(0x0804, "rsa_pss_rsae_sha256"),
            Map.entry(0x0805, "rsa_pss_rsae_sha384"),
            Map.entry(0x0806, "rsa_pss_rsae_sha512"),
            Map.entry(0x0807, "ed25519"),
            Map.entry(0x0808, "ed448"),
            Map.entry(0x0809, "rsa_pss_pss_sha256"),
            Map.entry(0x080a, "rsa_pss_pss_sha384"),
            Map.entry(0x080b, "rsa_pss_pss_sha512"),
            Map.entry(0x081a, "ecdsa_brainpoolP256r1tls13_sha256"),
            Map.entry(0x081b, "ecdsa_brainpoolP384r1tls13_sha384"),
            Map.entry(0x081c, "ecdsa_brainpoolP512r1tls13_sha512"),
            Map.entry(0x0904, "mldsa44"),
            Map.entry(0x0905, "mldsa65"),
            Map.entry(0x0906, "mldsa87")));

    static final List<String> POST_QUANTUM = List.of("mldsa44", "mldsa65", "mldsa87");

    private SignatureSchemes() {}

    static List<String> all() {
        return List.copyOf(NAMES.values());
    }

    /** Its name, or the number in hexadecimal. */
    static String name(int number) {
        String name = NAMES.get(number);
        return name != null ? name : String.format(Locale.ROOT, "0x%04x", number);
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
