package io.github.tlsclients.wire;

import java.util.List;

/**
 * How long a block is drawn: each doubling of its bytes adds as much.
 *
 * @param largest what is drawn across the whole width, in bytes
 */
record Scale(long largest) {
    /** The largest record of TLS (RFC 8446 section 5.2), so that pages compare. */
    private static final long RECORD = 5 + 16_384 + 256;

    /** Hardly anything is smaller, and it still has to be seen. */
    private static final double SMALLEST = 4;

    private static final double THINNEST = 2;

    static Scale of(List<Row> rows) {
        return new Scale(
                Math.max(RECORD, rows.stream().mapToLong(Row::size).max().orElse(0)));
    }

    /** Its length, in hundredths of the largest. */
    double length(long bytes) {
        return Math.max(THINNEST, 100 * Math.log(bytes / SMALLEST) / Math.log(largest / SMALLEST));
    }
}
