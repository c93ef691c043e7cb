package io.github.tlsclients.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The secrets of sessions as SSLKEYLOGFILE has them: lines of a label, the random of the session's ClientHello and a
 * secret (RFC 9850), or as NSS once wrote those of TLS 1.2, and some agents still do, with the session's number.
 */
final class KeyLog {
    /** A record that begins with a ClientHello (RFC 8446 sections 5.1 and 4.1.2), up to the end of its random. */
    private static final Pattern CLIENT_HELLO =
            Pattern.compile("\\x16\\x03[\\x00-\\x04]..\\x01\\x00..\\x03\\x03(.{32})", Pattern.DOTALL);

    /** A record that begins with a ServerHello, up to the end of the session's number. */
    private static final Pattern SERVER_HELLO =
            Pattern.compile("\\x16\\x03[\\x00-\\x04]..\\x02\\x00..\\x03\\x03.{32}\\x20(.{32})", Pattern.DOTALL);

    private static final Pattern LINE = Pattern.compile(
            "(?:[A-Z0-9_]+ |RSA Session-ID:)([0-9a-f]{64}) (?:Master-Key:)?[0-9a-f]+", Pattern.CASE_INSENSITIVE);

    /** The hellos stand at the beginning, or behind an upgrade's few lines. */
    private static final int SEARCHED = 64 * 1024;

    private final List<String> lines;

    private KeyLog(List<String> lines) {
        this.lines = lines;
    }

    /** @param text whose comments and whatever else is not a secret are passed over */
    static KeyLog of(String text) {
        return new KeyLog(text.lines().map(String::strip).toList());
    }

    /** {@return the lines for these connections' sessions} Nobody who is shown these is to have the keys of others. */
    String only(List<Flow> flows) {
        Set<String> sessions = new HashSet<>();
        for (Flow flow : flows) {
            all(CLIENT_HELLO, said(flow, Direction.TO_SERVER)).forEach(sessions::add);
            all(SERVER_HELLO, said(flow, Direction.TO_CLIENT)).forEach(sessions::add);
        }
        return lines.stream()
                .filter(line -> {
                    Matcher secret = LINE.matcher(line);
                    return secret.matches() && sessions.contains(secret.group(1).toLowerCase(Locale.ROOT));
                })
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** A character for each byte, as far as is searched. */
    private static String said(Flow flow, Direction direction) {
        StringBuilder said = new StringBuilder();
        for (Segment segment : flow.segments()) {
            if (segment.direction() == direction && said.length() < SEARCHED) {
                said.append(new String(segment.bytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return said.toString();
    }

    private static Stream<String> all(Pattern hello, String said) {
        return hello.matcher(said)
                .results()
                .map(result -> HexFormat.of().formatHex(result.group(1).getBytes(StandardCharsets.ISO_8859_1)));
    }
}
