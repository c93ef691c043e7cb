package io.github.tlsclients.tls;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Key-exchange groups by their numbers of the IANA registry "TLS Supported Groups". */
final class NamedGroups {
    /**
     * A classical exchange and ML-KEM (FIPS 203) at once (draft-ietf-tls-ecdhe-mlkem), best first: to break one of the two
     * is not enough. They are groups of TLS 1.3 alone.
     */
    static final List<String> HYBRID = List.of("X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024");

    /** The curves that TLS began with, by their numbers from 1 on (RFC 4492). */
    private static final List<String> FIRST = List.of(
            "sect163k1",
            "sect163r1",
            "sect163r2",
            "sect193r1",
            "sect193r2",
            "sect233k1",
            "sect233r1",
            "sect239k1",
            "sect283k1",
            "sect283r1",
            "sect409k1",
            "sect409r1",
            "sect571k1",
            "sect571r1",
            "secp160k1",
            "secp160r1",
            "secp160r2",
            "secp192k1",
            "secp192r1",
            "secp224k1",
            "secp224r1",
            "secp256k1");

    private static final Map<Integer, String> NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry(23, "secp256r1"),
            Map.entry(24, "secp384r1"),
            Map.entry(25, "secp521r1"),
            Map.entry(26, "brainpoolP256r1"),
            Map.entry(27, "brainpoolP384r1"),
            Map.entry(28, "brainpoolP512r1"),
            Map.entry(29, "x25519"),
            Map.entry(30, "x448"),
            Map.entry(31, "brainpoolP256r1tls13"),
            Map.entry(32, "brainpoolP384r1tls13"),
            Map.entry(33, "brainpoolP512r1tls13"),
            Map.entry(41, "curveSM2"),
            Map.entry(256, "ffdhe2048"),
            Map.entry(257, "ffdhe3072"),
            Map.entry(258, "ffdhe4096"),
            Map.entry(259, "ffdhe6144"),
            Map.entry(260, "ffdhe8192"),
            Map.entry(512, "MLKEM512"),
            Map.entry(513, "MLKEM768"),
            Map.entry(514, "MLKEM1024"),
            Map.entry(4587, "SecP256r1MLKEM768"),
            Map.entry(4588, "X25519MLKEM768"),
            Map.entry(4589, "SecP384r1MLKEM1024"),
            Map.entry(4590, "curveSM2MLKEM768")));

    static {
        for (int i = 0; i < FIRST.size(); i++) {
            NAMES.put(i + 1, FIRST.get(i));
        }
    }

    private NamedGroups() {}

    /** Its name, or the number in hexadecimal. */
    static String name(int number) {
        String name = NAMES.get(number);
        return name != null ? name : String.format(Locale.ROOT, "0x%04x", number);
    }

    static boolean isKnown(int number) {
        return NAMES.containsKey(number);
    }

    /** In the order of their numbers. */
    static List<String> all() {
        return List.copyOf(NAMES.values());
    }

    /** Whether ML-KEM has a part in it, alone or beside another exchange. */
    static boolean isPostQuantum(String name) {
        return name.contains("MLKEM");
    }

    /** RFC 8422 section 5.1.1 keeps none of the first curves. */
    static List<String> deprecatedBy(String name) {
        return FIRST.contains(name) ? List.of("RFC 8422") : List.of();
    }

    static boolean isHybrid(String name) {
        return HYBRID.contains(name);
    }
}
