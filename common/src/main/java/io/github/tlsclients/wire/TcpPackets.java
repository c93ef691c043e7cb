package io.github.tlsclients.wire;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The packets that could have carried a flow (RFC 9293). They are made in their order: each side counts what it said. */
final class TcpPackets {
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int PSH = 8;
    private static final int ACK = 16;

    private static final int HEADER = 20;
    private static final int WORD = 4;

    /** What fits on Ethernet beside a header of IPv6, so that no packet is one that a network would not carry. */
    private static final int SEGMENT = 1440;

    /** As large as can be, scaled by 2^14 (RFC 7323 section 2.3), since no side is shown to wait for the other. */
    private static final int WINDOW = 0xffff;

    private static final byte[] SYN_OPTIONS = {2, 4, (byte) (SEGMENT >> 8), (byte) SEGMENT, 1, 3, 3, 14};

    private final Flow flow;
    private final Side client;
    private final Side server;

    TcpPackets(Flow flow) {
        this.flow = flow;
        this.client = new Side(flow.client());
        this.server = new Side(flow.server());
    }

    /** The three-way handshake. */
    List<Pcapng.Packet> opening() {
        return List.of(
                packet(client, SYN, SYN_OPTIONS, new byte[0]),
                packet(server, SYN | ACK, SYN_OPTIONS, new byte[0]),
                packet(client, ACK));
    }

    List<Pcapng.Packet> carrying(Segment segment) {
        Side from = segment.direction() == Direction.TO_SERVER ? client : server;
        ByteBuffer bytes = ByteBuffer.wrap(segment.bytes());
        List<Pcapng.Packet> packets = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] piece = new byte[Math.min(bytes.remaining(), SEGMENT)];
            bytes.get(piece);
            packets.add(packet(from, bytes.hasRemaining() ? ACK : ACK | PSH, new byte[0], piece));
        }
        return packets;
    }

    /** Who hung up first is not recorded; the client, it is said. */
    List<Pcapng.Packet> closing() {
        return List.of(packet(client, FIN | ACK), packet(server, FIN | ACK), packet(client, ACK));
    }

    private Pcapng.Packet packet(Side from, int flags) {
        return packet(from, flags, new byte[0], new byte[0]);
    }

    private Pcapng.Packet packet(Side from, int flags, byte[] options, byte[] data) {
        Side to = from == client ? server : client;
        ByteBuffer tcp = ByteBuffer.allocate(HEADER + options.length + data.length)
                .putShort((short) from.address.getPort())
                .putShort((short) to.address.getPort())
                .putInt(from.said)
                .putInt((flags & ACK) == 0 ? 0 : to.said)
                .put((byte) ((HEADER + options.length) / WORD << 4))
                .put((byte) flags)
                .putShort((short) WINDOW)
                .putShort((short) 0) // the checksum
                .putShort((short) 0)
                .put(options)
                .put(data);
        from.said += data.length + ((flags & (SYN | FIN)) == 0 ? 0 : 1); // both count as a byte (section 3.4)
        byte[] ip = IpPacket.tcp(from.address.getAddress(), to.address.getAddress(), tcp.array());
        return new Pcapng.Packet(ip, comment(flags));
    }

    private Optional<String> comment(int flags) {
        return flags == SYN && flow.dropped() > 0
                ? Optional.of("the recording was full: " + flow.dropped() + " bytes more passed than are here")
                : Optional.empty();
    }

    /** One end, and the sequence number of the byte that it says next. */
    private static final class Side {
        private final InetSocketAddress address;
        private int said;

        Side(InetSocketAddress address) {
            this.address = address;
        }
    }
}
