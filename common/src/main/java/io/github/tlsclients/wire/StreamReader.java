package io.github.tlsclients.wire;

import io.github.tlsclients.wire.WireEvent.ClearLine;
import io.github.tlsclients.wire.WireEvent.ContentType;
import io.github.tlsclients.wire.WireEvent.TlsRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads what one side sends, byte for byte, so that it is no matter how the bytes were cut into segments: lines of clear
 * text up to a record that begins a handshake or refuses one, then records for as long as each begins like one, then lines
 * again.
 */
final class StreamReader {
    private static final int HEADER = 5;
    /** RFC 5246 section 6.2.3; TLS 1.3 allows less. */
    private static final int LONGEST_FRAGMENT = (1 << 14) + 2048;
    /** A longer line is cut, in bytes. */
    private static final int LONGEST_LINE = 500;

    private static final int MAJOR_VERSION = 3;
    private static final int LAST_MINOR_VERSION = 4;

    private final Direction direction;
    private final MessageParser parser;
    private final Consumer<WireEvent> events;

    /** Bytes that begin a record, as far as they go, with their times; after clear text there is one more of its content. */
    private final byte[] head = new byte[HEADER + 1];

    private final Duration[] headAt = new Duration[HEADER + 1];
    private int headRead;

    private final byte[] line = new byte[LONGEST_LINE];
    private int lineSize;
    private byte lineLast;
    private Duration lineAt = Duration.ZERO;

    private boolean inTls;
    private boolean inRecord;
    private ContentType type = ContentType.HANDSHAKE;
    private int size;
    private int left;
    private final ByteArrayOutputStream fragment = new ByteArrayOutputStream();
    private MessageCollector messages;
    private boolean cipherChanged;

    StreamReader(Direction direction, MessageParser parser, Consumer<WireEvent> events) {
        this.direction = direction;
        this.parser = parser;
        this.events = events;
        this.messages = new MessageCollector(parser);
    }

    void read(byte[] bytes, Duration at) {
        int next = 0;
        while (next < bytes.length) {
            if (inRecord) {
                int part = Math.min(left, bytes.length - next);
                content(bytes, next, part, at);
                next += part;
            } else if (inTls || headRead > 0 || mayBegin(bytes[next])) {
                outsideRecord(bytes[next++], at);
            } else {
                int end = endOfText(bytes, next);
                clear(bytes, next, end - next, at);
                next = end;
            }
        }
    }

    /** Up to and with a line end, or up to what may begin a record. */
    private static int endOfText(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && !mayBegin(bytes[end])) {
            if (bytes[end++] == '\n') {
                break;
            }
        }
        return end;
    }

    /** Whether a record may begin so in the midst of clear bytes: by a handshake, or by refusing one. */
    private static boolean mayBegin(byte next) {
        return next == ContentType.HANDSHAKE.number() || next == ContentType.ALERT.number();
    }

    /** What has no line end is a line all the same; a record that is not whole is left out. */
    void end() {
        if (!inTls) {
            for (int i = 0; i < headRead; i++) {
                clear(head, i, 1, headAt[i]);
            }
            endLine(0);
        }
    }

    private void outsideRecord(byte next, Duration at) {
        head[headRead] = next;
        headAt[headRead++] = at;
        if (!beginsRecord()) {
            inTls = false;
            takeBack();
        } else if (headRead == (inTls ? HEADER : HEADER + 1)) {
            beginRecord();
        }
    }

    /** Whether the bytes so far, of which the last has just come, go on like the head of a record. */
    private boolean beginsRecord() {
        int last = Byte.toUnsignedInt(head[headRead - 1]);
        return switch (headRead) {
            case 1 ->
                inTls
                        ? last >= ContentType.CHANGE_CIPHER_SPEC.number()
                                && last <= ContentType.APPLICATION_DATA.number()
                        : mayBegin((byte) last);
            case 2 -> last == MAJOR_VERSION;
            case 3 -> last <= LAST_MINOR_VERSION;
            case 4 -> true;
            case 5 -> inTls ? fragmentLength() <= LONGEST_FRAGMENT : isLengthOfFirst();
            // in the midst of clear bytes: only a hello of either side, or the level of an alert
            default -> last == 1 || last == 2;
        };
    }

    private boolean isLengthOfFirst() {
        return head[0] == ContentType.ALERT.number()
                ? fragmentLength() == 2
                : fragmentLength() > 0 && fragmentLength() <= LONGEST_FRAGMENT;
    }

    private int fragmentLength() {
        return ByteBuffer.wrap(head).getShort(3) & 0xffff;
    }

    /** These were clear bytes; a record may begin with any but the first. */
    private void takeBack() {
        byte[] bytes = head.clone();
        Duration[] times = headAt.clone();
        int count = headRead;
        headRead = 0;
        clear(bytes, 0, 1, times[0]);
        for (int i = 1; i < count; i++) {
            outsideRecord(bytes[i], times[i]);
        }
    }

    /** At most the last of these bytes ends a line. */
    private void clear(byte[] bytes, int from, int count, Duration at) {
        int room = Math.max(0, LONGEST_LINE - lineSize);
        System.arraycopy(bytes, from, line, LONGEST_LINE - room, Math.min(room, count));
        lineSize += count;
        lineAt = at;
        byte last = bytes[from + count - 1];
        if (last == '\n') {
            byte before = count > 1 ? bytes[from + count - 2] : lineLast;
            endLine(before == '\r' ? 2 : 1);
        } else {
            lineLast = last;
        }
    }

    private void endLine(int lineEnd) {
        if (lineSize > 0) {
            int length = lineSize - lineEnd;
            String text = Printable.text(ByteBuffer.wrap(line, 0, Math.min(length, LONGEST_LINE)));
            events.accept(new ClearLine(lineAt, direction, lineSize, length > LONGEST_LINE ? text + "…" : text));
        }
        lineSize = 0;
        lineLast = 0;
    }

    private void beginRecord() {
        if (!inTls) {
            endLine(0);
            inTls = true;
            cipherChanged = false;
            messages = new MessageCollector(parser);
        }
        type = ContentType.values()[head[0] - ContentType.CHANGE_CIPHER_SPEC.number()];
        left = fragmentLength();
        size = HEADER + left;
        inRecord = true;
        int ahead = headRead - HEADER;
        headRead = 0;
        content(head, HEADER, ahead, headAt[HEADER + ahead - 1]);
    }

    private void content(byte[] bytes, int from, int count, Duration at) {
        if (type == ContentType.HANDSHAKE || type == ContentType.ALERT) {
            fragment.write(bytes, from, count);
        }
        left -= count;
        if (left == 0) {
            inRecord = false;
            byte[] whole = fragment.toByteArray();
            fragment.reset();
            boolean encrypted = type == ContentType.APPLICATION_DATA || cipherChanged && !parser.isTls13();
            events.accept(new TlsRecord(at, direction, size, type, encrypted, encrypted ? List.of() : readable(whole)));
        }
    }

    private List<HandshakeMessage> readable(byte[] whole) {
        return switch (type) {
            case HANDSHAKE -> messages.read(whole);
            case ALERT -> MessageParser.alerts(ByteBuffer.wrap(whole));
            case CHANGE_CIPHER_SPEC -> {
                cipherChanged = true;
                yield List.of();
            }
            case APPLICATION_DATA -> List.of();
        };
    }
}
