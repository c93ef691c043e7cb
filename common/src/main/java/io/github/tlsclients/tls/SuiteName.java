package io.github.tlsclients.tls;

import io.github.tlsclients.tls.Feature.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a cipher suite says.
 *
 * @param text the name, of the IANA registry
 * @param keyExchange such as {@code ECDHE_RSA}; empty in TLS 1.3, where it is none of a suite's business
 * @param cipher such as {@code AES_128_GCM}
 * @param digest such as {@code SHA256}; empty where the name has none
 */
record SuiteName(String text, String keyExchange, String cipher, String digest) {
    /** The JDK calls some by the names that they had in SSL 3.0. */
    private static final Pattern TLS_1_2 =
            Pattern.compile("(?:TLS|SSL)_(\\w+)_WITH_(\\w+?)(?:_(MD5|SHA|SHA256|SHA384))?");

    private static final Pattern TLS_1_3 = Pattern.compile("TLS_(\\w+)_(SHA256|SHA384|SM3)");

    private static final List<String> KEY_EXCHANGES = List.of(
            "ECDHE_ECDSA",
            "ECDHE_RSA",
            "DHE_RSA",
            "DHE_DSS",
            "RSA",
            "ECDH_ECDSA",
            "ECDH_RSA",
            "DH_RSA",
            "DH_DSS",
            "ECDH_anon",
            "DH_anon",
            "DHE_RSA_EXPORT",
            "DHE_DSS_EXPORT",
            "RSA_EXPORT",
            "DH_anon_EXPORT");
    private static final List<String> CIPHERS = List.of(
            "AES_256_GCM",
            "AES_128_GCM",
            "CHACHA20_POLY1305",
            "AES_256_CCM",
            "AES_128_CCM",
            "AES_256_CCM_8",
            "AES_128_CCM_8",
            "ARIA_256_GCM",
            "ARIA_128_GCM",
            "CAMELLIA_256_GCM",
            "CAMELLIA_128_GCM",
            "AES_256_CBC",
            "AES_128_CBC",
            "ARIA_256_CBC",
            "ARIA_128_CBC",
            "CAMELLIA_256_CBC",
            "CAMELLIA_128_CBC",
            "SEED_CBC",
            "IDEA_CBC",
            "3DES_EDE_CBC",
            "DES_CBC",
            "DES40_CBC",
            "RC4_128",
            "RC4_40",
            "RC2_CBC_40",
            "NULL");
    private static final List<String> DIGESTS = List.of("_SHA384", "_SHA256", "", "_SHA", "_MD5");

    /** What java.security calls parts of a suite beside the words of its name. */
    private static final Map<String, List<String>> ALIASES = Map.ofEntries(
            Map.entry("DHE", List.of("DH", "DiffieHellman")),
            Map.entry("DH", List.of("DiffieHellman")),
            Map.entry("DSS", List.of("DSA")),
            Map.entry("NULL", List.of("C_NULL")),
            Map.entry("RC4_40", List.of("RC4")),
            Map.entry("RC4_128", List.of("RC4")),
            Map.entry("DES_CBC", List.of("DES", "CBC")),
            Map.entry("DES40_CBC", List.of("DES", "CBC")),
            Map.entry("3DES_EDE_CBC", List.of("DESede", "CBC")),
            Map.entry("AES_128_CBC", List.of("AES", "CBC")),
            Map.entry("AES_256_CBC", List.of("AES", "CBC")),
            Map.entry("AES_128_GCM", List.of("AES", "GCM")),
            Map.entry("AES_256_GCM", List.of("AES", "GCM")),
            Map.entry("CHACHA20_POLY1305", List.of("ChaCha20-Poly1305")),
            Map.entry("MD5", List.of("HmacMD5")),
            Map.entry("SHA", List.of("SHA1", "SHA-1", "HmacSHA1")),
            Map.entry("SHA256", List.of("SHA-256", "HmacSHA256")),
            Map.entry("SHA384", List.of("SHA-384", "HmacSHA384")));

    static SuiteName of(String name) {
        Matcher classic = TLS_1_2.matcher(name);
        if (classic.matches()) {
            return new SuiteName(name, classic.group(1), classic.group(2), text(classic.group(3)));
        }
        Matcher modern = TLS_1_3.matcher(name);
        return modern.matches()
                ? new SuiteName(name, "", modern.group(1), modern.group(2))
                : new SuiteName(name, "", name, "");
    }

    /** Every name of a suite before TLS 1.3 that its parts can be put together to, whether there is such a one or not. */
    static Stream<String> conceivable() {
        return KEY_EXCHANGES.stream()
                .flatMap(exchange -> CIPHERS.stream()
                        .flatMap(cipher ->
                                DIGESTS.stream().map(digest -> "TLS_" + exchange + "_WITH_" + cipher + digest)));
    }

    boolean isOfTls13() {
        return keyExchange.isEmpty();
    }

    boolean isForwardSecret() {
        return isOfTls13() || keyExchange.startsWith("ECDHE_") || keyExchange.startsWith("DHE_");
    }

    boolean isAead() {
        return cipher.contains("GCM") || cipher.contains("CCM") || cipher.contains("POLY1305");
    }

    List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        if (isForwardSecret() && isSecret()) {
            marks.add(Mark.FORWARD_SECRECY);
        }
        if (isAead()) {
            marks.add(Mark.AEAD);
        }
        return marks;
    }

    /** RFC 9325 section 4.1, and what came before it against single ciphers. */
    List<String> deprecatedBy() {
        List<String> by = new ArrayList<>();
        if (cipher.startsWith("RC4")) {
            by.add("RFC 7465");
        } else if (cipher.startsWith("DES_") || cipher.startsWith("IDEA")) {
            by.add("RFC 5469");
        }
        boolean weak = !isSecret() || cipher.startsWith("3DES") || cipher.contains("40");
        if (!isForwardSecret() || weak) {
            by.add("RFC 9325");
        }
        return by;
    }

    /** Why a suite that a provider offers is not one of ours. */
    Optional<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!isForwardSecret()) {
            missing.add("no forward secrecy");
        }
        if (!isAead()) {
            missing.add("no AEAD");
        }
        if (missing.isEmpty() && keyExchange.contains("DSS")) {
            missing.add("DSA certificates are refused");
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", missing));
    }

    /** The words by which an entry of java.security may hit it; the JDK forgot the key exchange of one, which has none. */
    List<String> parts() {
        String exchange = text.contains("DH_anon_EXPORT_WITH_DES40") ? "" : keyExchange;
        return Stream.of(Stream.of(exchange, isSecret() ? cipher : "NULL", digest), Stream.of(exchange.split("_")))
                .flatMap(words -> words)
                .flatMap(part -> Stream.concat(Stream.of(part), ALIASES.getOrDefault(part, List.of()).stream()))
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
    }

    /** Those without encryption only notice changes: NULL, and TLS_SHA256_SHA256 and its like (RFC 9150). */
    private boolean isSecret() {
        return !cipher.equals("NULL") && !(isOfTls13() && cipher.startsWith("SHA"));
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group;
    }
}
