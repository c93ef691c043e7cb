package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordHeadersTest {
    private static final byte[] TWO_RECORDS = {23, 3, 3, 0, 2, 'a', 'b', 21, 3, 3, 0, 0, 23, 3, 1, 1, 0};

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1_000})
    void followsRecordsInPiecesOfAnySize(int piece) {
        byte[] stream = new byte[TWO_RECORDS.length + 256];
        System.arraycopy(TWO_RECORDS, 0, stream, 0, TWO_RECORDS.length);

        assertThat(firstForeign(stream, piece)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1_000})
    void noticesTextWhereARecordShouldBegin(int piece) {
        byte[] text = "230 welcome\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] stream = new byte[12 + text.length];
        System.arraycopy(TWO_RECORDS, 0, stream, 0, 12);
        System.arraycopy(text, 0, stream, 12, text.length);

        assertThat(firstForeign(stream, piece)).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 19, 24, '2', (byte) 0x80})
    void noOtherTypeIsOne(byte type) {
        assertThat(firstForeign(new byte[] {type, 3, 3, 0, 1, 0}, 6)).isZero();
        assertThat(firstForeign(new byte[] {23, type, 3, 0, 1, 0}, 6)).isEqualTo(1);
    }

    private static int firstForeign(byte[] stream, int piece) {
        RecordHeaders records = new RecordHeaders();
        for (int at = 0; at < stream.length; at += piece) {
            int found = records.foreign(stream, at, Math.min(piece, stream.length - at));
            if (found >= 0) {
                return at + found;
            }
        }
        return -1;
    }
}
