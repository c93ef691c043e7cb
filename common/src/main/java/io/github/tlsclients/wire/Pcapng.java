package io.github.tlsclients.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A recording as a pcapng file (draft-ietf-opsawg-pcapng), which Wireshark and tshark open. What was recorded is what TCP
 * carried; the packets around it are made up, of the recorded addresses and times, and the file says so: handshakes
 * without delay, segments that are never lost, for each name that was looked up a question to a resolver at 192.0.2.53
 * (RFC 5737) that nobody has answered.
 */
public final class Pcapng {
    private static final String SAYS =
            "Recorded above TCP by tlsclients. What TCP carried, its times and its addresses are"
                    + " as they were; all headers of IP, TCP and UDP are made up, as are the DNS questions around the names.";

    private Pcapng() {}

    /**
     * Writes a recording as it is at this moment.
     *
     * @param recording what has passed
     * @param keyLog the secrets of its sessions, as SSLKEYLOGFILE has them (RFC 9850): with them in it, whoever has the
     *     file can read the sessions. Of sessions that are not in the recording they are left out
     * @param out the file; not closed
     * @throws IOException if it cannot be written
     */
    public static void write(Recording recording, Optional<String> keyLog, OutputStream out) throws IOException {
        List<Flow> flows = recording.flows();
        PcapngBlocks blocks = new PcapngBlocks(out);
        blocks.section(SAYS);
        blocks.rawIpInterface();
        Optional<String> secrets = keyLog.map(log -> KeyLog.of(log).only(flows)).filter(log -> !log.isEmpty());
        if (secrets.isPresent()) {
            blocks.tlsSecrets(secrets.get()); // before the packets: a reader that reads once needs them by then
        }
        for (Moment moment : moments(recording.questions(), flows)) {
            Instant at = recording.begun().plus(moment.at());
            for (Packet packet : moment.packets().made()) {
                blocks.packet(at, packet);
            }
        }
    }

    /** All that happened, in its order. Packets are made when their turn comes, not all at once. */
    private static List<Moment> moments(List<NameQuestion> questions, List<Flow> flows) {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            int number = i + 1;
            String name = questions.get(i).name();
            moments.add(new Moment(questions.get(i).at(), () -> DnsPackets.question(number, name)));
        }
        for (Flow flow : flows) {
            TcpPackets tcp = new TcpPackets(flow);
            moments.add(new Moment(flow.opened(), tcp::opening));
            for (Segment segment : flow.segments()) {
                moments.add(new Moment(segment.at(), () -> tcp.carrying(segment)));
            }
            Optional<Duration> end = flow.dropped() == 0 ? flow.closed() : Optional.empty(); // no end after a gap
            end.ifPresent(at -> moments.add(new Moment(at, tcp::closing)));
        }
        moments.sort(Comparator.comparing(Moment::at)); // what happened at once stays in its order
        return moments;
    }

    /**
     * One packet.
     *
     * @param ip from the IP header on
     * @param comment to be shown beside it
     */
    record Packet(byte[] ip, Optional<String> comment) {}

    private record Moment(Duration at, Packets packets) {}

    private interface Packets {
        List<Packet> made();
    }
}
