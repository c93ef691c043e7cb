package io.github.tlsclients.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import io.github.tlsclients.wire.WireEvent.ClearLine;
import io.github.tlsclients.wire.WireEvent.TlsRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever passed on a wire can be read. */
class FlowFuzzTest {
    static Stream<Arguments> flows() {
        byte[] client = TestFlows.record(22, TestFlows.CLIENT_HELLO);
        return Stream.of(
                        turns(
                                "220 hi\r\nno end".getBytes(StandardCharsets.US_ASCII),
                                "EHLO\n".getBytes(StandardCharsets.US_ASCII)),
                        turns(
                                TestFlows.record(22, TestFlows.SERVER_HELLO_13),
                                client,
                                TestFlows.record(23, "00"),
                                TestFlows.record(21, "0228")),
                        turns(
                                TestFlows.record(
                                        22,
                                        TestFlows.SERVER_HELLO_12
                                                + TestFlows.message(11, "000006" + "000003" + "300100")
                                                + TestFlows.message(12, "03001d20")
                                                + TestFlows.message(14, "")),
                                client,
                                TestFlows.record(20, "01"),
                                TestFlows.record(20, "01"),
                                TestFlows.record(22, "0e000000"),
                                TestFlows.record(22, "0e000000")))
                .map(Parsing::seed);
    }

    @MethodSource("flows")
    @FuzzTest(maxExecutions = 20_000)
    void aFlowIsReadTheSameHoweverItIsCut(byte[] input) {
        Conversation whole = read(input, Integer.MAX_VALUE);

        assertThat(timeless(read(input, 1))).isEqualTo(timeless(whole));
        assertThat(timeless(read(input, 7))).isEqualTo(timeless(whole));
        assertThat(whole.events().stream().mapToInt(WireEvent::size).sum()).isLessThanOrEqualTo(input.length);
        assertThat(whole.tlsBegins().isPresent())
                .isEqualTo(whole.events().stream().anyMatch(TlsRecord.class::isInstance));
    }

    /** The input is turns of server and client, each led by its length; a turn is cut into segments of this size at most. */
    private static Conversation read(byte[] input, int segmentSize) {
        List<Segment> segments = new ArrayList<>();
        Direction direction = Direction.TO_CLIENT;
        int at = 0;
        while (at < input.length) {
            int end = Math.min(input.length, at + 1 + Byte.toUnsignedInt(input[at]));
            for (int from = at + 1; from < end; ) {
                int to = segmentSize < end - from ? from + segmentSize : end;
                segments.add(
                        new Segment(Duration.ofNanos(segments.size()), direction, Arrays.copyOfRange(input, from, to)));
                from = to;
            }
            direction = direction == Direction.TO_CLIENT ? Direction.TO_SERVER : Direction.TO_CLIENT;
            at = end;
        }
        return Parsing.of(() -> Conversation.of(TestFlows.flow(segments))).orElseThrow();
    }

    /** Both directions for themselves: by their times they are merged otherwise. */
    private static List<WireEvent> timeless(Conversation conversation) {
        List<WireEvent> events = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            conversation.events().stream()
                    .filter(event -> event.direction() == direction)
                    .map(FlowFuzzTest::timeless)
                    .forEach(events::add);
        }
        return events;
    }

    private static WireEvent timeless(WireEvent event) {
        if (event instanceof TlsRecord record) {
            return new TlsRecord(
                    Duration.ZERO,
                    record.direction(),
                    record.size(),
                    record.type(),
                    record.encrypted(),
                    record.readable());
        }
        ClearLine line = (ClearLine) event;
        return new ClearLine(Duration.ZERO, line.direction(), line.size(), line.text());
    }

    private static byte[] turns(byte[]... turns) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] turn : turns) {
            all.write(turn.length);
            all.writeBytes(turn);
        }
        return all.toByteArray();
    }
}
