package io.github.tlsclients.ftp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends in an error after so many bytes, or in too long a line: what reads it keeps all of it in memory. */
final class LimitedInput extends FilterInputStream {
    private final long limit;
    private final int longestLine;
    private final String what;
    private long left;
    private int line;

    /** @param longestLine in bytes; no line is longer than the whole */
    LimitedInput(InputStream in, long limit, int longestLine, String what) {
        super(in);
        this.limit = limit;
        this.longestLine = longestLine;
        this.what = what;
        this.left = limit;
    }

    /** Lets as many bytes through again. */
    void renew() {
        left = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        left -= Math.max(count, 0);
        if (left < 0) {
            throw new BrokenProtocolException(what + " has no end");
        }
        for (int i = offset; i < offset + count; i++) {
            line = buffer[i] == '\n' ? 0 : line + 1;
            if (line > longestLine) {
                throw new BrokenProtocolException("a line of " + what + " has no end");
            }
        }
        return count;
    }
}
