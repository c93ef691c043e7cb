package io.github.tlsclients.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How amounts, times and long texts are written for people. */
final class Shown {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH);

    private Shown() {}

    /** Such as {@code 0.012 s}. */
    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
    }

    static String date(Instant instant) {
        return DATE.format(instant.atZone(ZoneOffset.UTC));
    }

    /** Such as {@code 517 B} or {@code 16.4 kB}; a thousand each, as wires are counted. */
    static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** To the byte, such as {@code 16,401 bytes}. */
    static String bytes(long bytes) {
        return count(bytes, "byte");
    }

    /** Such as {@code 1 line} or {@code 3 lines}. */
    static String count(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }

    /** Without asking for a name. */
    static String address(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Its first characters, and how many more there are. */
    static String cut(String text, int limit) {
        int length = text.codePointCount(0, text.length());
        return length <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limit)) + "… and " + count(length - limit, "character")
                        + " more";
    }
}
