package io.github.tlsclients.tls;

/** Follows a stream from one record of TLS to the next (RFC 8446 section 5.1), and notices what stands in their place. */
final class RecordHeaders {
    private static final int HEADER_BYTES = 5;
    private static final int MAJOR_VERSION = 3;

    private int at; // in the header
    private int left; // of the record behind it

    /**
     * Looks at what was read next.
     *
     * @return where something begins that is no record, counted from the offset; -1 if nothing does
     */
    int foreign(byte[] buffer, int offset, int count) {
        int i = 0;
        while (i < count) {
            if (at == HEADER_BYTES) {
                int skipped = Math.min(left, count - i);
                i += skipped;
                left -= skipped;
                at = left == 0 ? 0 : HEADER_BYTES;
                continue;
            }
            int value = buffer[offset + i] & 0xff;
            if (!follows(value)) {
                return i;
            }
            i++;
        }
        return -1;
    }

    /** Type, version, length. */
    private boolean follows(int value) {
        switch (at) {
            case 0 -> {
                if (!isType(value)) {
                    return false;
                }
            }
            case 1 -> {
                if (value != MAJOR_VERSION) {
                    return false;
                }
            }
            case 3 -> left = value << 8;
            case 4 -> left += value;
            default -> {} // no two servers agree about the minor version
        }
        at = at == HEADER_BYTES - 1 && left == 0 ? 0 : at + 1;
        return true;
    }

    /** 20 to 23; no protocol's text begins so. */
    static boolean isType(int value) {
        return value >= 20 && value <= 23;
    }
}
