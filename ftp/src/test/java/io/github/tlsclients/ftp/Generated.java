package io.github.tlsclients.ftp;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Content of any size that is never held in memory: made from a seed, looked at through its hash. */
final class Generated extends InputStream {
    private final SplittableRandom random;
    private long left;

    Generated(long seed, long size) {
        this.random = new SplittableRandom(seed);
        this.left = size;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        // whole words, so that the content does not depend on who reads in which pieces
        int count = (int) Math.min(left, length < 8 ? length : length / 8 * 8);
        for (int i = 0; i < count; i += 8) {
            long word = random.nextLong();
            for (int j = i; j < Math.min(i + 8, count); j++) {
                buffer[offset + j] = (byte) word;
                word >>>= 8;
            }
        }
        left -= count;
        return count;
    }

    /** Swallows what is written to it, and knows its hash afterwards. */
    static final class Hash {
        private final MessageDigest digest;
        private final OutputStream out;

        Hash() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
            out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
        }

        OutputStream out() {
            return out;
        }

        String value() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
