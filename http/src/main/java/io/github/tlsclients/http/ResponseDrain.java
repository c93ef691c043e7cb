package io.github.tlsclients.http;

import io.github.tlsclients.tls.UpgradeException;
import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Reads one whole response from a connection and not a byte more, so that the next one begins where it ends. */
final class ResponseDrain {
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_LINES = 256;
    /** An answer to {@code OPTIONS *} is a few lines; whoever sends more than this has something else in mind. */
    private static final long LONGEST_BODY = 65_536;

    private final InputStream in;
    private int lines;
    private long body;

    ResponseDrain(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the response to its end.
     *
     * @return its head
     * @throws UpgradeException if it has none, is too long, or ends only with the connection
     * @throws EOFException if the connection ends before it does
     */
    HttpHead drain() throws IOException {
        HttpHead head = HttpHead.read(this::line);
        int status = head.status();
        if (status < 200) {
            throw HttpHead.malformed("the server answers inside TLS with " + head.line());
        }
        if (status == 204 || status == 304) {
            return head;
        }
        OptionalLong length = head.contentLength();
        boolean coded = !head.members("Transfer-Encoding").isEmpty();
        if (coded && length.isPresent()) {
            throw HttpHead.malformed("the server gives its answer two lengths");
        }
        if (head.has("Transfer-Encoding", "chunked")) {
            skipChunks();
        } else if (coded || length.isEmpty()) {
            throw new UpgradeException(
                    Reason.REFUSED, "the server upgrades, and closes after its first answer: " + head.line());
        } else {
            skip(length.getAsLong());
        }
        return head;
    }

    /** RFC 9112 section 7.1. */
    private void skipChunks() throws IOException {
        while (true) {
            String size = line().split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,8}")) {
                throw HttpHead.malformed("the server sent a bad chunk");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                break;
            }
            skip(length);
            requireEmpty(line());
        }
        while (!line().isEmpty()) {
            continue; // trailer fields say nothing about the connection
        }
    }

    private static void requireEmpty(String line) throws UpgradeException {
        if (!line.isEmpty()) {
            throw HttpHead.malformed("the server sent a bad chunk");
        }
    }

    private void skip(long length) throws IOException {
        body += length;
        if (body > LONGEST_BODY) {
            throw HttpHead.malformed("the server's answer to OPTIONS has no end");
        }
        if (in.readNBytes((int) length).length < length) {
            throw hungUp();
        }
    }

    private String line() throws IOException {
        if (++lines > MOST_LINES) {
            throw HttpHead.malformed("the server's answer to OPTIONS has no end");
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw hungUp();
            }
            if (line.size() == LONGEST_LINE) {
                throw HttpHead.malformed("the server's line has no end");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static EOFException hungUp() {
        return new EOFException("the server upgrades, and hangs up before it answers");
    }
}
