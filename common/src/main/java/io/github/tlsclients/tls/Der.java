package io.github.tlsclients.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One value in DER (X.690), as far as certificates' extensions need it: low tags, definite lengths.
 *
 * @param tag the identifier octet, such as 0x30 for a SEQUENCE
 * @param content the content octets
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record Der(int tag, byte[] content) {
    /** The one value that these bytes are. */
    static Der of(byte[] bytes) {
        List<Der> values = sequence(bytes);
        if (values.size() != 1) {
            throw malformed();
        }
        return values.get(0);
    }

    /** The values inside this one. */
    List<Der> children() {
        return sequence(content);
    }

    private static List<Der> sequence(byte[] bytes) {
        List<Der> values = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            if (at + 2 > bytes.length || (bytes[at] & 0x1f) == 0x1f) {
                throw malformed();
            }
            int tag = bytes[at] & 0xff;
            int length = bytes[at + 1] & 0xff;
            at += 2;
            if (length >= 0x80) {
                int octets = length & 0x7f;
                if (octets == 0 || octets > 3 || at + octets > bytes.length) {
                    throw malformed();
                }
                length = 0;
                for (int i = 0; i < octets; i++) {
                    length = length << 8 | bytes[at++] & 0xff;
                }
            }
            if (length > bytes.length - at) {
                throw malformed();
            }
            values.add(new Der(tag, Arrays.copyOfRange(bytes, at, at + length)));
            at += length;
        }
        return values;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("not DER");
    }
}
