package io.github.tlsclients.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A reply of RFC 5321 section 4.2: one code, one text or several.
 *
 * @param code 200 to 559
 * @param texts what follows the code in each line, one byte a character; may be empty
 */
record Reply(int code, List<String> texts) {
    private static final Pattern LINE = Pattern.compile("[2-5][0-5][0-9]([ -].*)?", Pattern.DOTALL);

    /** Where the lines come from, and are bounded in length and number. */
    @FunctionalInterface
    interface Lines {
        /** The next one, without its line end, one byte a character. */
        String next() throws IOException;
    }

    /**
     * Reads a whole reply.
     *
     * @param malformed the error for a line that is none of a reply, or of another one
     */
    static Reply read(Lines lines, Function<String, ? extends IOException> malformed) throws IOException {
        List<String> texts = new ArrayList<>();
        String code = "";
        while (true) {
            String line = lines.next();
            if (!LINE.matcher(line).matches() || !line.startsWith(code)) {
                throw malformed.apply(line);
            }
            code = line.substring(0, 3);
            texts.add(line.length() > 3 ? line.substring(4) : "");
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new Reply(Integer.parseInt(code), texts);
            }
        }
    }

    boolean isFailure() {
        return code >= 400;
    }

    boolean isPermanentFailure() {
        return code >= 500;
    }

    /** Whether a line behind the first, which is the greeting, begins with this keyword (RFC 5321 4.1.1.1). */
    boolean announces(String keyword) {
        return texts.stream()
                .skip(1)
                .anyMatch(text -> text.toUpperCase(Locale.ROOT).split(" ", 2)[0].equals(keyword));
    }

    /** Code and texts in one line, as they came; not for a terminal. */
    String text() {
        return code + " " + String.join(" ", texts);
    }

    /** As it came. */
    byte[] bytes() {
        String head = texts.stream()
                .limit(texts.size() - 1L)
                .map(text -> code + "-" + text + "\r\n")
                .collect(Collectors.joining());
        return (head + code + " " + texts.get(texts.size() - 1) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
