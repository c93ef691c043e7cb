package io.github.tlsclients.smtp;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConnector;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * What the server says inside TLS, reply by reply: bounded, well-formed, and in answer to something. Angus reads lines of
 * any length and any number of them, and takes what was said before its question for the answer.
 *
 * <p>There are never more replies on their way than there are questions. What comes beside them is the answer to a
 * question that was not asked yet, and every answer after it would be taken for the one to the next question: a message
 * that is refused would pass for taken.
 */
final class Replies extends InputStream {
    /** RFC 4954 section 4: so long may a challenge be; RFC 5321 section 4.5.3.1.5 has 512 for all others. */
    private static final int LONGEST_LINE = 12_288;

    private static final int MOST_LINES = 256;

    /** What has come already is not waited for; this much is to look at it. */
    private static final int GLANCE_MILLIS = 1;

    private final TlsConnector connector;
    private final Socket socket;
    private final SmtpFailures failures;
    private final byte[] heard = new byte[4096];
    private int from;
    private int to;
    private byte[] passedOn = new byte[0];
    private int position;

    Replies(TlsConnector connector, Socket socket, SmtpFailures failures) {
        this.connector = connector;
        this.failures = failures;
        this.socket = socket;
    }

    /**
     * The next reply, as a whole.
     *
     * @throws TlsException if it is none, has no end, or has another one behind it; or if it is a 421, by which a server
     *     ends the session whatever it was asked (RFC 5321 section 3.8)
     */
    Reply next() throws IOException {
        return next(0);
    }

    /**
     * The next reply to several questions that were asked at once (RFC 2920).
     *
     * @param others how many replies are still to come behind it
     * @throws TlsException as {@link #next()}
     */
    Reply next(int others) throws IOException {
        int[] lines = {0};
        Reply reply = Reply.read(
                () -> {
                    if (++lines[0] > MOST_LINES) {
                        throw malformed("the server's reply has no end");
                    }
                    return line();
                },
                line -> malformed("the server says what is no reply of SMTP: " + shown(line)));
        if (reply.code() == 421) {
            throw failures.turnedAway(failures.words(reply.text()));
        }
        if (others == 0 && from < to) {
            throw unasked();
        }
        return reply;
    }

    /**
     * Makes sure that the server has said nothing since its last reply. To be called before each command.
     *
     * @throws TlsException if it has
     */
    void requireSilence() throws IOException {
        if (from < to || hasMore()) {
            throw unasked();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Passes replies on to a client library, not more than one at a time. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == passedOn.length) {
            passedOn = next().bytes();
            position = 0;
        }
        int count = Math.min(length, passedOn.length - position);
        System.arraycopy(passedOn, position, buffer, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return passedOn.length - position;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (from == to) {
                hear();
            }
            char next = (char) (heard[from++] & 0xff);
            if (next == '\n') {
                break;
            }
            if (line.length() == LONGEST_LINE) {
                throw malformed("the server's line has no end");
            }
            line.append(next);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    private void hear() throws IOException {
        int count = socket.getInputStream().read(heard);
        if (count < 0) {
            throw new EOFException("the server hung up");
        }
        from = 0;
        to = count;
    }

    /** Looks inside what TCP has: it may be a ticket of TLS 1.3, which is no word of the server's. */
    private boolean hasMore() throws IOException {
        if (socket.getInputStream().available() == 0 && !connector.hasUnread()) {
            return false;
        }
        int patience = socket.getSoTimeout();
        socket.setSoTimeout(GLANCE_MILLIS);
        try {
            hear();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(patience);
        }
    }

    private TlsException unasked() {
        String words = new String(heard, from, to - from, StandardCharsets.ISO_8859_1);
        return words.startsWith("421")
                ? failures.turnedAway(shown(words))
                : malformed("the server answers what it was not asked: " + shown(words));
    }

    private TlsException malformed(String message) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR, message, "check that the port is one for smtp, and ask the server's owner");
    }

    private String shown(String text) {
        String printable = failures.words(text);
        return printable.length() > 80 ? printable.substring(0, 80) + "…" : printable;
    }
}
