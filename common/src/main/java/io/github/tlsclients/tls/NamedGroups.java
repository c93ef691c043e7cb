package io.github.tlsclients.tls;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Key-exchange groups by their numbers of the IANA registry "TLS Supported Groups". */
final class NamedGroups {
    /**
     * A classical exchange and ML-KEM (FIPS 203) at once (draft-ietf-tls-ecdhe-mlkem), best first: to break one of the two
     * is not enough. They are groups of TLS 1.3 alone.
     */
    static final List<String> HYBRID = List.of("X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024");

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "sect163k1"),
            Map.entry(2, "sect163r1"),
            Map.entry(3, "sect163r2"),
            Map.entry(4, "sect193r1"),
            Map.entry(5, "sect193r2"),
            Map.entry(6, "sect233k1"),
            Map.entry(7, "sect233r1"),
            Map.entry(8, "sect239k1"),
            Map.entry(9, "sect283k1"),
            Map.entry(10, "sect283r1"),
            Map.entry(11, "sect409k1"),
            Map.entry(12, "sect409r1"),
            Map.entry(13, "sect571k1"),
            Map.entry(14, "sect571r1"),
            Map.entry(15, "secp160k1"),
            Map.entry(16, "secp160r1"),
            Map.entry(17, "secp160r2"),
            Map.entry(18, "secp192k1"),
            Map.entry(19, "secp192r1"),
            Map.entry(20, "secp224k1"),
            Map.entry(21, "secp224r1"),
            Map.entry(22, "secp256k1"),
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
            Map.entry(34, "GC256A"),
            Map.entry(35, "GC256B"),
            Map.entry(36, "GC256C"),
            Map.entry(37, "GC256D"),
            Map.entry(38, "GC512A"),
            Map.entry(39, "GC512B"),
            Map.entry(40, "GC512C"),
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
            Map.entry(4590, "curveSM2MLKEM768"),
            Map.entry(25497, "X25519Kyber768Draft00"),
            Map.entry(25498, "SecP256r1Kyber768Draft00"),
            Map.entry(65281, "arbitrary_explicit_prime_curves"),
            Map.entry(65282, "arbitrary_explicit_char2_curves"));

    private static final int LAST_OF_THE_FIRST = 22; // curves that TLS began with (RFC 4492)
    private static final int FIRST_DRAFT = 25497;
    private static final int NAMED_CURVE = 3;

    /** The primes of RFC 7919 appendix A go on so, after 64 bits that are set. */
    private static final long FFDHE = 0xadf85458a2bb4a9aL;

    private NamedGroups() {}

    /** Its name, or the number in hexadecimal. */
    static String name(int number) {
        String name = NAMES.get(number);
        return name != null ? name : TlsNames.hexadecimal(number);
    }

    /** RFC 8422 section 5.4 by a curve, RFC 5246 section 7.4.3 by a prime; a curve of number 0x00ff does not exist. */
    static Optional<String> ofServerKeyExchange(ByteBuffer message) {
        ByteBuffer parameters = message.duplicate();
        if (parameters.remaining() < 3) {
            return Optional.empty();
        }
        int length = TlsVectors.number(parameters, 2);
        int curve = (length & 0xff) << 8 | TlsVectors.number(parameters, 1);
        if (length >> 8 == NAMED_CURVE && NAMES.containsKey(curve)) {
            return Optional.of(name(curve));
        }
        parameters.position(message.position() + 2);
        boolean registered =
                parameters.remaining() >= 16 && parameters.getLong() == -1 && parameters.getLong() == FFDHE;
        return Optional.of("ffdhe" + 8 * length).filter(name -> registered);
    }

    /** Those that anybody offers, in the order of their numbers; not the drafts of what is standard by now. */
    static List<String> all() {
        return NAMES.entrySet().stream()
                .filter(entry -> entry.getKey() < FIRST_DRAFT)
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether ML-KEM has a part in it, alone or beside another exchange. */
    static boolean isPostQuantum(String name) {
        return name.contains("MLKEM");
    }

    /** RFC 8422 section 5.1.1 keeps none of the first curves. */
    static List<String> deprecatedBy(String name) {
        boolean first = NAMES.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey() <= LAST_OF_THE_FIRST && entry.getValue().equals(name));
        return first ? List.of("RFC 8422") : List.of();
    }

    static boolean isHybrid(String name) {
        return HYBRID.contains(name);
    }
}
