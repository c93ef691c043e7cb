package io.github.tlsclients.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.wire.HandshakeMessage.Alert;
import io.github.tlsclients.wire.HandshakeMessage.Certificate;
import io.github.tlsclients.wire.HandshakeMessage.ClientHello;
import io.github.tlsclients.wire.HandshakeMessage.ServerHello;
import io.github.tlsclients.wire.HandshakeMessage.ServerKeyExchange;
import io.github.tlsclients.wire.WireEvent.ClearLine;
import io.github.tlsclients.wire.WireEvent.ContentType;
import io.github.tlsclients.wire.WireEvent.TlsRecord;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no real peer sends, or not just so. */
class FlowReaderTest {
    private static final String HELLO_DONE = "0e000000";
    private static final byte[] CLIENT_HELLO = TestFlows.record(22, TestFlows.CLIENT_HELLO);

    @Test
    void linesEndByEitherConventionAndTheLastOneByNothing() {
        assertThat(texts(client("EHLO a\r\nQUIT\n\n a\rb\r\n and no end")))
                .containsExactly("EHLO a", "QUIT", "", " a\\x0db", " and no end");
        assertThat(read(client("EHLO a\r\n")).events().get(0).size()).isEqualTo(8);
    }

    @Test
    void whatCannotBePrintedIsShownByItsNumber() {
        assertThat(texts(client("\u00e9\u001b[2J\0~\n"))).containsExactly("\\xe9\\x1b[2J\\x00~");
    }

    @ParameterizedTest
    @CsvSource({"500, false", "501, true", "100000, true"})
    void aVeryLongLineIsCut(int length, boolean cut) {
        Conversation conversation = read(client("x".repeat(length) + "\r\n"));

        assertThat(texts(conversation)).containsExactly("x".repeat(500) + (cut ? "…" : ""));
        assertThat(conversation.events().get(0).size()).isEqualTo(length + 2);
    }

    @Test
    void theTimeIsThatOfTheLastByte() {
        byte[] record = CLIENT_HELLO;
        Conversation conversation = read(
                segment(1, Direction.TO_CLIENT, "220 "),
                segment(2, Direction.TO_CLIENT, "hi\r\nno end"),
                segment(3, Direction.TO_SERVER, Arrays.copyOf(record, 7)),
                segment(4, Direction.TO_SERVER, Arrays.copyOfRange(record, 7, record.length)),
                segment(5, Direction.TO_CLIENT, "!"));

        assertThat(conversation.events())
                .extracting(event -> event.at().toMillis())
                .containsExactly(2L, 4L, 5L);
        assertThat(conversation.tlsBegins()).contains(1);
    }

    @Test
    void eventsOfBothDirectionsStandInTheOrderOfTheirTimes() {
        Conversation conversation = read(
                segment(1, Direction.TO_CLIENT, "no end"),
                segment(2, Direction.TO_SERVER, "a\n"),
                segment(3, Direction.TO_SERVER, "b\n"));

        assertThat(texts(conversation)).containsExactly("no end", "a", "b");
    }

    @Test
    void severalMessagesMayBeInOneRecordAndOneInSeveral() {
        byte[] messages = HexFormat.of().parseHex(TestFlows.SERVER_HELLO_12 + HELLO_DONE);
        Conversation conversation = read(
                server(TestFlows.record(22, Arrays.copyOf(messages, 1))),
                server(TestFlows.record(22, Arrays.copyOfRange(messages, 1, 30))),
                server(TestFlows.record(22, Arrays.copyOfRange(messages, 30, messages.length))));

        // a record of one byte is a message's beginning all the same
        assertThat(records(conversation))
                .extracting(record -> record.readable().size())
                .containsExactly(0, 0, 2);
        assertThat(names(conversation)).containsExactly("ServerHello", "ServerHelloDone");
    }

    @Test
    void tlsMayBeginBehindAnUnfinishedLine() {
        Conversation conversation = read(
                server("S".getBytes(ISO_8859_1)),
                client(CLIENT_HELLO),
                server(TestFlows.record(22, TestFlows.SERVER_HELLO_12)));

        assertThat(texts(conversation)).containsExactly("S");
        assertThat(conversation.first(ServerHello.class)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16030100050b00000000",
                "1603010000",
                "160305000501000000",
                "170303000501000000",
                "16020100050100",
                "15030100030228ff"
            })
    void bytesThatOnlyLookLikeARecordAreClear(String hex) {
        assertThat(records(read(client(HexFormat.of().parseHex(hex))))).isEmpty();
    }

    @Test
    void whatStopsBeingTlsIsClearAgainAndMayBeginAnew() {
        Conversation conversation = read(
                client(CLIENT_HELLO), client("QUIT\r\n"), client(CLIENT_HELLO), client(new byte[] {23, 3, 3, 127, 127
                }));

        assertThat(conversation.events()).hasSize(4);
        assertThat(texts(conversation)).containsExactly("QUIT", "\\x17\\x03\\x03\\x7f\\x7f");
        assertThat(names(conversation)).containsExactly("ClientHello", "ClientHello");
    }

    @Test
    void aRecordThatIsNotWholeIsLeftOut() {
        assertThat(read(client(CLIENT_HELLO), client(new byte[] {23, 3, 3, 0, 9, 1, 2, 3}))
                        .events())
                .hasSize(1);
        assertThat(read(client(CLIENT_HELLO), client(new byte[] {23, 3})).events())
                .hasSize(1);
    }

    @Test
    void anEmptyRecordIsARecord() {
        Conversation conversation = read(client(CLIENT_HELLO), client(new byte[] {23, 3, 1, 0, 0}));

        assertThat(records(conversation)).last().satisfies(record -> {
            assertThat(record.size()).isEqualTo(5);
            assertThat(record.encrypted()).isTrue();
        });
    }

    @Test
    void afterTheChangeOfKeysOfTls12NothingIsReadable() {
        Conversation conversation = read(
                client(CLIENT_HELLO),
                server(TestFlows.record(22, TestFlows.SERVER_HELLO_12)),
                server(TestFlows.record(20, "01")),
                server(TestFlows.record(22, "0e000000")),
                server(TestFlows.record(21, "0228")),
                client(TestFlows.record(21, "0100")));

        assertThat(records(conversation))
                .extracting(TlsRecord::encrypted)
                .containsExactly(false, false, false, true, true, false);
        assertThat(conversation.first(Alert.class)).contains(new Alert(false, "close_notify"));
        assertThat(conversation.encryptedBytes(Direction.TO_CLIENT)).isEqualTo(9 + 7);
    }

    @Test
    void theChangeOfKeysMeansNothingInTls13() {
        Conversation conversation = read(
                client(CLIENT_HELLO),
                client(TestFlows.record(20, "01")), // before the answer: early data follow
                client(TestFlows.record(23, "ffff")),
                server(TestFlows.record(22, TestFlows.SERVER_HELLO_13)),
                server(TestFlows.record(20, "01")),
                server(TestFlows.record(23, "00")),
                client(TestFlows.record(21, "0232")));

        assertThat(records(conversation))
                .extracting(TlsRecord::encrypted)
                .containsExactly(false, false, true, false, false, true, false);
        assertThat(conversation.first(Alert.class)).contains(new Alert(true, "decode_error"));
    }

    @Test
    void aServerMayAnswerWithARefusalAtOnce() {
        Conversation conversation =
                read(server("220 go\r\n".getBytes(ISO_8859_1)), server(TestFlows.record(21, "0246")));

        assertThat(conversation.tlsBegins()).contains(1);
        assertThat(conversation.first(Alert.class)).contains(new Alert(true, "protocol_version"));
    }

    @Test
    void theClientHelloIsReadToTheLastList() {
        ClientHello hello = read(client(CLIENT_HELLO)).first(ClientHello.class).orElseThrow();

        assertThat(hello.serverName()).contains("mail.test");
        assertThat(hello.alpn()).containsExactly("h2", "http/1.1");
        assertThat(hello.versions()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(hello.cipherSuites())
                .containsExactly("TLS_AES_128_GCM_SHA256", "TLS_KRB5_WITH_RC4_128_MD5", "0xfefe");
        assertThat(hello.groups()).containsExactly("X25519MLKEM768", "x25519");
        assertThat(hello.keyShares()).containsExactly("x25519");
        assertThat(hello.signatureSchemes()).containsExactly("ed25519", "0x0402");
        assertThat(hello.resuming()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0300, SSLv3", "0301, TLSv1", "0302, TLSv1.1", "0303, TLSv1.2", "7f1c, 0x7f1c"})
    void oldHellosHaveNoExtensions(String number, String name) {
        Conversation conversation = read(
                client(TestFlows.record(
                        22, TestFlows.message(1, number + TestFlows.RANDOM + "01aa" + "0002002f" + "0100"))),
                server(TestFlows.record(22, TestFlows.message(2, number + TestFlows.RANDOM + "01aa" + "002f" + "00"))));

        ClientHello client = conversation.first(ClientHello.class).orElseThrow();
        assertThat(client.versions()).containsExactly(name);
        assertThat(client.resuming()).isTrue();
        assertThat(conversation.first(ServerHello.class))
                .contains(new ServerHello(
                        name, "TLS_RSA_WITH_AES_128_CBC_SHA", Optional.empty(), Optional.empty(), false, true));
    }

    @ParameterizedTest
    @CsvSource({
        "03001d20, x25519",
        "030017, secp256r1",
        "0100ffffffffffffffffadf85458a2bb4a9a, ffdhe2048",
        "0300ffffffffffffffffadf85458a2bb4a9a, ffdhe6144",
        "0100fffffffffffffffe0000000000000000,",
        "03,"
    })
    void theGroupOfTls12IsInTheServersKeyExchange(String parameters, @Nullable String group) {
        Conversation conversation = read(
                server(TestFlows.record(22, TestFlows.SERVER_HELLO_12)),
                server(TestFlows.record(22, TestFlows.message(12, parameters))));

        assertThat(conversation.first(ServerKeyExchange.class))
                .contains(new ServerKeyExchange(Optional.ofNullable(group)));
    }

    @Test
    void whatIsNoCertificateIsLeftOut() {
        Conversation conversation = read(
                server(TestFlows.record(22, TestFlows.SERVER_HELLO_12)),
                server(TestFlows.record(22, TestFlows.message(11, "000006" + "000003" + "300100"))),
                server(TestFlows.record(22, TestFlows.message(11, "000009" + "000001"))));

        assertThat(conversation.first(Certificate.class)).contains(new Certificate(List.of()));
        assertThat(names(conversation)).containsExactly("ServerHello", "Certificate", "Certificate");
    }

    @Test
    void aMessageThatIsTooLongIsToldByItsNameAlone() {
        byte[] message = new byte[4 + MessageCollector.LIMIT_BYTES + 1];
        message[0] = 11;
        message[1] = (byte) (MessageCollector.LIMIT_BYTES + 1 >> 16);
        message[3] = 1;
        List<Segment> segments = new ArrayList<>();
        segments.add(server(TestFlows.record(22, TestFlows.SERVER_HELLO_12)));
        for (int at = 0; at < message.length; at += 1 << 14) {
            segments.add(server(TestFlows.record(
                    22, Arrays.copyOfRange(message, at, Math.min(message.length, at + (1 << 14))))));
        }
        segments.add(server(TestFlows.record(22, HELLO_DONE)));

        Conversation conversation = read(segments.toArray(Segment[]::new));
        assertThat(conversation.first(Certificate.class)).isEmpty();
        assertThat(names(conversation)).containsExactly("ServerHello", "Certificate", "ServerHelloDone");
    }

    @Test
    void moreEventsThanAnybodyLooksAtAreCountedOnly() {
        Conversation conversation = read(client("\n".repeat(FlowReader.LIMIT_EVENTS + 3)));

        assertThat(conversation.events()).hasSize(FlowReader.LIMIT_EVENTS);
        assertThat(conversation.dropped()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_460, 1 << 16})
    @Timeout(60) // a moment; minutes for whoever reads all of it again with each piece
    void aFullRecordingIsReadInMoments(int pieceSize) {
        byte[] record = TestFlows.record(23, new byte[1 << 14]);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(CLIENT_HELLO);
        while (all.size() < Recording.LIMIT_BYTES - record.length) {
            all.writeBytes(record);
        }
        byte[] bytes = all.toByteArray();
        List<Segment> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += pieceSize) {
            pieces.add(client(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + pieceSize))));
        }

        Conversation conversation = read(pieces.toArray(Segment[]::new));

        assertThat(conversation.events()).hasSize(1 + (bytes.length - CLIENT_HELLO.length) / record.length);
    }

    @Test
    @Timeout(60)
    void aFullRecordingOfClearBytesIsReadInMoments() {
        byte[] bytes = new byte[Recording.LIMIT_BYTES];
        new Random(6).nextBytes(bytes);

        Conversation conversation = read(client(bytes));

        assertThat(conversation.tlsBegins()).isEmpty();
    }

    private static Conversation read(Segment... segments) {
        return Conversation.of(TestFlows.flow(List.of(segments)));
    }

    private static Segment client(byte[] bytes) {
        return new Segment(Duration.ZERO, Direction.TO_SERVER, bytes);
    }

    private static Segment client(String text) {
        return client(text.getBytes(ISO_8859_1));
    }

    private static Segment server(byte[] bytes) {
        return new Segment(Duration.ZERO, Direction.TO_CLIENT, bytes);
    }

    private static Segment segment(int millis, Direction direction, String text) {
        return segment(millis, direction, text.getBytes(ISO_8859_1));
    }

    private static Segment segment(int millis, Direction direction, byte[] bytes) {
        return new Segment(Duration.ofMillis(millis), direction, bytes);
    }

    private static List<String> texts(Segment... segments) {
        return texts(read(segments));
    }

    private static List<String> texts(Conversation conversation) {
        return conversation.events().stream()
                .filter(ClearLine.class::isInstance)
                .map(line -> ((ClearLine) line).text())
                .toList();
    }

    private static List<TlsRecord> records(Conversation conversation) {
        return conversation.events().stream()
                .filter(TlsRecord.class::isInstance)
                .map(TlsRecord.class::cast)
                .toList();
    }

    private static List<String> names(Conversation conversation) {
        return records(conversation).stream()
                .filter(record -> record.type() == ContentType.HANDSHAKE)
                .flatMap(record -> record.readable().stream())
                .map(HandshakeMessage::name)
                .toList();
    }
}
