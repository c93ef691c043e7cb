package io.github.tlsclients.tls;

import java.nio.ByteBuffer;
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

    private static final int KEY_SHARE = 51;
    private static final int TLS_1_3 = 0x0304;

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
                serverHello(Hello.ofServer(ByteBuffer.wrap(message)));
            } else if (messageHeader[0] == SERVER_KEY_EXCHANGE) {
                group = Optional.of(keyExchange(ByteBuffer.wrap(message)));
                done = true;
            }
        } catch (IllegalArgumentException e) {
            done = true; // shorter than it says it is
        }
    }

    private void serverHello(Hello hello) {
        group = hello.extension(KEY_SHARE).map(share -> NamedGroups.name(TlsVectors.number(share, 2)));
        if (hello.isRetry()) {
            helloRetried = true; // by the group that it asks for
        } else {
            helloSeen = true;
            done = hello.versions().contains(TLS_1_3);
        }
    }

    private static String keyExchange(ByteBuffer parameters) {
        return NamedGroups.ofServerKeyExchange(parameters)
                .orElseGet(() -> "a prime of " + 8 * TlsVectors.number(parameters, 2) + " bit");
    }

    private static int number(byte[] bytes, int offset, int length) {
        int number = 0;
        for (int i = offset; i < offset + length; i++) {
            number = number << 8 | bytes[i] & 0xff;
        }
        return number;
    }
}
