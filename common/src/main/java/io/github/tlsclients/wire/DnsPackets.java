package io.github.tlsclients.wire;

import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Questions for a name as a resolver would have been asked (RFC 1035). Only the name and the time of them are recorded. */
final class DnsPackets {
    /** Both are for documentation (RFC 5737): which resolver was asked, and from where, nobody here has seen. */
    private static final InetAddress ASKING = address(1);

    private static final InetAddress RESOLVER = address(53);

    private static final int DNS = 53;
    private static final int FIRST_PORT = 49_152; // of the range for clients (RFC 6335 section 6)
    private static final int PORTS = 16_384;
    private static final short RECURSION_DESIRED = 0x0100;
    private static final short TYPE_A = 1;
    private static final short CLASS_IN = 1;
    private static final int HEADER = 12;
    private static final int UDP_HEADER = 8;

    private DnsPackets() {}

    /**
     * A question for the IPv4 address of a name.
     *
     * @param number counted from 1, by which readers tell the questions apart
     * @return one packet; none if DNS has no such names
     */
    static List<Pcapng.Packet> question(int number, String name) {
        return labels(name)
                .map(labels -> {
                    byte[] dns = ByteBuffer.allocate(HEADER + labels.length + Short.BYTES + Short.BYTES)
                            .putShort((short) number)
                            .putShort(RECURSION_DESIRED)
                            .putShort((short) 1) // question
                            .putShort((short) 0)
                            .putInt(0)
                            .put(labels)
                            .putShort(TYPE_A)
                            .putShort(CLASS_IN)
                            .array();
                    byte[] udp = ByteBuffer.allocate(UDP_HEADER + dns.length)
                            .putShort((short) (FIRST_PORT + number % PORTS))
                            .putShort((short) DNS)
                            .putShort((short) (UDP_HEADER + dns.length))
                            .putShort((short) 0) // the checksum
                            .put(dns)
                            .array();
                    return List.of(new Pcapng.Packet(
                            IpPacket.udp(ASKING, RESOLVER, udp),
                            Optional.of("made up: this name was looked up at this time; how is not recorded")));
                })
                .orElse(List.of());
    }

    /** The name as section 3.1 writes it. */
    private static Optional<byte[]> labels(String name) {
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        try {
            for (String label : IDN.toASCII(name).split("\\.")) {
                byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
                if (bytes.length == 0 || bytes.length > 63) {
                    return Optional.empty();
                }
                labels.write(bytes.length);
                labels.writeBytes(bytes);
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        labels.write(0);
        return labels.size() > 255 ? Optional.empty() : Optional.of(labels.toByteArray());
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
