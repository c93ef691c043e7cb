package io.github.tlsclients.tls;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Key-exchange groups by their numbers of the IANA registry "TLS Supported Groups". */
final class NamedGroups {
    /**
     * A classical exchange and ML-KEM (FIPS 203) at once (draft-ietf-tls-ecdhe-mlkem), best first: to break one of the two
     * is not enough. They are groups of TLS 1.3 alone.
     */
    static final List<String> HYBRID = List.of("X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024");

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(23, "secp256r1"),
            Map.entry(24, "secp384r1"),
            Map.entry(25, "secp521r1"),
            Map.entry(29, "x25519"),
            Map.entry(30, "x448"),
            Map.entry(256, "ffdhe2048"),
            Map.entry(257, "ffdhe3072"),
            Map.entry(258, "ffdhe4096"),
            Map.entry(259, "ffdhe6144"),
            Map.entry(260, "ffdhe8192"),
            Map.entry(4587, "SecP256r1MLKEM768"),
            Map.entry(4588, "X25519MLKEM768"),
            Map.entry(4589, "SecP384r1MLKEM1024"));

    private NamedGroups() {}

    /** Its name, or the number in hexadecimal. */
    static String name(int number) {
        String name = NAMES.get(number);
        return name != null ? name : String.format(Locale.ROOT, "0x%04x", number);
    }

    static boolean isKnown(int number) {
        return NAMES.containsKey(number);
    }

    static boolean isHybrid(String name) {
        return HYBRID.contains(name);
    }
}
