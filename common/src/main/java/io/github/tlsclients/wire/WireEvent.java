package io.github.tlsclients.wire;

import java.time.Duration;
import java.util.List;

/** Something that an eavesdropper can tell apart on a connection. */
public sealed interface WireEvent {
    /** {@return when its last byte passed, since the recording began} */
    Duration at();

    /** {@return which way it went} */
    Direction direction();

    /** {@return its length in bytes, a record's header included} */
    int size();

    /**
     * A line that anybody can read.
     *
     * @param at when its last byte passed
     * @param direction which way
     * @param size in bytes, its end included
     * @param text without its end; what cannot be printed is shown as {@code \xHH}
     */
    record ClearLine(Duration at, Direction direction, int size, String text) implements WireEvent {}

    /**
     * A record of TLS (RFC 8446 section 5.1, RFC 5246 section 6.2).
     *
     * @param at when its last byte passed
     * @param direction which way
     * @param size in bytes, its header of 5 included
     * @param type as its first byte tells; in TLS 1.3 whatever is encrypted says {@link ContentType#APPLICATION_DATA}
     * @param encrypted whether the eavesdropper lacks the key
     * @param readable the messages that ended in it, for the eavesdropper to read; none if it is encrypted
     */
    record TlsRecord(
            Duration at,
            Direction direction,
            int size,
            ContentType type,
            boolean encrypted,
            List<HandshakeMessage> readable)
            implements WireEvent {}

    /** What kind of record it says it is. */
    enum ContentType {
        /** The middle of TLS 1.2's handshake; without a meaning in 1.3 (RFC 8446 appendix D.4). */
        CHANGE_CIPHER_SPEC(20),
        /** A warning, an error, or the end. */
        ALERT(21),
        /** Messages of the handshake. */
        HANDSHAKE(22),
        /** Data; in TLS 1.3 whatever is encrypted. */
        APPLICATION_DATA(23);

        private final int number;

        ContentType(int number) {
            this.number = number;
        }

        /** {@return its number on the wire} */
        public int number() {
            return number;
        }
    }
}
