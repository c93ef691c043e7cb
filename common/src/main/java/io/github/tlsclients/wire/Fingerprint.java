package io.github.tlsclients.wire;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import io.github.tlsclients.tls.Hello;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collector;

/**
 * By what a client offers, and in which order, programs are told apart. The numbers are those of the ClientHello without
 * GREASE.
 *
 * @param ja3 as its authors at Salesforce define it: the MD5 of five lists in decimal, in their order
 * @param ja4 as FoxIO specifies it (technical_details/JA4.md): sorted, so that a shuffled ClientHello gives the same
 */
record Fingerprint(String ja3, String ja4) {
    private static final Map<Integer, String> JA4_VERSIONS =
            Map.of(0x0304, "13", 0x0303, "12", 0x0302, "11", 0x0301, "10", 0x0300, "s3", 0x0002, "s2");
    /** Of what is counted more there are only two digits. */
    private static final int MOST = 99;

    private static final int HASH_LENGTH = 12;

    /** @throws IllegalArgumentException if an extension is shorter than it says */
    static Fingerprint of(Hello client) {
        return new Fingerprint(hash("MD5", ja3Text(client)), ja4Of(client));
    }

    private static String ja3Text(Hello client) {
        List<List<Integer>> lists = List.of(
                List.of(client.legacyVersion()),
                client.cipherSuites(),
                client.extensions(),
                client.groups(),
                Offers.pointFormats(client));
        return lists.stream()
                .map(list -> list.stream().map(String::valueOf).collect(joining("-")))
                .collect(joining(","));
    }

    private static String ja4Of(Hello client) {
        String suites = client.cipherSuites().stream().sorted().collect(hexadecimal());
        // which site is visited, and for what, is no matter of the program: both are told in the first part alone
        String extensions = client.extensions().stream()
                .filter(type -> type != Offers.SERVER_NAME && type != Offers.ALPN)
                .sorted()
                .collect(hexadecimal());
        String signatures = client.numbers(Offers.SIGNATURE_ALGORITHMS).stream().collect(hexadecimal());
        return "t" + version(client)
                + (client.extensions().contains(Offers.SERVER_NAME) ? "d" : "i")
                + count(client.cipherSuites())
                + count(client.extensions())
                + protocol(client)
                + "_" + shortHash(suites)
                + "_" + shortHash(signatures.isEmpty() ? extensions : extensions + "_" + signatures);
    }

    private static String version(Hello client) {
        return client.versions().isEmpty() ? "00" : JA4_VERSIONS.getOrDefault(Collections.max(client.versions()), "00");
    }

    private static String count(Collection<?> all) {
        return String.format(Locale.ROOT, "%02d", Math.min(all.size(), MOST));
    }

    /** The first and last character of the first protocol; those of its hexadecimal digits if either is no letter or digit. */
    private static String protocol(Hello client) {
        List<ByteBuffer> protocols = Offers.protocols(client);
        if (protocols.isEmpty() || !protocols.get(0).hasRemaining()) {
            return "00";
        }
        byte[] first = new byte[protocols.get(0).remaining()];
        protocols.get(0).get(first);
        boolean readable = isLetterOrDigit(first[0]) && isLetterOrDigit(first[first.length - 1]);
        String text = readable
                ? new String(first, StandardCharsets.ISO_8859_1)
                : HexFormat.of().formatHex(first);
        return "" + text.charAt(0) + text.charAt(text.length() - 1);
    }

    private static boolean isLetterOrDigit(byte character) {
        return character >= '0' && character <= '9'
                || character >= 'A' && character <= 'Z'
                || character >= 'a' && character <= 'z';
    }

    private static Collector<Integer, ?, String> hexadecimal() {
        return mapping(number -> String.format(Locale.ROOT, "%04x", number), joining(","));
    }

    private static String shortHash(String list) {
        return list.isEmpty() ? "0".repeat(HASH_LENGTH) : hash("SHA-256", list).substring(0, HASH_LENGTH);
    }

    private static String hash(String algorithm, String text) {
        try {
            byte[] hash = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
