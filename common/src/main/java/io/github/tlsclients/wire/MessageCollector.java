package io.github.tlsclients.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts one side's handshake messages together: several may be in one record, and one in several (RFC 8446 section 5.1).
 */
final class MessageCollector {
    private static final int HEADER = 4;
    /**
     * So much is looked into of what one side says in clear, which is more than any real chain of certificates needs; any
     * message beyond it is told by its name.
     */
    static final int LIMIT_BYTES = 256 * 1024;

    private final MessageParser parser;
    private final byte[] header = new byte[HEADER];
    private int headerRead;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private int contentLeft;
    private boolean collecting;
    private int room = LIMIT_BYTES;

    MessageCollector(MessageParser parser) {
        this.parser = parser;
    }

    /** The messages that end in this record. */
    List<HandshakeMessage> read(byte[] record) {
        List<HandshakeMessage> ended = new ArrayList<>();
        int at = 0;
        while (at < record.length) {
            if (headerRead < HEADER) {
                header[headerRead++] = record[at++];
                if (headerRead == HEADER) {
                    begin();
                }
            } else {
                int part = Math.min(contentLeft, record.length - at);
                if (collecting) {
                    content.write(record, at, part);
                }
                at += part;
                contentLeft -= part;
            }
            if (headerRead == HEADER && contentLeft == 0) {
                ended.add(end());
            }
        }
        return List.copyOf(ended);
    }

    private void begin() {
        contentLeft = ByteBuffer.wrap(header).getInt() & 0xffffff;
        collecting = contentLeft <= room;
        room -= collecting ? contentLeft : 0;
    }

    private HandshakeMessage end() {
        headerRead = 0;
        int type = Byte.toUnsignedInt(header[0]);
        byte[] whole = content.toByteArray();
        content.reset();
        return collecting ? parser.message(type, ByteBuffer.wrap(whole)) : MessageParser.named(type);
    }
}
