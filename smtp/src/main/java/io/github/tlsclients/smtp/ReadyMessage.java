package io.github.tlsclients.smtp;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message that is written already, header and all (RFC 5322), to be sent as it is: only its line ends become CRLF. The
 * file is read as it is sent, and never held in memory as a whole.
 *
 * @param from whom the server is told that it is from
 * @param to whom it is for, whatever its header says; at least one
 * @param file the message; line ends of any kind
 */
public record ReadyMessage(Mailbox from, List<Mailbox> to, Path file) {
    /** RFC 5322 section 2.2: printable but for the colon; blanks before it are of old. */
    private static final Pattern FIELD = Pattern.compile("[!-9;-~]+[ \t]*:.*", Pattern.DOTALL);

    private static final Pattern ID =
            Pattern.compile("message-id[ \t]*:\\s*(<[^<>\\s]*>)\\s*", Pattern.CASE_INSENSITIVE);

    /** More of a header is not looked at for the message's id. */
    private static final int LONGEST_HEADER = 64 * 1024;

    /**
     * Checks what was collected.
     *
     * @throws TlsConfigException if there is no recipient
     */
    public ReadyMessage {
        to = List.copyOf(to);
        if (to.isEmpty()) {
            throw new TlsConfigException("the message is for nobody", "name a recipient");
        }
    }

    /**
     * Makes sure that the file is there and begins as a message does. Sending begins with this; call it before connecting
     * to hear of it earlier.
     *
     * @throws TlsException ({@link TlsFailure#LOCAL_FILE}) if it cannot be read or is no message
     */
    public void requireMessage() throws TlsException {
        contents();
    }

    /** What the server has to know beforehand, found out by reading it once. */
    Contents contents() throws TlsException {
        if (!Files.isRegularFile(file)) {
            throw unreadable(null);
        }
        Counting counting = new Counting();
        List<String> header;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(LONGEST_HEADER);
            header = lines(head).takeWhile(line -> !line.isEmpty()).toList();
            MessageData data = new MessageData(counting);
            data.write(head);
            in.transferTo(data);
            data.endLine();
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (header.isEmpty() || !FIELD.matcher(header.get(0)).matches()) {
            throw new TlsException(
                    TlsFailure.LOCAL_FILE,
                    file + " is no mail message: it does not begin with a field of a header",
                    "begin it with its header, as in Subject: hello; then comes an empty line, and then the text");
        }
        String id = header.stream()
                .map(ID::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .findFirst()
                .orElse("");
        return new Contents(counting.size, counting.beyondAscii, id);
    }

    void writeTo(OutputStream out) throws IOException {
        try (InputStream in = new FileSource(file).getInputStream()) {
            in.transferTo(out);
        }
    }

    /** Whether a server must know SMTPUTF8 (RFC 6531) to take it. */
    boolean needsUtf8() {
        return from.needsUtf8() || to.stream().anyMatch(Mailbox::needsUtf8);
    }

    private static Stream<String> lines(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).lines();
    }

    private TlsException unreadable(@Nullable IOException cause) {
        return new TlsException(
                TlsFailure.LOCAL_FILE, "the message " + file + " cannot be read", "check the path", cause);
    }

    /**
     * What is in it.
     *
     * @param size in bytes, as it is sent
     * @param beyondAscii whether the server must know 8BITMIME (RFC 6152)
     * @param id its Message-ID, with the angle brackets; empty if it has none
     */
    record Contents(long size, boolean beyondAscii, String id) {}

    private static final class Counting extends OutputStream {
        private long size;
        private boolean beyondAscii;

        @Override
        public void write(int value) {
            size++;
            beyondAscii |= (value & 0x80) != 0;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            size += length;
            for (int i = offset; i < offset + length && !beyondAscii; i++) {
                beyondAscii = bytes[i] < 0;
            }
        }
    }
}
