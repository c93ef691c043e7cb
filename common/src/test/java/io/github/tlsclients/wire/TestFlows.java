package io.github.tlsclients.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Records, messages and flows, made by hand. */
final class TestFlows {
    static final String RANDOM = "00".repeat(32);

    /** With GREASE in each list. */
    static final String CLIENT_HELLO = message(
            1,
            "0303" + RANDOM + "01aa" + "00088a8a13010024fefe" + "0100"
                    + vector(
                            2,
                            extension(0x1a1a, "")
                                    + extension(0, vector(2, "00" + vector(2, ascii("mail.test"))))
                                    + extension(10, vector(2, "3a3a11ec001d"))
                                    + extension(11, vector(1, "0001"))
                                    + extension(13, vector(2, "08070402"))
                                    + extension(16, vector(2, vector(1, ascii("h2")) + vector(1, ascii("http/1.1"))))
                                    + extension(35, "")
                                    + extension(43, vector(1, "4a4a03040303"))
                                    + extension(
                                            51,
                                            vector(
                                                    2,
                                                    "3a3a" + vector(2, "00") + "001d" + vector(2, "00".repeat(32))))));

    static final String SERVER_HELLO_12 = message(2, "0303" + RANDOM + "00" + "c02f" + "00");
    static final String SERVER_HELLO_13 =
            message(2, "0303" + RANDOM + "01aa" + "1301" + "00" + vector(2, extension(43, "0304")));

    private TestFlows() {}

    static Flow flow(List<Segment> segments) {
        InetSocketAddress client = new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), 443);
        return new Flow(1, client, server, Duration.ZERO, Optional.empty(), segments, 0);
    }

    static byte[] record(int type, String hex) {
        return record(type, HexFormat.of().parseHex(hex));
    }

    static byte[] record(int type, byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) type)
                .putShort((short) 0x0303)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    static String message(int type, String content) {
        return String.format("%02x", type) + vector(3, content);
    }

    static String extension(int type, String content) {
        return String.format("%04x", type) + vector(2, content);
    }

    static String vector(int lengthBytes, String content) {
        return String.format("%0" + 2 * lengthBytes + "x", content.length() / 2) + content;
    }

    static String ascii(String text) {
        StringBuilder hex = new StringBuilder();
        text.chars().forEach(character -> hex.append(String.format("%02x", character)));
        return hex.toString();
    }
}
