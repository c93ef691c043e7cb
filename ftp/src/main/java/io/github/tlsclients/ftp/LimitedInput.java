package io.github.tlsclients.ftp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends in an error after so many bytes: what reads it keeps all of it in memory. */
final class LimitedInput extends FilterInputStream {
    private final long limit;
    private final String what;
    private long left;

    LimitedInput(InputStream in, long limit, String what) {
        super(in);
        this.limit = limit;
        this.what = what;
        this.left = limit;
    }

    /** Lets as many bytes through again. */
    void renew() {
        left = limit;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        count(count);
        return count;
    }

    private void count(int count) throws LimitException {
        left -= Math.max(count, 0);
        if (left < 0) {
            throw new LimitException(what + " has no end");
        }
    }

    /** There was more than anybody has use for. */
    static final class LimitException extends IOException {
        private static final long serialVersionUID = 1L;

        LimitException(String message) {
            super(message);
        }
    }
}
