package io.github.tlsclients.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The secrets of sessions as SSLKEYLOGFILE has them (RFC 9850): lines of a label, the random of the session's ClientHello
 * and a secret.
 */
final class KeyLog {
    /** A handshake record that begins with a ClientHello (RFC 8446 sections 5.1 and 4.1.2), up to its random's end. */
    private static final Pattern CLIENT_HELLO =
            Pattern.compile("\\x16\\x03[\\x00-\\x04]..\\x01\\x00..\\x03\\x03(.{32})", Pattern.DOTALL);

    private static final Pattern LINE = Pattern.compile("[A-Z0-9_]+ ([0-9a-fA-F]{64}) [0-9a-fA-F]+");

    /** A ClientHello stands at the beginning, or behind an upgrade's few lines. */
    private static final int SEARCHED = 64 * 1024;

    private final List<String> lines;

    private KeyLog(List<String> lines) {
        this.lines = lines;
    }

    /** @param text whose comments and whatever else is not a secret are passed over (section 2) */
    static KeyLog of(String text) {
        return new KeyLog(text.lines().map(String::strip).toList());
    }

    /** {@return the lines for these connections' sessions} Nobody who is shown these is to have the keys of others. */
    String only(List<Flow> flows) {
        Set<String> randoms = new HashSet<>();
        flows.forEach(flow -> randoms.addAll(randoms(flow)));
        return lines.stream()
                .filter(line -> {
                    Matcher secret = LINE.matcher(line);
                    return secret.matches() && randoms.contains(secret.group(1).toLowerCase(Locale.ROOT));
                })
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> randoms(Flow flow) {
        StringBuilder said = new StringBuilder();
        for (Segment segment : flow.segments()) {
            if (segment.direction() == Direction.TO_SERVER && said.length() < SEARCHED) {
                said.append(new String(segment.bytes(), StandardCharsets.ISO_8859_1)); // a character for each byte
            }
        }
        List<String> randoms = new ArrayList<>();
        for (Matcher hello = CLIENT_HELLO.matcher(said); hello.find(); ) {
            randoms.add(HexFormat.of().formatHex(hello.group(1).getBytes(StandardCharsets.ISO_8859_1)));
        }
        return randoms;
    }
}
