package io.github.tlsclients.adapters;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a client offers (RFC 8446 section 4.1.2), by the names that a {@code TlsConfig} knows it by.
 *
 * @param versions best first
 * @param cipherSuites best first
 * @param groups best first
 * @param keyShares in their order
 * @param serverName from SNI; empty if there is none
 * @param applicationProtocols from ALPN, best first
 * @param bytes the records it came in
 */
public record ClientHello(
        List<String> versions,
        List<String> cipherSuites,
        List<String> groups,
        List<KeyShare> keyShares,
        String serverName,
        List<String> applicationProtocols,
        byte[] bytes) {
    private static final int RECORD_HEADER = 5;
    private static final int HANDSHAKE = 22;
    private static final int SERVER_NAME = 0;
    private static final int SUPPORTED_GROUPS = 10;
    private static final int ALPN = 16;
    private static final int SUPPORTED_VERSIONS = 43;
    /** Says that renegotiation is safe, and is no cipher suite (RFC 5746 section 3.3). */
    private static final int EMPTY_RENEGOTIATION_INFO = 0x00ff;

    private static final int KEY_SHARE = 51;

    /**
     * A group with the public key that goes with it.
     *
     * @param group its name
     * @param length of the key, in bytes
     */
    public record KeyShare(String group, int length) {}

    private static final Map<Integer, String> VERSIONS = Map.of(0x0303, "TLSv1.2", 0x0304, "TLSv1.3");
    private static final Map<Integer, String> SUITES = Map.of(
            0x1301, "TLS_AES_128_GCM_SHA256",
            0x1302, "TLS_AES_256_GCM_SHA384",
            0x1303, "TLS_CHACHA20_POLY1305_SHA256",
            0x009e, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
            0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
    private static final Map<Integer, String> GROUPS = Map.of(
            23, "secp256r1",
            24, "secp384r1",
            29, "x25519",
            256, "ffdhe2048",
            0x11eb, "SecP256r1MLKEM768",
            0x11ec, "X25519MLKEM768",
            0x11ed, "SecP384r1MLKEM1024");

    /** Reads one, and not a byte of what comes after its last record. */
    public static ClientHello read(InputStream in) throws IOException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        do {
            byte[] header = exactly(in, RECORD_HEADER);
            if (header[0] != HANDSHAKE) {
                throw new IOException("no handshake, but a record of type " + header[0]);
            }
            byte[] body = exactly(in, ByteBuffer.wrap(header).getShort(3) & 0xffff);
            records.write(header);
            records.write(body);
            message.write(body);
        } while (message.size() < 4
                || message.size() < 4 + (ByteBuffer.wrap(message.toByteArray()).getInt(0) & 0xffffff));
        return parse(ByteBuffer.wrap(message.toByteArray()), records.toByteArray());
    }

    private static ClientHello parse(ByteBuffer hello, byte[] bytes) {
        hello.position(4 + 2 + 32); // message header, legacy version, random
        skip(hello, hello.get() & 0xff); // session id
        List<String> suites = new ArrayList<>();
        for (int suite : numbers(part(hello))) {
            if (suite != EMPTY_RENEGOTIATION_INFO) {
                suites.add(SUITES.getOrDefault(suite, "0x" + Integer.toHexString(suite)));
            }
        }
        skip(hello, hello.get() & 0xff); // compression
        List<String> versions = List.of();
        List<String> groups = List.of();
        List<String> protocols = new ArrayList<>();
        List<KeyShare> keyShares = new ArrayList<>();
        String serverName = "";
        ByteBuffer extensions = part(hello);
        while (extensions.hasRemaining()) {
            int type = extensions.getShort() & 0xffff;
            ByteBuffer data = part(extensions);
            switch (type) {
                case SERVER_NAME -> {
                    skip(data, 3); // length of the list, type of the name
                    serverName = text(part(data));
                }
                case SUPPORTED_GROUPS -> groups = named(numbers(part(data)), GROUPS);
                case KEY_SHARE -> {
                    ByteBuffer list = part(data);
                    while (list.hasRemaining()) {
                        String group = group(list.getShort() & 0xffff);
                        keyShares.add(new KeyShare(group, part(list).remaining()));
                    }
                }
                case ALPN -> {
                    ByteBuffer list = part(data);
                    while (list.hasRemaining()) {
                        protocols.add(text(take(list, list.get() & 0xff)));
                    }
                }
                case SUPPORTED_VERSIONS -> versions = named(numbers(take(data, data.get() & 0xff)), VERSIONS);
                default -> {}
            }
        }
        return new ClientHello(versions, suites, groups, keyShares, serverName, protocols, bytes);
    }

    static String group(int number) {
        return GROUPS.getOrDefault(number, "0x" + Integer.toHexString(number));
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        new DataInputStream(in).readFully(bytes);
        return bytes;
    }

    private static ByteBuffer part(ByteBuffer from) {
        return take(from, from.getShort() & 0xffff);
    }

    private static ByteBuffer take(ByteBuffer from, int length) {
        ByteBuffer part = from.slice(from.position(), length);
        skip(from, length);
        return part;
    }

    private static void skip(ByteBuffer buffer, int count) {
        buffer.position(buffer.position() + count);
    }

    private static List<Integer> numbers(ByteBuffer part) {
        List<Integer> numbers = new ArrayList<>();
        while (part.hasRemaining()) {
            numbers.add(part.getShort() & 0xffff);
        }
        return numbers;
    }

    private static List<String> named(List<Integer> numbers, Map<Integer, String> names) {
        return numbers.stream()
                .map(number -> names.getOrDefault(number, "0x" + Integer.toHexString(number)))
                .toList();
    }

    private static String text(ByteBuffer part) {
        return StandardCharsets.US_ASCII.decode(part).toString();
    }
}
