package io.github.tlsclients.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.tls.WireObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads the blocks back; PcapngIT lets tshark read them. */
class PcapngTest {
    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int SECRETS = 10;

    private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 50_123);
    private static final InetSocketAddress SERVER = new InetSocketAddress("198.51.100.9", 465);
    private static final InetSocketAddress CLIENT_6 = new InetSocketAddress("2001:db8::7", 50_124);

    private final Recording recording = new Recording();

    @Test
    void saysThatItsHeadersAreMadeUp() throws IOException {
        List<Block> blocks = written(Optional.empty());

        assertThat(blocks).extracting(Block::type).containsExactly(SECTION, INTERFACE);
        assertThat(new String(blocks.get(0).body(), StandardCharsets.UTF_8))
                .contains("all headers of IP, TCP and UDP are made up");
    }

    @Test
    void aConnectionOpensSpeaksAndCloses() throws IOException {
        WireObserver.Connection connection = recording.connected(CLIENT, SERVER);
        say(connection::sent, "EHLO\r\n");
        say(connection::received, "250 hello\r\n");
        connection.closed();

        assertThat(packets())
                .extracting(Object::toString)
                .containsExactly(
                        "50123>465 SYN seq=0 ack=0 \"\"",
                        "465>50123 SYN ACK seq=0 ack=1 \"\"",
                        "50123>465 ACK seq=1 ack=1 \"\"",
                        "50123>465 PSH ACK seq=1 ack=1 \"EHLO\r\n\"",
                        "465>50123 PSH ACK seq=1 ack=7 \"250 hello\r\n\"",
                        "50123>465 FIN ACK seq=7 ack=12 \"\"",
                        "465>50123 FIN ACK seq=12 ack=8 \"\"",
                        "50123>465 ACK seq=8 ack=13 \"\"");
    }

    @Test
    void aConnectionThatStandsHasNoEnd() throws IOException {
        recording.connected(CLIENT, SERVER);

        assertThat(packets()).hasSize(3).noneMatch(packet -> packet.flags().contains("FIN"));
    }

    @Test
    void whatPassedAtOnceIsCutToWhatANetworkCarries() throws IOException {
        byte[] much = new byte[100_001];
        new Random(6).nextBytes(much);
        recording.connected(CLIENT, SERVER).sent(much, 0, much.length);

        ByteArrayOutputStream carried = new ByteArrayOutputStream();
        for (Tcp packet : packets()) {
            assertThat(packet.data().length).isLessThanOrEqualTo(1440);
            if (packet.data().length > 0) {
                assertThat(packet.seq()).isEqualTo(1 + carried.size());
            }
            carried.writeBytes(packet.data());
        }
        assertThat(Arrays.equals(carried.toByteArray(), much)).isTrue();
    }

    @Test
    void addressesOfBothVersionsMeetInVersionSix() throws IOException {
        say(recording.connected(CLIENT_6, SERVER)::sent, "odd");

        byte[] ip = packetBytes().get(0);
        assertThat(ip[0] >> 4).isEqualTo(6);
        assertThat(Arrays.copyOfRange(ip, 8, 24))
                .isEqualTo(CLIENT_6.getAddress().getAddress());
        assertThat(Arrays.copyOfRange(ip, 34, 40)).containsExactly(255, 255, 198, 51, 100, 9);
        assertThat(packets()).hasSize(4); // whose checksums are right
    }

    @Test
    void connectionsAtOnceAreInTheOrderOfTheirTimes() throws IOException {
        WireObserver.Connection first = recording.connected(CLIENT, SERVER);
        say(first::sent, "1");
        WireObserver.Connection second = recording.connected(CLIENT_6, SERVER);
        say(first::sent, "2");
        say(second::sent, "3");
        say(first::sent, "4");

        assertThat(packets().stream().map(Tcp::text).filter(text -> !text.isEmpty()))
                .containsExactly("1", "2", "3", "4");
        assertThat(blocks(PACKET).stream().map(block -> block.buffer(4).getLong()))
                .isSorted();
    }

    @Test
    void timesAreThoseOfTheRecordingToTheNanosecond() throws IOException {
        say(recording.connected(CLIENT, SERVER)::sent, "?");
        Duration at = recording.flows().get(0).segments().get(0).at();

        ByteBuffer interfaceBlock = blocks(INTERFACE).get(0).buffer(0);
        assertThat(interfaceBlock.getShort()).isEqualTo((short) 101);
        assertThat(interfaceBlock.position(8).getShort()).isEqualTo((short) 9); // if_tsresol
        assertThat(interfaceBlock.position(12).get()).isEqualTo((byte) 9); // 10^-9
        long written = blocks(PACKET).get(3).buffer(4).getLong();
        assertThat(written)
                .isEqualTo(Duration.between(Instant.EPOCH, recording.begun().plus(at))
                        .toNanos());
    }

    @Test
    void aNameThatWasLookedUpIsAQuestionOfDns() throws IOException {
        recording.lookingUp("mail.lab.test");

        byte[] ip = packetBytes().get(0);
        assertThat(ip[9]).isEqualTo((byte) 17);
        assertThat(Arrays.copyOfRange(ip, 16, 20)).containsExactly(192, 0, 2, 53);
        assertThat(ByteBuffer.wrap(ip, 22, 2).getShort()).isEqualTo((short) 53);
        assertThat(new String(ip, 40, 15, StandardCharsets.US_ASCII)).isEqualTo("\4mail\3lab\4test\0");
        assertThat(sum(ip, 0, 20)).isEqualTo(0xffff);
    }

    @Test
    void aNameThatDnsCannotHaveIsNoQuestion() throws IOException {
        recording.lookingUp("two..dots");
        recording.lookingUp("x".repeat(64) + ".test");

        assertThat(blocks(PACKET)).isEmpty();
    }

    @Test
    void whatCameWhenTheRecordingWasFullIsToldAndLeavesNoGap() throws IOException {
        WireObserver.Connection connection = recording.connected(CLIENT, SERVER);
        byte[] block = new byte[16 * 1024 * 1024];
        for (int i = 0; i < 5; i++) {
            connection.sent(block, 0, block.length);
        }
        connection.closed();

        Block first = blocks(PACKET).get(0);
        assertThat(new String(first.body(), StandardCharsets.UTF_8)).contains("16777216 bytes more passed");
        assertThat(packets()).noneMatch(packet -> packet.flags().contains("FIN"));
    }

    @Test
    void secretsOfTheRecordedSessionsAloneStandBeforeThePackets() throws IOException {
        String random = "5a".repeat(32);
        String mine = "CLIENT_RANDOM " + random + " " + "01".repeat(48) + "\n";
        String older = "RSA Session-ID:" + "7A".repeat(32) + " Master-Key:" + "03".repeat(48) + "\n";
        String others = "CLIENT_RANDOM " + "a5".repeat(32) + " " + "02".repeat(48) + "\n";
        WireObserver.Connection connection = recording.connected(CLIENT, SERVER);
        byte[] upgrade = "STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII);
        connection.sent(upgrade, 0, upgrade.length);
        byte[] hello = ByteBuffer.allocate(43)
                .put(new byte[] {22, 3, 1, 0, 38, 1, 0, 0, 34, 3, 3})
                .put("Z".repeat(32).getBytes(StandardCharsets.US_ASCII))
                .array();
        connection.sent(hello, 0, 20);
        connection.sent(hello, 20, 23);
        byte[] answer = ByteBuffer.allocate(76)
                .put(new byte[] {22, 3, 3, 0, 71, 2, 0, 0, 67, 3, 3})
                .position(43)
                .put((byte) 32)
                .put("z".repeat(32).getBytes(StandardCharsets.US_ASCII))
                .array();
        connection.received(answer, 0, answer.length);

        List<Block> blocks = written(Optional.of("# comment\n" + others + mine + older));

        assertThat(blocks).extracting(Block::type).startsWith(SECTION, INTERFACE, SECRETS, PACKET);
        ByteBuffer secrets = blocks.get(2).buffer(0);
        assertThat(secrets.getInt()).isEqualTo(0x544c534b);
        byte[] lines = new byte[secrets.getInt()];
        secrets.get(lines);
        assertThat(new String(lines, StandardCharsets.US_ASCII)).isEqualTo(mine + older);
    }

    @Test
    void withoutSecretsOfItsOwnNoneAreWritten() throws IOException {
        say(recording.connected(CLIENT, SERVER)::sent, "?");

        assertThat(written(Optional.of("CLIENT_RANDOM " + "a5".repeat(32) + " " + "02".repeat(48))))
                .extracting(Block::type)
                .doesNotContain(SECRETS);
    }

    private interface Saying {
        void say(byte[] bytes, int offset, int count);
    }

    private static void say(Saying side, String text) {
        byte[] bytes = ("#" + text).getBytes(StandardCharsets.US_ASCII);
        side.say(bytes, 1, bytes.length - 1);
    }

    private record Block(int type, byte[] body) {
        ByteBuffer buffer(int at) {
            return ByteBuffer.wrap(body, at, body.length - at).slice();
        }
    }

    private List<Block> blocks(int type) throws IOException {
        return written(Optional.empty()).stream()
                .filter(block -> block.type() == type)
                .toList();
    }

    private List<Block> written(Optional<String> keyLog) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Pcapng.write(recording, keyLog, out);
        List<Block> blocks = new ArrayList<>();
        for (ByteBuffer file = ByteBuffer.wrap(out.toByteArray()); file.hasRemaining(); ) {
            int type = file.getInt();
            int length = file.getInt();
            assertThat(length % 4).isZero();
            byte[] body = new byte[length - 12];
            file.get(body);
            assertThat(file.getInt()).isEqualTo(length);
            blocks.add(new Block(type, body));
        }
        return blocks;
    }

    private List<byte[]> packetBytes() throws IOException {
        return blocks(PACKET).stream()
                .map(block -> {
                    ByteBuffer body = block.buffer(12);
                    byte[] packet = new byte[body.getInt()];
                    assertThat(body.getInt()).isEqualTo(packet.length);
                    body.get(packet);
                    return packet;
                })
                .toList();
    }

    private record Tcp(int from, int to, String flags, long seq, long ack, byte[] data) {
        String text() {
            return new String(data, StandardCharsets.US_ASCII);
        }

        @Override
        public String toString() {
            return from + ">" + to + " " + flags + " seq=" + seq + " ack=" + ack + " \"" + text() + "\"";
        }
    }

    /** The packets of TCP, once their lengths and checksums are found to be right. */
    private List<Tcp> packets() throws IOException {
        return packetBytes().stream().map(PcapngTest::tcp).toList();
    }

    private static Tcp tcp(byte[] ip) {
        boolean four = ip[0] >> 4 == 4;
        int start = four ? 20 : 40;
        ByteBuffer all = ByteBuffer.wrap(ip);
        int length = ip.length - start;
        assertThat(four ? all.getShort(2) - start : all.getShort(4)).isEqualTo((short) length);
        if (four) {
            assertThat(sum(ip, 0, start)).isEqualTo(0xffff);
        }
        int addresses = four ? 12 : 8;
        assertThat(fold(sum(ip, addresses, start) + 6 + length + sum(ip, start, ip.length)))
                .isEqualTo(0xffff);
        ByteBuffer tcp = ByteBuffer.wrap(ip, start, length).slice();
        int header = (tcp.get(12) >> 4 & 15) * 4;
        List<String> flags = new ArrayList<>();
        String[] names = {"FIN", "SYN", "RST", "PSH", "ACK"};
        for (int i = 0; i < names.length; i++) {
            if ((tcp.get(13) >> i & 1) == 1) {
                flags.add(names[i]);
            }
        }
        return new Tcp(
                tcp.getShort(0) & 0xffff,
                tcp.getShort(2) & 0xffff,
                String.join(" ", flags),
                tcp.getInt(4) & 0xffffffffL,
                tcp.getInt(8) & 0xffffffffL,
                Arrays.copyOfRange(ip, start + header, ip.length));
    }

    private static int sum(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i += 2) {
            sum += (bytes[i] & 0xff) << 8 | (i + 1 < to ? bytes[i + 1] & 0xff : 0);
        }
        return fold(sum);
    }

    private static int fold(int sum) {
        return sum > 0xffff ? fold((sum & 0xffff) + (sum >>> 16)) : sum;
    }
}
