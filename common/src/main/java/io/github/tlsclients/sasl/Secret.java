package io.github.tlsclients.sasl;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Messages with a secret in them, made without a String on the way: that could not be wiped. */
final class Secret {
    private Secret() {}

    /** The text before, the secret and the text behind, in UTF-8; the caller wipes it. */
    static byte[] message(String before, char[] secret, String behind) {
        char[] all = new char[before.length() + secret.length + behind.length()];
        before.getChars(0, before.length(), all, 0);
        System.arraycopy(secret, 0, all, before.length(), secret.length);
        behind.getChars(0, behind.length(), all, before.length() + secret.length);
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(all));
        byte[] message = new byte[encoded.remaining()];
        encoded.get(message);
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(all, '\0');
        return message;
    }
}
