package io.github.tlsclients.wire;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes as text that is safe to show: what is no printable ASCII becomes {@code \xHH}. */
final class Printable {
    private static final HexFormat HEX = HexFormat.of();

    private Printable() {}

    static String text(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder(bytes.remaining());
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next >= ' ' && next <= '~') {
                text.append((char) next);
            } else {
                HEX.toHexDigits(text.append("\\x"), next);
            }
        }
        return text.toString();
    }
}
