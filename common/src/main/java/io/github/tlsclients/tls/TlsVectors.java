package io.github.tlsclients.tls;

import java.nio.ByteBuffer;

/**
 * Reads the presentation language of TLS (RFC 8446 section 3): numbers, and vectors led by their length. What is shorter
 * than it says is an {@link IllegalArgumentException}.
 */
public final class TlsVectors {
    private TlsVectors() {}

    /**
     * Reads a number.
     *
     * @param from where; it is left behind the number
     * @param bytes how long the number is, 1 to 3
     * @return the number, never negative
     * @throws IllegalArgumentException if fewer bytes are left
     */
    public static int number(ByteBuffer from, int bytes) {
        require(from, bytes);
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | from.get() & 0xff;
        }
        return number;
    }

    /**
     * Reads a vector.
     *
     * @param from where; it is left behind the vector
     * @param bytes how long the number is that tells its length, 1 to 3
     * @return what is in it, a view of the same bytes
     * @throws IllegalArgumentException if fewer bytes are left than it says
     */
    public static ByteBuffer vector(ByteBuffer from, int bytes) {
        return part(from, number(from, bytes));
    }

    /** The next so many bytes. */
    static ByteBuffer part(ByteBuffer from, int length) {
        require(from, length);
        ByteBuffer part = from.slice(from.position(), length);
        from.position(from.position() + length);
        return part;
    }

    private static void require(ByteBuffer from, int length) {
        if (from.remaining() < length) {
            throw new IllegalArgumentException(
                    "shorter than it says: " + from.remaining() + " of " + length + " bytes");
        }
    }
}
