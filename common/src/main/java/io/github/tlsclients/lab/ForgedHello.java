package io.github.tlsclients.lab;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Answers to a ClientHello that no library would give, byte by byte (RFC 5246 sections 6.2.1 and 7.4.1.3). */
final class ForgedHello {
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int SSL_3_0 = 0x0300;
    private static final int TLS_1_0 = 0x0301;
    private static final int TLS_1_1 = 0x0302;
    private static final int TLS_1_2 = 0x0303;
    private static final int ECDHE_RSA_AES_128_GCM = 0xc02f;
    private static final int RSA_NULL_SHA256 = 0x003b;
    private static final int RSA_EXPORT_RC4_40_MD5 = 0x0003;
    /** What a server of TLS 1.3 ends its random number with when it agrees to 1.2 (RFC 8446 section 4.1.3). */
    private static final byte[] COULD_DO_1_3 = HexFormat.of().parseHex("444f574e47524401");

    private static final byte[] UNSUSPICIOUS = "noanswer".getBytes(StandardCharsets.US_ASCII);

    private ForgedHello() {}

    /** Whether a fault is played by one of these. */
    static boolean isOf(HandshakeFault fault) {
        return fault != HandshakeFault.CLIENT_CERTIFICATE_DEMANDED && fault != HandshakeFault.PIN_MISMATCH;
    }

    static byte[] of(HandshakeFault fault) {
        return switch (fault) {
            case SSL_3_0 -> hello(SSL_3_0, ECDHE_RSA_AES_128_GCM, UNSUSPICIOUS);
            case TLS_1_0 -> hello(TLS_1_0, ECDHE_RSA_AES_128_GCM, UNSUSPICIOUS);
            case TLS_1_1 -> hello(TLS_1_1, ECDHE_RSA_AES_128_GCM, UNSUSPICIOUS);
            case DOWNGRADED -> hello(TLS_1_2, ECDHE_RSA_AES_128_GCM, COULD_DO_1_3);
            case SUITE_WITHOUT_ENCRYPTION -> hello(TLS_1_2, RSA_NULL_SHA256, UNSUSPICIOUS);
            case EXPORT_SUITE -> hello(TLS_1_2, RSA_EXPORT_RC4_40_MD5, UNSUSPICIOUS);
            case VERSION_REFUSED -> alert(70);
            case NO_SHARED_SUITE -> alert(40);
            case GARBLED_HELLO ->
                record(HANDSHAKE, TLS_1_2, "this is no message of TLS".getBytes(StandardCharsets.US_ASCII));
            case OVERSIZED_RECORD ->
                ByteBuffer.allocate(5 + 4096)
                        .put((byte) HANDSHAKE)
                        .putShort((short) TLS_1_2)
                        .putShort((short) 0xffff)
                        .array();
            case CLIENT_CERTIFICATE_DEMANDED, PIN_MISMATCH ->
                throw new IllegalArgumentException(fault + " is honest TLS");
        };
    }

    private static byte[] hello(int version, int suite, byte[] endOfRandom) {
        ByteBuffer body = ByteBuffer.allocate(2 + 32 + 1 + 2 + 1)
                .putShort((short) version)
                .put("a server's random no one".getBytes(StandardCharsets.US_ASCII))
                .put(endOfRandom)
                .put((byte) 0) // no session id
                .putShort((short) suite)
                .put((byte) 0); // no compression
        ByteBuffer message = ByteBuffer.allocate(4 + body.capacity())
                .putInt(2 << 24 | body.capacity()) // 2 is ServerHello
                .put(body.array());
        return record(HANDSHAKE, version, message.array());
    }

    private static byte[] alert(int description) {
        return record(ALERT, TLS_1_2, new byte[] {2, (byte) description});
    }

    private static byte[] record(int type, int version, byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) type)
                .putShort((short) version)
                .putShort((short) content.length)
                .put(content)
                .array();
    }
}
