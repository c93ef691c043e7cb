package io.github.tlsclients.wire;

import static io.github.tlsclients.wire.TestFlows.extension;
import static io.github.tlsclients.wire.TestFlows.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.tls.Hello;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors that the authors of the fingerprints have published; a ClientHello is made from each. */
class FingerprintTest {
    private static final String CHROME_SUITES =
            "1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035";
    private static final String CHROME_EXTENSIONS =
            "001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015";
    private static final String CHROME_SIGNATURES = "0403,0804,0401,0503,0805,0501,0806,0601";

    /** The README of salesforce/ja3, by hand: the lists are in decimal. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "47-53-5-10-49161-49162-49171-49172-50-56-19-4|0-10-11|23-24-25|0|ada70206e40642a3e4461f35503241d5",
                "4-5-10-9-100-98-3-6-19-18-99||||de350869b8c85de67a350c8d186f11e6"
            })
    void ja3IsThatOfItsAuthors(
            String suites, @Nullable String extensions, @Nullable String groups, @Nullable String formats, String ja3) {
        Map<Integer, String> contents = Map.of(10, vector(2, hex(groups, "%04x")), 11, vector(1, hex(formats, "%02x")));

        Hello hello = hello("0301", hex(suites, "%04x"), hex(extensions, "%04x"), contents);

        assertThat(Fingerprint.of(hello).ja3()).isEqualTo(ja3);
    }

    /** FoxIO-LLC/ja4, technical_details/JA4.md: its example. */
    @Test
    void ja4IsThatOfItsAuthors() {
        assertThat(Fingerprint.of(hello(CHROME_SUITES, CHROME_EXTENSIONS, CHROME_SIGNATURES))
                        .ja4())
                .isEqualTo("t13d1516h2_8daaf6152771_e5627efa2ab1");
    }

    /** FoxIO-LLC/ja4, python/test/testdata/sigalg-grease.pcapng.json: GREASE among the signature schemes, too. */
    @ParameterizedTest
    @ValueSource(strings = {"", "2a2a,"})
    void ja4LeavesOutGreaseEverywhere(String grease) {
        String extensions = "fe0d,0010,0017,0033,44cd,ff01,000a,000d,0023,002b,000b,ca34,002d,0000,0005,001b,0012";
        String signatures = "0904,0905,0906,0403,0804,0401,0503,0805,0501,0806,0601";

        assertThat(Fingerprint.of(hello(grease + CHROME_SUITES, grease + extensions, grease + signatures))
                        .ja4())
                .isEqualTo("t13d1517h2_8daaf6152771_cb7bf5808d99");
    }

    /** JA4.md, "Extension hash": without signature schemes there is no underscore. */
    @Test
    void ja4WithoutSignatureSchemesEndsWithTheExtensions() {
        assertThat(Fingerprint.of(hello(CHROME_SUITES, CHROME_EXTENSIONS, "")).ja4())
                .isEqualTo("t13d1516h2_8daaf6152771_6d807ffa2a79");
    }

    /** JA4.md, "Cipher hash" and "Extension hash": nothing is not hashed. */
    @Test
    void ja4OfNothingIsZeros() {
        assertThat(Fingerprint.of(hello("", "", "")).ja4()).isEqualTo("t12i000000_000000000000_000000000000");
        assertThat(Fingerprint.of(hello("", "0000,0010", "")).ja4()).isEqualTo("t12d0002h2_000000000000_000000000000");
    }

    /** JA4.md, "ALPN Extension Value". */
    @ParameterizedTest
    @CsvSource({
        "6832, h2",
        "687474702f312e31, h1",
        "78, xx",
        "ab, ab",
        "abcd, ad",
        "30ab, 3b",
        "3031abcd, 3d",
        "30abcd31, 01",
        "'', 00"
    })
    void ja4TellsTheFirstProtocolByItsEnds(String protocol, String expected) {
        Hello hello = hello("0303", "1301", "0010", Map.of(16, vector(2, vector(1, protocol) + vector(1, "00"))));

        assertThat(Fingerprint.of(hello).ja4()).startsWith("t12i0101" + expected + "_");
    }

    @ParameterizedTest
    @CsvSource({"0304, 13", "0303, 12", "0302, 11", "0301, 10", "0300, s3", "0002, s2", "7f1c, 00"})
    void ja4TellsTheHighestVersion(String number, String expected) {
        assertThat(Fingerprint.of(hello(number, "1301", "", Map.of())).ja4()).startsWith("t" + expected + "i");
        assertThat(Fingerprint.of(hello("0303", "1301", "002b", Map.of(43, vector(1, "0002" + number + "5a5a"))))
                        .ja4())
                .startsWith("t" + expected + "i");
    }

    @Test
    void ja4CountsToNinetyNine() {
        String many = "1301".repeat(100);

        assertThat(Fingerprint.of(hello("0303", many, "", Map.of())).ja4()).startsWith("t12i9900");
    }

    /** A modern ClientHello, that offers h2 and TLS 1.3 where it has the extensions to say so. */
    private static Hello hello(String suites, String extensions, String signatures) {
        return hello(
                "0303",
                suites.replace(",", ""),
                extensions.replace(",", ""),
                Map.of(
                        10, vector(2, "001d"),
                        11, vector(1, "00"),
                        13, vector(2, signatures.replace(",", "")),
                        16, vector(2, vector(1, "6832")),
                        43, vector(1, "03040303"),
                        51, vector(2, "")));
    }

    private static Hello hello(String version, String suites, String types, Map<Integer, String> contents) {
        String extensions = Arrays.stream(types.split("(?<=\\G.{4})"))
                .filter(type -> !type.isEmpty())
                .map(type -> Integer.parseInt(type, 16))
                .map(type -> extension(type, contents.getOrDefault(type, "")))
                .collect(Collectors.joining());
        String hex = version + TestFlows.RANDOM + "00" + vector(2, suites) + "0100" + vector(2, extensions);
        return Hello.ofClient(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private static String hex(@Nullable String list, String format) {
        return list == null
                ? ""
                : Stream.of(list.split("-"))
                        .map(number -> String.format(format, Integer.parseInt(number)))
                        .collect(Collectors.joining());
    }
}
