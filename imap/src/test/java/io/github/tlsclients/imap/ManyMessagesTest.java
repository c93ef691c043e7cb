package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Of many messages each comes whole or is not told of. */
final class ManyMessagesTest {
    private static final String GREETING = "* OK [CAPABILITY IMAP4rev1] ready\r\n";
    private static final LabCa CA = LabCa.create();
    private static final LabCertificate CERTIFICATE = CA.issue("localhost");

    private final Map<Long, String> complete = new TreeMap<>();

    @Test
    void takesThemInAnyOrderAndLeavesOutWhatIsGone() throws IOException {
        fetch("* 3 FETCH (BODY[]<0> {5}\r\nthree UID 9)\r\n* 1 EXISTS\r\n* 1 FETCH (FLAGS (\\Seen))\r\n"
                + "* 2 FETCH (UID 7 BODY[] \"two\")\r\nTAG OK done\r\n");
        assertThat(complete).isEqualTo(Map.of(7L, "two", 9L, "three"));
    }

    @Test
    void takesNoneThatIsCutOrWasNotAskedForOrCameBefore() throws IOException {
        String seven = "* 2 FETCH (UID 7 BODY[]<0> {3}\r\ntwo)\r\n";
        fails(TlsFailure.TRUNCATED, seven + "* 3 FETCH (UID 9 BODY[]<0> {9}\r\nthr" + HostileServer.HANG_UP);
        fails(TlsFailure.REFUSED_BY_SERVER, seven + "* BYE the disk is gone\r\n");
        fails(TlsFailure.REFUSED_BY_SERVER, seven + "TAG NO broken\r\n");
        fails(TlsFailure.PROTOCOL_ERROR, seven + seven);
        fails(TlsFailure.PROTOCOL_ERROR, seven + "* 3 FETCH (UID 8 BODY[]<0> {3}\r\ntwo)\r\n");
        fails(TlsFailure.PROTOCOL_ERROR, seven + "* 3 FETCH (UID 9 BODY[]<5> {3}\r\ntwo)\r\n");
        fails(
                TlsFailure.PROTOCOL_ERROR,
                seven + "* 3 FETCH (UID 9 BODY[]<0> {1048577}\r\n" + "x".repeat(1048577) + ")\r\n");
    }

    /** The bound is found while a record of TLS is read, and then nothing of that record is taken. */
    @Test
    void takesNoneBesideOneThatIsTooLarge() throws IOException {
        String announced = "* 3 FETCH (UID 9 BODY[]<0> {2147483647}\r\n";
        ImapSessionTest.fails(
                TlsFailure.PROTOCOL_ERROR, () -> fetch("* 2 FETCH (UID 7 BODY[]<0> {3}\r\ntwo)\r\n" + announced));
        assertThat(complete).doesNotContainKey(9L);
    }

    private void fails(TlsFailure failure, String answer) throws IOException {
        complete.clear();
        ImapSessionTest.fails(failure, () -> fetch(answer));
        assertThat(complete).isEqualTo(Map.of(7L, "two"));
    }

    private void fetch(String answer) throws IOException {
        TlsContext context = TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(CA.certificate()))
                .timeout(Duration.ofSeconds(20))
                .build());
        String examined = "* 3 EXISTS\r\n* OK [UIDVALIDITY 5] fine\r\nTAG OK [READ-ONLY] done\r\n";
        Map<String, String> answers = Map.of("EXAMINE", examined, "UID", answer);
        try (HostileServer server = HostileServer.answering(CERTIFICATE, GREETING, answers);
                ImapSession session = ImapSession.connect(server.endpoint(), context)) {
            session.fetch(new FolderUids("INBOX", 5, List.of(6L, 7L, 9L)), new Kept());
        }
    }

    private final class Kept implements MessageSink {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        @Override
        public OutputStream begin(long uid) {
            out.reset();
            return out;
        }

        @Override
        public void complete(long uid, long bytes) {
            complete.put(uid, out.toString());
        }
    }
}
