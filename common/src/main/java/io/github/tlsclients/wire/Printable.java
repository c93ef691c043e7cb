package io.github.tlsclients.wire;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.stream.IntStream;

/** Bytes as text that is safe to show: what is no printable ASCII becomes {@code \xHH}. */
final class Printable {
    private static final String[] TEXTS = IntStream.range(0, 256)
            .mapToObj(value -> value >= ' ' && value <= '~'
                    ? String.valueOf((char) value)
                    : String.format(Locale.ROOT, "\\x%02x", value))
            .toArray(String[]::new);

    private Printable() {}

    static String text(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder(bytes.remaining());
        while (bytes.hasRemaining()) {
            text.append(TEXTS[Byte.toUnsignedInt(bytes.get())]);
        }
        return text.toString();
    }
}
