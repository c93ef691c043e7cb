package io.github.tlsclients.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The blocks of a pcapng file (draft-ietf-opsawg-pcapng section 4), in network order; readers go by the magic number. */
final class PcapngBlocks {
    private static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int DECRYPTION_SECRETS = 10;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int LENGTH_UNKNOWN = -1;
    private static final int LINKTYPE_RAW = 101; // begins with IPv4 or IPv6, as its first four bits tell
    private static final int NO_SNAP_LENGTH = 0;
    private static final int TLS_KEY_LOG = 0x544c534b; // "TLSK"

    private static final int OPTION_END = 0;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_APPLICATION = 4;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final byte NANOSECONDS = 9;
    private static final long NANOSECONDS_PER_SECOND = 1_000_000_000;

    private final OutputStream out;

    PcapngBlocks(OutputStream out) {
        this.out = out;
    }

    void section(String comment) throws IOException {
        Body body = new Body();
        body.data.writeInt(BYTE_ORDER_MAGIC);
        body.data.writeShort(1);
        body.data.writeShort(0);
        body.data.writeLong(LENGTH_UNKNOWN);
        body.option(OPTION_COMMENT, comment.getBytes(StandardCharsets.UTF_8));
        body.option(OPTION_APPLICATION, "tlsclients".getBytes(StandardCharsets.UTF_8));
        body.option(OPTION_END, new byte[0]);
        write(SECTION_HEADER, body);
    }

    /** The one interface, of whose packets the first byte is that of IP. */
    void rawIpInterface() throws IOException {
        Body body = new Body();
        body.data.writeShort(LINKTYPE_RAW);
        body.data.writeShort(0);
        body.data.writeInt(NO_SNAP_LENGTH);
        body.option(OPTION_TIME_RESOLUTION, new byte[] {NANOSECONDS});
        body.option(OPTION_END, new byte[0]);
        write(INTERFACE_DESCRIPTION, body);
    }

    void tlsSecrets(String keyLog) throws IOException {
        byte[] secrets = keyLog.getBytes(StandardCharsets.US_ASCII);
        Body body = new Body();
        body.data.writeInt(TLS_KEY_LOG);
        body.data.writeInt(secrets.length);
        body.padded(secrets);
        write(DECRYPTION_SECRETS, body);
    }

    void packet(Instant at, Pcapng.Packet packet) throws IOException {
        Body body = new Body();
        body.data.writeInt(0); // the interface
        body.data.writeLong(at.getEpochSecond() * NANOSECONDS_PER_SECOND + at.getNano());
        body.data.writeInt(packet.ip().length);
        body.data.writeInt(packet.ip().length);
        body.padded(packet.ip());
        if (packet.comment().isPresent()) {
            body.option(OPTION_COMMENT, packet.comment().get().getBytes(StandardCharsets.UTF_8));
            body.option(OPTION_END, new byte[0]);
        }
        write(ENHANCED_PACKET, body);
    }

    /** The length stands at both ends, so that a file can be read backwards as well. */
    private void write(int type, Body body) throws IOException {
        int length = Integer.BYTES + Integer.BYTES + body.bytes.size() + Integer.BYTES;
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(type);
        data.writeInt(length);
        body.bytes.writeTo(data);
        data.writeInt(length);
        data.flush();
    }

    private static final class Body {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream data = new DataOutputStream(bytes);

        void option(int code, byte[] value) throws IOException {
            data.writeShort(code);
            data.writeShort(value.length);
            padded(value);
        }

        void padded(byte[] value) throws IOException {
            data.write(value);
            data.write(new byte[-value.length & 3]); // to a multiple of four
        }
    }
}
