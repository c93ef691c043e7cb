package io.github.tlsclients.tls;

import java.io.IOException;
import java.io.InputStream;

/**
 * Asks TCP for all that is there. TLS reads a record in two pieces, its header of five bytes first, and each piece costs
 * the kernel as much as several records do.
 *
 * <p>A read takes what one read of TCP brings and never waits for more. For one thread at a time, as TLS reads.
 */
final class ReadAhead extends InputStream {
    /** Four of the largest records. The JDK copies what it reads through a buffer of no more than twice that. */
    private static final int BUFFER = 4 * (16 * 1024 + 256 + 5);

    private final InputStream tcp;
    private byte[] buffer = new byte[0];
    private int at;
    private int end;

    ReadAhead(InputStream tcp) {
        this.tcp = tcp;
    }

    @Override
    public int available() throws IOException {
        return end - at + tcp.available();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == end) {
            if (buffer.length == 0) {
                buffer = new byte[BUFFER];
            }
            int count = tcp.read(buffer, 0, buffer.length);
            if (count < 0) {
                return -1;
            }
            at = 0;
            end = count;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, bytes, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        tcp.close();
    }
}
