package io.github.tlsclients.tls;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** PEM text as people have it (RFC 7468, read leniently): blocks in any order, with anything around them. */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final String DEK_INFO = "DEK-Info:";

    private Pem() {}

    /** Text of whatever encoding; UTF-16 is what Windows shells redirect to. */
    static String text(byte[] content) {
        Charset charset = StandardCharsets.ISO_8859_1;
        if (content.length > 1 && (content[0] & 0xff ^ content[1] & 0xff) == (0xff ^ 0xfe)) {
            charset = StandardCharsets.UTF_16; // by its byte order mark
        }
        return new String(content, charset);
    }

    static boolean isPem(String text) {
        return text.contains(BEGIN);
    }

    /**
     * The blocks of a text, in order.
     *
     * @param name what errors call it
     */
    static List<Block> blocks(String text, String name) {
        List<Block> blocks = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(begin + BEGIN.length(), labelEnd);
            String mark = "-----END " + label + DASHES;
            int end = text.indexOf(mark, labelEnd);
            if (label.isEmpty() || end < 0) {
                throw new TlsConfigException(
                        name + " is damaged: its block " + (blocks.size() + 1) + " has no end",
                        "fetch or export the file again");
            }
            blocks.add(block(label, text.substring(labelEnd + DASHES.length(), end), blocks.size() + 1));
            begin = text.indexOf(BEGIN, end + mark.length());
        }
        return blocks;
    }

    /** RFC 1421 section 4.6: headers stand before an empty line; the one that matters is how a key is encrypted. */
    private static Block block(String label, String body, int number) {
        if (body.indexOf(':') < 0) {
            return new Block(label, "", body, number);
        }
        String encryption = "";
        StringBuilder base64 = new StringBuilder();
        for (String line : body.lines().toList()) {
            if (line.startsWith(DEK_INFO)) {
                encryption = line.substring(DEK_INFO.length()).strip();
            } else if (line.indexOf(':') < 0) {
                base64.append(line);
            }
        }
        return new Block(label, encryption, base64.toString(), number);
    }

    /**
     * One block.
     *
     * @param label such as {@code CERTIFICATE}
     * @param encryption the value of DEK-Info, or nothing
     * @param base64 what stands between the lines
     * @param number its place in the file, from 1
     */
    record Block(String label, String encryption, String base64, int number) {
        /** A block that was never text. */
        static Block of(String label, byte[] der) {
            return new Block(label, "", Base64.getEncoder().encodeToString(der), 1);
        }

        /**
         * Its bytes.
         *
         * @param name what errors call the file
         */
        byte[] der(String name) {
            StringBuilder digits = new StringBuilder(base64.length());
            base64.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> digits.append((char) c));
            try {
                return Base64.getDecoder().decode(digits.toString());
            } catch (IllegalArgumentException e) {
                throw new TlsConfigException(
                        name + " is damaged: its block " + number + " is not base64", "fetch or export the file again");
            }
        }

        boolean isKey() {
            return label.endsWith("PRIVATE KEY");
        }

        @Override
        public String toString() {
            return label; // a private key is in no text
        }
    }
}
