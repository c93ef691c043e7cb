package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The records that a server begins with, in pieces of any size, and the ClientHello. */
class HandshakeFuzzTest {
    private static final String RANDOM = "00".repeat(32);
    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

    static Stream<Arguments> flights() {
        return Stream.of(
                        // the hellos of TLS 1.3: by x25519, and one that asks for another
                        "160303003a02000036" + "0303" + RANDOM + "00" + "1301" + "00" + "000e002b000203040033000400"
                                + "1d0000",
                        "160303003802000034" + "0303" + RETRY + "00" + "1301" + "00" + "000c002b0002030400330002001d",
                        // TLS 1.2: hello, a certificate message, ServerKeyExchange by a curve
                        "160303002a02000026" + "0303" + RANDOM + "00" + "c02f" + "00"
                                + "16030300080b00000401020304"
                                + "160303000a0c000006" + "03001d020102",
                        "160303000c0c000008" + "0008ffffffffffff",
                        "15030300020228",
                        // a ClientHello, without its headers
                        "0303" + RANDOM + "00" + "00041301c02f" + "0100" + "0012" + "000a00040002001d"
                                + "002b0006050403040303")
                .map(hex -> Parsing.seed(HexFormat.of().parseHex(hex)));
    }

    @MethodSource("flights")
    @FuzzTest(maxExecutions = 20_000)
    void aFlightIsReadTheSameInPiecesAndNeverComplainedOf(byte[] input) {
        GroupReader whole = new GroupReader();
        whole.read(input, 0, input.length);
        GroupReader slow = new GroupReader();
        for (int i = 0; i < input.length && !slow.read(input, i, 1); i++) {
            continue;
        }
        assertThat(slow.agreed()).isEqualTo(whole.agreed());
        Parsing.of(() -> Hello.ofClient(ByteBuffer.wrap(input)), IllegalArgumentException.class);
        Parsing.of(() -> Hello.ofServer(ByteBuffer.wrap(input)), IllegalArgumentException.class);
    }
}
