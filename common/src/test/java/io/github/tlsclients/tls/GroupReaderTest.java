package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.tls.GroupReader.Agreed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's first flight byte for byte, whole and in pieces. */
class GroupReaderTest {
    private static final int ALERT = 21;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final String RANDOM = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";
    private static final String VERSION_1_3 = "002b00020304";

    @ParameterizedTest
    @CsvSource({
        "11ec, X25519MLKEM768",
        "11eb, SecP256r1MLKEM768",
        "11ed, SecP384r1MLKEM1024",
        "001d, x25519",
        "0017, secp256r1",
        "0100, ffdhe2048",
        "fe30, 0xfe30"
    })
    void theKeyShareOfTls13TellsTheGroup(String number, String name) {
        assertThat(read(record(HANDSHAKE, hello13(number)))).isEqualTo(agreed(name));
    }

    @Test
    void aRetryIsToldAndTheSecondHelloDecides() {
        byte[] flight = join(
                record(HANDSHAKE, message(2, hello(RETRY, VERSION_1_3 + "00330002" + "0017"))),
                record(CHANGE_CIPHER_SPEC, bytes("01")),
                record(HANDSHAKE, hello13("0017")));

        assertThat(read(flight)).isEqualTo(new Agreed(Optional.of("secp256r1"), true));
    }

    @Test
    void whatARetryAsksForIsKnownBeforeTheSecondHello() {
        GroupReader reader = new GroupReader();
        byte[] retry = record(HANDSHAKE, message(2, hello(RETRY, VERSION_1_3 + "00330002" + "0018")));

        assertThat(reader.read(retry, 0, retry.length)).isFalse();
        assertThat(reader.agreed()).isEqualTo(new Agreed(Optional.of("secp384r1"), true));
    }

    @Test
    void theCurveOfTls12IsInTheServersKeyExchange() {
        byte[] flight = record(
                HANDSHAKE,
                join(
                        message(2, hello(RANDOM, "")),
                        message(11, new byte[3000]),
                        message(22, new byte[500]),
                        message(12, bytes("03001d20" + "00".repeat(32)))));

        assertThat(read(flight)).isEqualTo(agreed("x25519"));
    }

    @Test
    void aHelloOfTls12MayBeWithoutExtensions() {
        byte[] hello = bytes("0303" + RANDOM + "00" + "c02f" + "00");
        byte[] flight = record(HANDSHAKE, join(message(2, hello), message(12, bytes("030017" + "00"))));

        assertThat(read(flight)).isEqualTo(agreed("secp256r1"));
    }

    @ParameterizedTest
    @CsvSource({
        "256, adf85458a2bb4a9a, ffdhe2048",
        "768, adf85458a2bb4a9a, ffdhe6144",
        "128, c90fdaa22168c234, a prime of 1024 bit"
    })
    void aPrimeOfTls12IsNamedIfItIsARegisteredOne(int length, String start, String name) {
        byte[] parameters = ByteBuffer.allocate(2 + length)
                .putShort((short) length)
                .putLong(-1)
                .put(bytes(start))
                .array();
        byte[] flight = record(HANDSHAKE, join(message(2, hello(RANDOM, "")), message(12, parameters)));

        assertThat(read(flight)).isEqualTo(agreed(name));
    }

    @Test
    void aResumedSessionOfTls12ExchangesNoKeys() {
        byte[] flight = join(
                record(HANDSHAKE, message(2, hello(RANDOM, ""))),
                record(CHANGE_CIPHER_SPEC, bytes("01")),
                record(HANDSHAKE, new byte[40]));

        assertThat(read(flight)).isEqualTo(Agreed.NOTHING);
    }

    @Test
    void aWarningBeforeTheHelloIsPassedBy() {
        byte[] flight = join(record(ALERT, bytes("0170")), record(HANDSHAKE, hello13("001d")));

        assertThat(read(flight)).isEqualTo(agreed("x25519"));
    }

    @Test
    void nothingAfterTheHelloOfTls13IsLookedAt() {
        GroupReader reader = new GroupReader();
        byte[] hello = record(HANDSHAKE, hello13("001d"));
        byte[] more = record(HANDSHAKE, hello13("0018"));

        assertThat(reader.read(hello, 0, hello.length)).isTrue();
        reader.read(more, 0, more.length);
        assertThat(reader.agreed()).isEqualTo(agreed("x25519"));
    }

    /** RFC 8446 section 5.1: a message may be spread over records, and a record over reads, at any place. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100, 1000})
    void piecesOfAnySizeComeToTheSame(int size) {
        byte[] messages = join(
                message(0, new byte[0]), message(2, hello(RETRY, VERSION_1_3 + "00330002" + "11ec")), hello13("11ec"));
        ByteArrayOutputStream flight = new ByteArrayOutputStream();
        for (int at = 0; at < messages.length; at += size) {
            byte[] part = Arrays.copyOfRange(messages, at, Math.min(at + size, messages.length));
            flight.writeBytes(record(HANDSHAKE, part));
        }

        assertThat(read(flight.toByteArray())).isEqualTo(new Agreed(Optional.of("X25519MLKEM768"), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "485454502f312e3120343030204261642052657175657374", // HTTP/1.1 400 Bad Request
                "1603030004" + "02ffffff", // a message of 16 MiB
                "1603030004" + "02000000", // a ServerHello of nothing
                "160303000a" + "02000006030300000000", // a ServerHello that ends in its random
                "160303002e" + "0200002a0303" + RANDOM + "ff1301000000", // a session id longer than the message
                "1603030008" + "0c0000040300", // a ServerKeyExchange that ends early, in a record that does too
                "1603030004" + "0e000000", // ServerHelloDone
            })
    void garbageComesToNothing(String hex) {
        byte[] garbage = bytes(hex);

        assertThat(whole(garbage)).isEqualTo(Agreed.NOTHING);
    }

    @Test
    void noBytesMakeItThrow() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = join(record(HANDSHAKE, hello13("11ec")), record(HANDSHAKE, message(12, new byte[20])));
            for (int flips = random.nextInt(6); flips >= 0; flips--) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt();
            }
            whole(noise);
        }
    }

    /** The same whole, byte by byte and at an offset. */
    private static Agreed read(byte[] flight) {
        Agreed whole = whole(flight);
        GroupReader slow = new GroupReader();
        for (int i = 0; i < flight.length; i++) {
            slow.read(flight, i, 1);
        }
        assertThat(slow.agreed()).as("byte by byte").isEqualTo(whole);
        GroupReader shifted = new GroupReader();
        shifted.read(join(new byte[10], flight, new byte[10]), 10, flight.length);
        assertThat(shifted.agreed()).as("at an offset").isEqualTo(whole);
        return whole;
    }

    private static Agreed whole(byte[] flight) {
        GroupReader reader = new GroupReader();
        reader.read(flight, 0, flight.length);
        return reader.agreed();
    }

    private static Agreed agreed(String group) {
        return new Agreed(Optional.of(group), false);
    }

    private static byte[] hello13(String group) {
        return message(2, hello(RANDOM, VERSION_1_3 + "00330005" + group + "0001" + "2a"));
    }

    /** With a session id of one byte. */
    private static byte[] hello(String random, String extensions) {
        String length = String.format("%04x", extensions.length() / 2);
        return bytes("0303" + random + "01aa" + "1301" + "00" + length + extensions);
    }

    private static byte[] message(int type, byte[] body) {
        return ByteBuffer.allocate(4 + body.length)
                .putInt(type << 24 | body.length)
                .put(body)
                .array();
    }

    private static byte[] record(int type, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) type)
                .putShort((short) 0x0303)
                .putShort((short) body.length)
                .put(body)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
