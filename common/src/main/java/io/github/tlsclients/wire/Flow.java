package io.github.tlsclients.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One TCP connection, as it was recorded.
 *
 * @param number counted from 1
 * @param client its end that connected; in FTP's active mode the client's end all the same
 * @param server its other end
 * @param opened since the recording began
 * @param closed since the recording began; empty while it is open
 * @param segments what passed, in the order in which it was seen
 * @param dropped how many bytes more passed than the recording may hold
 */
public record Flow(
        int number,
        InetSocketAddress client,
        InetSocketAddress server,
        Duration opened,
        Optional<Duration> closed,
        List<Segment> segments,
        long dropped) {}
