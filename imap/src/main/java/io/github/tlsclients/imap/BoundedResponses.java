package io.github.tlsclients.imap;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A server's responses, bounded before the library sees them: it would hold a line without an end until memory is full,
 * and make room for each literal as large as its announcement (RFC 9051 section 4.3) before a byte of it has come.
 *
 * <p>Large messages pass. Clients ask for them by pieces ({@link RawMessage}, and a Store by {@code fetchsize}), and a
 * server that knows no pieces may send 64 MiB at once. The bounds, each far beyond what servers do:
 *
 * <ul>
 *   <li>{@link #LONGEST_TEXT}: one response without its literals. A SEARCH that finds a quarter of a million messages still passes.
 *   <li>{@link #LARGEST_LITERAL}: one literal.
 *   <li>{@link #MOST_AT_ONCE}: all the responses to one command, which the library keeps until the last has come. Small
 *       ones count for more than their bytes, as they do in memory; the summaries of 100,000 messages pass.
 * </ul>
 */
final class BoundedResponses extends FilterInputStream {
    static final int LONGEST_TEXT = 2 << 20;
    static final int LARGEST_LITERAL = 64 << 20;
    static final int MOST_AT_ONCE = 256 << 20;

    /** What the library's objects for one response take, roughly. */
    private static final int OVERHEAD = 2048;

    private long taken; // by the responses since the latest tagged one
    private long text; // of the response that is being read, and the same with its literals:
    private long all;
    private int first; // its first byte
    private int previous;
    private Announcement announcement = Announcement.NONE;
    private long announced;
    private boolean negative;
    private long literal; // what is still to come of one

    /** How much of an announcement, brace, digits, brace and CR, stands at the end of what has been read. */
    private enum Announcement {
        NONE,
        OPEN,
        SIGN,
        DIGITS,
        CLOSED,
        RETURNED
    }

    BoundedResponses(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        int end = offset + count;
        for (int i = offset; i < end; i++) {
            if (literal > 1) {
                i = skipLiteral(buffer, i, (int) Math.min(end, i + literal - 1));
            }
            if (i < end) {
                scan(buffer[i] & 0xff);
            }
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /**
     * Finds the ends of lines and the announcements of literals in the same places as the library. That one looks back
     * from each line end, into a literal that has just ended if need be, and takes a negative number for zero.
     */
    private void scan(int next) throws TlsException {
        all++;
        if (literal > 0) {
            literal--;
            announce(next);
        } else {
            if (text++ == 0) {
                first = next;
            }
            if (text > LONGEST_TEXT) {
                throw tooMuch("a line of its answer has no end, or more than " + (LONGEST_TEXT >> 20) + " MiB");
            }
            if (next == '\n' && previous == '\r') {
                endLine();
            } else {
                announce(next);
            }
        }
        previous = next;
    }

    /** Most bytes of a literal are none of an announcement, nor is what stands before such a byte. */
    private int skipLiteral(byte[] buffer, int begin, int end) {
        int tail = end;
        while (tail > begin && "{-0123456789}\r".indexOf(buffer[tail - 1]) >= 0) {
            tail--;
        }
        if (tail > begin) {
            announcement = Announcement.NONE;
            previous = buffer[tail - 1] & 0xff;
            all += tail - begin;
            literal -= tail - begin;
        }
        return tail;
    }

    private void announce(int next) {
        if (next == '{') {
            announcement = Announcement.OPEN;
            announced = 0;
            negative = false;
        } else if (announcement == Announcement.NONE) {
            return;
        } else if (next >= '0' && next <= '9' && announcement.compareTo(Announcement.CLOSED) < 0) {
            announced = negative ? 0 : Math.min(announced * 10 + next - '0', Integer.MAX_VALUE);
            announcement = Announcement.DIGITS;
        } else {
            announcement = switch (announcement) {
                case OPEN -> next == '-' ? Announcement.SIGN : Announcement.NONE;
                case DIGITS -> next == '}' ? Announcement.CLOSED : Announcement.NONE;
                case CLOSED -> next == '\r' ? Announcement.RETURNED : Announcement.NONE;
                default -> Announcement.NONE;
            };
            negative |= announcement == Announcement.SIGN;
        }
    }

    private void endLine() throws TlsException {
        boolean announces = announcement == Announcement.RETURNED;
        announcement = Announcement.NONE;
        if (announces) {
            if (announced > LARGEST_LITERAL) {
                throw tooMuch("it announces a piece of " + announced + " bytes; at most " + LARGEST_LITERAL
                        + " are taken at once");
            }
            literal = announced;
            requireRoom(all + announced);
            return;
        }
        boolean tagged = first != '*' && first != '+';
        taken = tagged ? 0 : taken + all + OVERHEAD;
        requireRoom(0);
        text = 0;
        all = 0;
    }

    private void requireRoom(long more) throws TlsException {
        if (taken + more > MOST_AT_ONCE) {
            throw tooMuch("its answer to one command has no end, or more than " + (MOST_AT_ONCE >> 20) + " MiB");
        }
    }

    private static TlsException tooMuch(String what) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the server sends more than memory should hold: " + what,
                "no honest server does that: ask its owner what it is");
    }
}
