package io.github.tlsclients.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads secrets from where they may stand: a file or a variable, never an argument, which every user can list. */
public final class Secrets {
    private Secrets() {}

    /**
     * Reads the first line of a file.
     *
     * @param file a text in UTF-8
     * @return the line without its end; overwrite it after use
     * @throws TlsConfigException if it cannot be read
     */
    public static char[] firstLine(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new TlsConfigException("the password file " + file + " cannot be read", "check the path", e);
        }
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
        Arrays.fill(bytes, (byte) 0);
        char[] secret = new char[text.remaining()];
        text.get(secret);
        return secret;
    }

    /**
     * Reads an environment variable.
     *
     * @param name the variable's
     * @return its value; overwrite it after use
     * @throws TlsConfigException if there is none of that name
     */
    public static char[] variable(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new TlsConfigException(
                    "there is no environment variable " + name, "export it, or give the secret in a file");
        }
        return value.toCharArray();
    }
}
