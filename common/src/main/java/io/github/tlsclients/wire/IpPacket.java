package io.github.tlsclients.wire;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Headers of IPv4 (RFC 791) and IPv6 (RFC 8200), and the checksums that depend on them. */
final class IpPacket {
    private static final byte TCP = 6;
    private static final byte UDP = 17;
    private static final int TCP_CHECKSUM_AT = 16;
    private static final int UDP_CHECKSUM_AT = 6;

    private static final int HEADER_4 = 20;
    private static final int CHECKSUM_4_AT = 10;
    private static final short DO_NOT_FRAGMENT = 0x4000;
    private static final int HEADER_6 = 40;
    private static final byte HOPS = 64;

    private IpPacket() {}

    /** @param tcp its header, with zeros for the checksum, and what it carries */
    static byte[] tcp(InetAddress from, InetAddress to, byte[] tcp) {
        return packet(from, to, TCP, tcp, TCP_CHECKSUM_AT);
    }

    /** @param udp its header, with zeros for the checksum, and what it carries */
    static byte[] udp(InetAddress from, InetAddress to, byte[] udp) {
        return packet(from, to, UDP, udp, UDP_CHECKSUM_AT);
    }

    private static byte[] packet(InetAddress from, InetAddress to, byte protocol, byte[] payload, int checksumAt) {
        if (from instanceof Inet4Address && to instanceof Inet4Address) {
            byte[] sender = from.getAddress();
            byte[] receiver = to.getAddress();
            checksum(payload, checksumAt, pseudoHeader(sender, receiver, protocol, payload.length));
            byte[] header = version4(sender, receiver, protocol, payload.length);
            return ByteBuffer.allocate(header.length + payload.length)
                    .put(header)
                    .put(payload)
                    .array();
        }
        byte[] sender = sixteen(from);
        byte[] receiver = sixteen(to);
        checksum(payload, checksumAt, pseudoHeader(sender, receiver, protocol, payload.length));
        return ByteBuffer.allocate(HEADER_6 + payload.length)
                .putInt(6 << 28)
                .putShort((short) payload.length)
                .put(protocol)
                .put(HOPS)
                .put(sender)
                .put(receiver)
                .put(payload)
                .array();
    }

    private static byte[] version4(byte[] from, byte[] to, byte protocol, int length) {
        byte[] header = ByteBuffer.allocate(HEADER_4)
                .put((byte) (4 << 4 | HEADER_4 / 4))
                .put((byte) 0)
                .putShort((short) (HEADER_4 + length))
                .putShort((short) 0)
                .putShort(DO_NOT_FRAGMENT)
                .put(HOPS)
                .put(protocol)
                .putShort((short) 0) // the checksum
                .put(from)
                .put(to)
                .array();
        checksum(header, CHECKSUM_4_AT, new byte[0]);
        return header;
    }

    /** A relay may have a client of the one version and a server of the other; IPv6 can name both (RFC 4291, 2.5.5.2). */
    private static byte[] sixteen(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16
                ? bytes
                : ByteBuffer.allocate(16).putLong(0).putInt(0xffff).put(bytes).array();
    }

    /** That of RFC 9293 section 3.1 and that of RFC 8200 section 8.1, which sum up to the same as if they were one. */
    private static byte[] pseudoHeader(byte[] from, byte[] to, byte protocol, int length) {
        return ByteBuffer.allocate(from.length + to.length + Integer.BYTES + Integer.BYTES)
                .put(from)
                .put(to)
                .putInt(length)
                .putInt(protocol)
                .array();
    }

    private static void checksum(byte[] bytes, int at, byte[] before) {
        long sum = sum(before) + sum(bytes);
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        ByteBuffer.wrap(bytes).putShort(at, (short) ~sum);
    }

    /** In words of 16 bits, a byte too few at the end being zero (RFC 1071). */
    private static long sum(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (bytes[i] & 0xffL) << (i % 2 == 0 ? 8 : 0);
        }
        return sum;
    }
}
