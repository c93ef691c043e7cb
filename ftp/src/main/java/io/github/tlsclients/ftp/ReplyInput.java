package io.github.tlsclients.ftp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Replies, each line of which ends by CR LF (RFC 959 section 4.2). Commons Net would take one that ends by LF alone, and
 * the next, for a single line.
 */
final class ReplyInput extends FilterInputStream {
    private int last;

    ReplyInput(InputStream in) {
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
        for (int i = offset; i < offset + count; i++) {
            if (buffer[i] == '\n' && last != '\r') {
                throw new BrokenProtocolException("a line of the server's reply ends without CR");
            }
            last = buffer[i];
        }
        return count;
    }
}
