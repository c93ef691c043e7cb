package io.github.tlsclients.smtp;

import io.github.tlsclients.tls.TlsConfigException;

/** Text that goes into a header or a command. A line break in it would end that one and begin another. */
final class OneLine {
    private OneLine() {}

    /** @throws TlsConfigException if the text holds a line break or another control character */
    static String require(String what, String text) {
        if (text.chars().anyMatch(OneLine::breaks)) {
            throw new TlsConfigException(
                    "the " + what + " holds a line break or another control character",
                    "give the " + what + " as one line of printable text");
        }
        return text;
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** Control characters, and the two line breaks that Unicode has beside them. */
    private static boolean breaks(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }
}
