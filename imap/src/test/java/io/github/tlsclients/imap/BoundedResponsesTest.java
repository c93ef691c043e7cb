package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ResponseInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's own reader on top of the bounds: what is bounded must be what it reads. */
final class BoundedResponsesTest {
    private static final String DONE = "A1 OK done\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* OK [CAPABILITY IMAP4rev1] ready\r\n",
                "* 1 FETCH (BODY[] {4}\r\nmail UID 7)\r\n",
                "* 1 FETCH (BODY[] {0}\r\n)\r\n",
                "* 1 FETCH (BODY[] {18}\r\n{2000000000}\r\n* A)\r\n",
                "* OK {not a number}\r\n",
                "* OK {}\r\n",
                "* OK {2000000000}\r\r\n",
                "* OK a bare \n is no line end\r\n",
                "* OK {2000000000} in the middle\r\n"
            })
    void letsThroughWhatServersSay(String response) throws IOException {
        ResponseInputStream responses = reading(Stream.of(response, DONE));

        assertThat(text(responses.readResponse())).isEqualTo(response);
        assertThat(text(responses.readResponse())).isEqualTo(DONE);
    }

    @Test
    void letsALargeMessageThroughInPiecesAndAtOnce() throws IOException {
        String piece = "* 1 FETCH (BODY[]<0> {1048576}\r\n" + "x".repeat(1 << 20) + ")\r\n" + DONE;
        ResponseInputStream responses = reading(Stream.generate(() -> piece).limit(300));
        for (int i = 0; i < 600; i++) {
            responses.readResponse();
        }

        int whole = 50 << 20;
        ResponseInputStream atOnce =
                reading(Stream.of("* 1 FETCH (BODY[] {" + whole + "}\r\n", "y".repeat(whole), ")\r\n"));
        assertThat(atOnce.readResponse().getCount()).isGreaterThan(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* LIST () \"/\" {2147483647}\r\n",
                "* LIST () \"/\" {67108865}\r\n",
                "* LIST () \"/\" {99999999999999999999}\r\n",
                "* LIST () \"/\" {12}\r\n{2000000000}\r\n",
                "* LIST () \"/\" {-14}\r\n{2000000000}\r\nINBOX\r\n",
                "* LIST () \"/\" {13}\r\n{2000000000}\r\nINBOX\r\n"
            })
    void makesNoRoomForWhatIsAnnounced(String response) {
        refuses(Stream.of(response, "x".repeat(100)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "\n",
                "* OK still working\r\n",
                "+ \r\n",
                "* LIST () \"/\" {-1}\r\n",
                "* LIST () \"/\" {0}\r\n",
                "* LIST () \"/\" {5}\r\nINBOX\r\n",
                "* 1 FETCH (UID 1)\r\n"
            })
    void endsWhatHasNoEnd(String part) {
        refuses(Stream.generate(() -> part.repeat(100)));
    }

    @Test
    void boundsAllThatOneCommandIsAnsweredBy() {
        String large = "* 1 FETCH (BODY[] {33554432}\r\n" + "x".repeat(32 << 20) + ")\r\n";
        refuses(Stream.generate(() -> large));
    }

    private static void refuses(Stream<String> said) {
        ResponseInputStream responses = reading(said);
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> {
                    while (true) {
                        responses.readResponse();
                    }
                })
                .satisfies(e -> assertThat(e.failure()).isEqualTo(TlsFailure.PROTOCOL_ERROR));
    }

    private static ResponseInputStream reading(Stream<String> said) {
        Iterator<String> parts = said.iterator();
        Enumeration<InputStream> streams = new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(parts.next().getBytes(StandardCharsets.US_ASCII));
            }
        };
        return new ResponseInputStream(new BoundedResponses(new SequenceInputStream(streams)));
    }

    private static String text(ByteArray bytes) {
        return new String(bytes.getBytes(), bytes.getStart(), bytes.getCount(), StandardCharsets.US_ASCII);
    }
}
