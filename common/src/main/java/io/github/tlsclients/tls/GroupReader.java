package io.github.tlsclients.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Learns from the server's first flight, as it passes by, which key-exchange group was agreed on, since JSSE does not
 * tell: from the key share of its ServerHello (RFC 8446 section 4.2.8), or from its ServerKeyExchange in TLS 1.2 (RFC 8422
 * section 5.4). Records and messages may come in pieces of any size. What is no TLS ends the reading, and is left to JSSE
 * to complain of.
 */
final class GroupReader {
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    /** Of those that are looked into; a ServerKeyExchange by ffdhe8192 has less than 4 KiB. */
    private static final int LONGEST_MESSAGE = 16 * 1024;

    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private static final int HELLO_REQUEST = 0;
    private static final int SERVER_HELLO = 2;
    private static final int CERTIFICATE = 11;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final int CERTIFICATE_STATUS = 22;

    private static final int SUPPORTED_VERSIONS = 43;
    private static final int KEY_SHARE = 51;
    private static final int TLS_1_3 = 0x0304;
    private static final int NAMED_CURVE = 3;

    /** A ServerHello with this random is a HelloRetryRequest (RFC 8446 section 4.1.3). */
    private static final byte[] RETRY =
            HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    /** The primes of RFC 7919 appendix A go on so, after 64 bits that are set. */
    private static final long FFDHE = 0xadf85458a2bb4a9aL;

    private final byte[] recordHeader = new byte[RECORD_HEADER];
    private int recordHeaderRead;
    private int recordLeft;

    private final byte[] messageHeader = new byte[MESSAGE_HEADER];
    private int messageHeaderRead;
    private byte[] message = {};
    private int messageLeft;

    private Optional<String> group = Optional.empty();
    private boolean helloRetried;
    private boolean helloSeen;
    private boolean done;

    /**
     * What was agreed on.
     *
     * @param group what the server asked for or agreed to; empty where there was none, as in a resumed session of TLS 1.2
     * @param helloRetried whether the server asked for a second ClientHello
     */
    record Agreed(Optional<String> group, boolean helloRetried) {
        /** Nothing that was seen. */
        static final Agreed NOTHING = new Agreed(Optional.empty(), false);
    }

    Agreed agreed() {
        return new Agreed(group, helloRetried);
    }

    /** Reads on; true once there is no more to learn. */
    boolean read(byte[] bytes, int offset, int count) {
        int end = offset + count;
        int at = offset;
        while (at < end && !done) {
            if (recordHeaderRead < RECORD_HEADER) {
                recordHeader[recordHeaderRead++] = bytes[at++];
                if (recordHeaderRead == RECORD_HEADER) {
                    beginRecord();
                }
            } else {
                int part = Math.min(recordLeft, end - at);
                if (recordHeader[0] == HANDSHAKE) {
                    readMessages(bytes, at, at + part);
                }
                at += part;
                recordLeft -= part;
            }
            if (recordLeft == 0 && recordHeaderRead == RECORD_HEADER) {
                recordHeaderRead = 0;
            }
        }
        return done;
    }

    private void beginRecord() {
        recordLeft = number(recordHeader, 3, 2);
        // between the two hellos of a retry it means nothing; in TLS 1.2 all that follows is encrypted
        boolean passes = recordHeader[0] == HANDSHAKE
                || recordHeader[0] == ALERT
                || recordHeader[0] == CHANGE_CIPHER_SPEC && !helloSeen;
        done = !passes;
    }

    private void readMessages(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && !done) {
            if (messageHeaderRead < MESSAGE_HEADER) {
                messageHeader[messageHeaderRead++] = bytes[at++];
                if (messageHeaderRead == MESSAGE_HEADER) {
                    beginMessage();
                }
            } else {
                int part = Math.min(messageLeft, end - at);
                if (message.length > 0) {
                    System.arraycopy(bytes, at, message, message.length - messageLeft, part);
                }
                at += part;
                messageLeft -= part;
            }
            if (messageLeft == 0 && messageHeaderRead == MESSAGE_HEADER) {
                messageHeaderRead = 0;
                endMessage();
            }
        }
    }

    private void beginMessage() {
        messageLeft = number(messageHeader, 1, 3);
        switch (messageHeader[0]) {
            case SERVER_HELLO, SERVER_KEY_EXCHANGE -> {
                done = messageLeft > LONGEST_MESSAGE;
                message = new byte[done ? 0 : messageLeft];
            }
            // passed by, whatever their length
            case HELLO_REQUEST, CERTIFICATE, CERTIFICATE_STATUS -> message = new byte[0];
            default -> done = true; // the flight of TLS 1.2 goes on without a ServerKeyExchange
        }
    }

    private void endMessage() {
        try {
            if (messageHeader[0] == SERVER_HELLO) {
                serverHello(ByteBuffer.wrap(message));
            } else if (messageHeader[0] == SERVER_KEY_EXCHANGE) {
                serverKeyExchange(ByteBuffer.wrap(message));
                done = true;
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            done = true; // shorter than it says it is
        }
    }

    /** RFC 8446 section 4.1.3. */
    private void serverHello(ByteBuffer hello) {
        byte[] random = new byte[32];
        hello.position(2).get(random); // behind legacy_version
        skip(hello, hello.get() & 0xff); // legacy_session_id_echo
        skip(hello, 2 + 1); // cipher_suite, legacy_compression_method
        int version = 0;
        Optional<String> share = Optional.empty();
        if (hello.hasRemaining()) { // TLS 1.2 may be without
            hello.getShort();
        }
        while (hello.hasRemaining()) {
            int type = number(hello);
            ByteBuffer extension = part(hello, number(hello));
            if (type == SUPPORTED_VERSIONS) {
                version = number(extension);
            } else if (type == KEY_SHARE) {
                share = Optional.of(NamedGroups.name(number(extension)));
            }
        }
        if (Arrays.equals(random, RETRY)) {
            helloRetried = true;
            group = share; // it is asked for
        } else {
            helloSeen = true;
            group = share;
            done = version == TLS_1_3;
        }
    }

    /** RFC 8422 section 5.4 by a curve, RFC 5246 section 7.4.3 by a prime; a curve of number 0x00ff does not exist. */
    private void serverKeyExchange(ByteBuffer parameters) {
        int curve = parameters.get(0) == NAMED_CURVE ? parameters.getShort(1) & 0xffff : 0;
        if (NamedGroups.isKnown(curve)) {
            group = Optional.of(NamedGroups.name(curve));
            return;
        }
        int bits = 8 * number(parameters);
        boolean registered = parameters.getLong() == -1 && parameters.getLong() == FFDHE;
        group = Optional.of(registered ? "ffdhe" + bits : "a prime of " + bits + " bit");
    }

    private static void skip(ByteBuffer buffer, int count) {
        buffer.position(buffer.position() + count);
    }

    private static ByteBuffer part(ByteBuffer buffer, int length) {
        ByteBuffer part = buffer.slice(buffer.position(), length);
        skip(buffer, length);
        return part;
    }

    private static int number(ByteBuffer buffer) {
        return buffer.getShort() & 0xffff;
    }

    private static int number(byte[] bytes, int offset, int length) {
        int number = 0;
        for (int i = offset; i < offset + length; i++) {
            number = number << 8 | bytes[i] & 0xff;
        }
        return number;
    }
}
