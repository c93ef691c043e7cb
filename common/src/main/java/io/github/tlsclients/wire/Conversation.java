package io.github.tlsclients.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One connection, as an eavesdropper reads it.
 *
 * @param number of the connection, counted from 1
 * @param client its end that visits
 * @param server its end that is visited
 * @param opened since the recording began
 * @param closed since the recording began; empty while it is open
 * @param events in their order
 * @param tlsBegins the place of the first record among the events; the upgrade, where clear text came before it. Empty if
 *     no TLS was spoken
 * @param dropped how many bytes more passed than were recorded, or than there are events of: at most 100,000
 */
public record Conversation(
        int number,
        InetSocketAddress client,
        InetSocketAddress server,
        Duration opened,
        Optional<Duration> closed,
        List<WireEvent> events,
        Optional<Integer> tlsBegins,
        long dropped) {

    /**
     * Reads a connection as far as it was recorded: clear text by lines, and TLS by records, each at the time when its last
     * byte passed. A line that nothing ends is a line all the same, and one of more than 500 bytes is cut; a record that is
     * not whole is left out. Any bytes whatever can be read.
     *
     * @param flow what was recorded
     * @return what it says
     */
    public static Conversation of(Flow flow) {
        return FlowReader.read(flow);
    }

    /** {@return the first message of this kind that can be read} */
    public <T extends HandshakeMessage> Optional<T> first(Class<T> kind) {
        return events.stream()
                .filter(WireEvent.TlsRecord.class::isInstance)
                .flatMap(event -> ((WireEvent.TlsRecord) event).readable().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** {@return how many bytes went that way inside encrypted records, the headers included} */
    public long encryptedBytes(Direction direction) {
        return events.stream()
                .filter(event -> event.direction() == direction)
                .filter(event -> event instanceof WireEvent.TlsRecord record && record.encrypted())
                .mapToLong(WireEvent::size)
                .sum();
    }
}
