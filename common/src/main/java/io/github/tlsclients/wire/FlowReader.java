package io.github.tlsclients.wire;

import io.github.tlsclients.wire.WireEvent.TlsRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads both directions of a connection. */
final class FlowReader {
    /** Many times what a session has; somebody who sends nothing but line ends must not fill the memory. */
    static final int LIMIT_EVENTS = 100_000;

    private final List<WireEvent> events = new ArrayList<>();
    private long untold;

    private FlowReader() {}

    static Conversation read(Flow flow) {
        return new FlowReader().conversation(flow);
    }

    private Conversation conversation(Flow flow) {
        MessageParser parser = new MessageParser();
        StreamReader client = new StreamReader(Direction.TO_SERVER, parser, this::note);
        StreamReader server = new StreamReader(Direction.TO_CLIENT, parser, this::note);
        for (Segment segment : flow.segments()) {
            (segment.direction() == Direction.TO_SERVER ? client : server).read(segment.bytes(), segment.at());
        }
        client.end();
        server.end();
        events.sort(Comparator.comparing(WireEvent::at)); // a line without an end is noticed late
        return new Conversation(
                flow.number(),
                flow.client(),
                flow.server(),
                flow.opened(),
                flow.closed(),
                List.copyOf(events),
                tlsBegins(),
                flow.dropped() + untold);
    }

    private void note(WireEvent event) {
        if (events.size() < LIMIT_EVENTS) {
            events.add(event);
        } else {
            untold += event.size();
        }
    }

    private Optional<Integer> tlsBegins() {
        return IntStream.range(0, events.size())
                .filter(i -> events.get(i) instanceof TlsRecord)
                .boxed()
                .findFirst();
    }
}
