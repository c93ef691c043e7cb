package io.github.tlsclients.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One value in DER (X.690), as far as certificates' extensions and private keys need it: low tags, definite lengths.
 *
 * @param tag the identifier octet, such as 0x30 for a SEQUENCE
 * @param content the content octets
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record Der(int tag, byte[] content) {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    /** The one value that these bytes are. */
    static Der of(byte[] bytes) {
        List<Der> values = values(bytes, Integer.MAX_VALUE, false);
        if (values.size() != 1) {
            throw new NotDer();
        }
        return values.get(0);
    }

    /** The value that these bytes begin with. BER's open end, which DER has not, is taken for the last byte. */
    static Der first(byte[] bytes) {
        List<Der> values = values(bytes, 1, true);
        if (values.isEmpty()) {
            throw new NotDer();
        }
        return values.get(0);
    }

    static Der octets(byte[] content) {
        return new Der(OCTET_STRING, content);
    }

    static Der sequence(Der... values) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Der value : values) {
            content.writeBytes(value.encoded());
        }
        return new Der(SEQUENCE, content.toByteArray());
    }

    /** The values inside this one. */
    List<Der> children() {
        return values(content, Integer.MAX_VALUE, false);
    }

    /** Up to this many values inside this one: enough to tell what it is. */
    List<Der> leading(int count) {
        return values(content, count, true);
    }

    /** The value at this place inside this one, which must be there and have this tag. */
    Der child(int index, int expected) {
        List<Der> children = children();
        if (index >= children.size() || children.get(index).tag != expected) {
            throw new NotDer();
        }
        return children.get(index);
    }

    int intValue() {
        if (tag != INTEGER || content.length == 0 || content.length > 4) {
            throw new NotDer();
        }
        return new BigInteger(content).intValue();
    }

    /** An object identifier in dots. */
    String oid() {
        StringBuilder text = new StringBuilder();
        long arc = 0;
        for (byte octet : content) {
            arc = arc << 7 | octet & 0x7f;
            if (octet >= 0) {
                if (text.isEmpty()) { // section 8.19.4: the first two arcs share a number
                    long top = Math.min(arc / 40, 2);
                    text.append(top).append('.').append(arc - top * 40);
                } else {
                    text.append('.').append(arc);
                }
                arc = 0;
            }
        }
        return text.toString();
    }

    /** All of it: tag, length and content. */
    byte[] encoded() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 5);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + 7) / 8;
            out.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(content.length >> 8 * i);
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static List<Der> values(byte[] bytes, int count, boolean open) {
        List<Der> values = new ArrayList<>();
        int at = 0;
        while (at < bytes.length && values.size() < count) {
            if (at + 2 > bytes.length || (bytes[at] & 0x1f) == 0x1f) {
                throw new NotDer();
            }
            int tag = bytes[at] & 0xff;
            int length = bytes[at + 1] & 0xff;
            at += 2;
            if (length == 0x80 && open) {
                length = bytes.length - at;
            } else if (length >= 0x80) {
                int octets = length & 0x7f;
                if (octets == 0 || octets > 3 || at + octets > bytes.length) {
                    throw new NotDer();
                }
                length = 0;
                for (int i = 0; i < octets; i++) {
                    length = length << 8 | bytes[at++] & 0xff;
                }
            }
            if (length > bytes.length - at) {
                throw new NotDer();
            }
            values.add(new Der(tag, Arrays.copyOfRange(bytes, at, at + length)));
            at += length;
        }
        return values;
    }

    /** These bytes are something else. */
    static final class NotDer extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NotDer() {
            super("not DER");
        }
    }
}
