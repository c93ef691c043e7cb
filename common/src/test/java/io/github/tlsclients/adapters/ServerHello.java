package io.github.tlsclients.adapters;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What a server answers to a {@link ClientHello} in TLS 1.3 (RFC 8446 section 4.1.3).
 *
 * @param retry whether it is a HelloRetryRequest
 * @param group of the key share
 * @param shareLength of the key, in bytes; 0 in a HelloRetryRequest
 */
public record ServerHello(boolean retry, String group, int shareLength) {
    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";
    private static final int KEY_SHARE = 51;

    /** Reads the first, whole in one record, of what a server sent. */
    public static ServerHello first(byte[] records) {
        ByteBuffer hello = ByteBuffer.wrap(records);
        if (hello.get() != 22 || hello.get(5) != 2) {
            throw new IllegalArgumentException("this does not begin with a ServerHello");
        }
        hello.position(5 + 4 + 2);
        byte[] random = new byte[32];
        hello.get(random);
        hello.position(hello.position() + 1 + hello.get(hello.position()) + 2 + 1); // session id, suite, compression
        int end = (hello.getShort() & 0xffff) + hello.position();
        while (hello.position() < end) {
            int type = hello.getShort();
            int next = (hello.getShort() & 0xffff) + hello.position();
            if (type == KEY_SHARE) {
                String group = ClientHello.group(hello.getShort() & 0xffff);
                boolean retry = HexFormat.of().formatHex(random).equals(RETRY);
                return new ServerHello(retry, group, retry ? 0 : hello.getShort() & 0xffff);
            }
            hello.position(next);
        }
        throw new IllegalArgumentException("this has no key share");
    }
}
