package io.github.tlsclients.http;

import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.UpgradeException;
import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The head of an HTTP/1.1 response, read strictly (RFC 9112 sections 4 and 5): what is not one is an error, since
 * whoever reads it leniently may find its end in another place than the server put it.
 *
 * @param status 100 to 599
 * @param line the status line, safe to print
 * @param fields the header fields in order
 */
record HttpHead(int status, String line, List<Field> fields) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)");
    private static final int SHOWN = 120;

    /** A header field. */
    record Field(String name, String value) {}

    /** Where lines come from: each without its line end, each and all of them bounded. */
    interface Lines {
        String next() throws IOException;
    }

    /**
     * Reads up to and including the empty line.
     *
     * @throws UpgradeException if what comes is not the head of a response
     */
    static HttpHead read(Lines lines) throws IOException {
        String first = lines.next();
        Matcher status = STATUS_LINE.matcher(first);
        if (!status.matches()) {
            throw malformed("the server does not speak HTTP/1.1: " + shown(first));
        }
        List<Field> fields = new ArrayList<>();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                throw malformed("the server sent a bad header field: " + shown(line));
            }
            fields.add(new Field(field.group(1), field.group(2).strip()));
        }
        return new HttpHead(Integer.parseInt(status.group(1)), shown(first), List.copyOf(fields));
    }

    /** The members of a list-based field (RFC 9110 section 5.6.1), over all its lines. */
    List<String> members(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .flatMap(field -> Stream.of(field.value().split(",")))
                .map(String::strip)
                .filter(member -> !member.isEmpty())
                .toList();
    }

    /** Whether a list-based field has this member, in upper or lower case. */
    boolean has(String name, String member) {
        return members(name).stream().anyMatch(member::equalsIgnoreCase);
    }

    /** Whether the server names TLS as a protocol that it upgrades to (RFC 2817 sections 3.3 and 4.2). */
    boolean namesTls() {
        return members("Upgrade").stream().anyMatch(product -> product.regionMatches(true, 0, "TLS/", 0, 4));
    }

    /**
     * The length that the head gives for the body; empty if it gives none.
     *
     * @throws UpgradeException if there are several, or one that is not a number
     */
    OptionalLong contentLength() throws UpgradeException {
        List<String> lengths = members("Content-Length");
        if (lengths.isEmpty()) {
            return OptionalLong.empty();
        }
        if (lengths.size() > 1 || !lengths.get(0).matches("[0-9]{1,18}")) {
            throw malformed("the server's Content-Length is no length");
        }
        return OptionalLong.of(Long.parseLong(lengths.get(0)));
    }

    static UpgradeException malformed(String message) {
        return new UpgradeException(Reason.MALFORMED, message);
    }

    private static String shown(String line) {
        String printable = ClearText.printable(line);
        return printable.length() > SHOWN ? printable.substring(0, SHOWN) + "..." : printable;
    }
}
