package io.github.tlsclients.wire;

import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.WireObserver;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What passed on the wire, as somebody on the path could have recorded it. Hand it to {@link
 * TlsContext#observedBy(WireObserver)}, or take that of a {@link Tap}. It may be read while connections go on. Thread-safe.
 */
public final class Recording implements WireObserver {
    /** All flows together keep so much; of what comes later only the amount is noted. */
    public static final int LIMIT_BYTES = 64 * 1024 * 1024;

    private final Instant begun = Instant.now();
    private final long zero = System.nanoTime();
    private final List<NameQuestion> questions = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private int kept;

    /** {@return when it began; all times in it count from there} */
    public Instant begun() {
        return begun;
    }

    /** {@return the names that were looked up so far, in that order} */
    public synchronized List<NameQuestion> questions() {
        return List.copyOf(questions);
    }

    /** {@return the connections so far, in the order in which they were opened} */
    public synchronized List<Flow> flows() {
        return lines.stream().map(Line::flow).toList();
    }

    /** What a connection of this recording has come to. */
    synchronized Flow flow(Connection connection) {
        return ((Line) connection).flow();
    }

    @Override
    public synchronized void lookingUp(String host) {
        questions.add(new NameQuestion(now(), host));
    }

    @Override
    public synchronized Connection connected(InetSocketAddress client, InetSocketAddress server) {
        Line line = new Line(lines.size() + 1, client, server, now());
        lines.add(line);
        return line;
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - zero);
    }

    private synchronized void note(Line line, Direction direction, byte[] bytes, int offset, int count) {
        int room = Math.min(count, LIMIT_BYTES - kept);
        if (room > 0) {
            kept += room;
            line.segments.add(new Segment(now(), direction, Arrays.copyOfRange(bytes, offset, offset + room)));
        }
        line.dropped += count - room;
    }

    private synchronized void end(Line line) {
        if (line.closed == null) {
            line.closed = now();
        }
    }

    private final class Line implements Connection {
        private final int number;
        private final InetSocketAddress client;
        private final InetSocketAddress server;
        private final Duration opened;
        private final List<Segment> segments = new ArrayList<>();
        private @Nullable Duration closed;
        private long dropped;

        Line(int number, InetSocketAddress client, InetSocketAddress server, Duration opened) {
            this.number = number;
            this.client = client;
            this.server = server;
            this.opened = opened;
        }

        Flow flow() {
            return new Flow(
                    number, client, server, opened, Optional.ofNullable(closed), List.copyOf(segments), dropped);
        }

        @Override
        public void sent(byte[] bytes, int offset, int count) {
            note(this, Direction.TO_SERVER, bytes, offset, count);
        }

        @Override
        public void received(byte[] bytes, int offset, int count) {
            note(this, Direction.TO_CLIENT, bytes, offset, count);
        }

        @Override
        public void closed() {
            end(this);
        }
    }
}
