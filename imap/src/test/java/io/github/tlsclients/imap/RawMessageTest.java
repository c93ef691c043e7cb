package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message comes whole or not at all. */
final class RawMessageTest {
    private static final String GREETING = "* OK [CAPABILITY IMAP4rev1] ready\r\n";
    private static final String EXAMINED = "* 1 EXISTS\r\n* OK [UIDNEXT 8] next\r\nTAG OK [READ-ONLY] done\r\n";
    private static final LabCa CA = LabCa.create();
    private static final LabCertificate CERTIFICATE = CA.issue("localhost");
    private static final TlsContext CONTEXT = TlsContext.of(TlsConfig.builder()
            .trust(Trust.certificates(CA.certificate()))
            .timeout(Duration.ofSeconds(20))
            .build());

    @Test
    void takesNoPartOfAMessageForTheWhole() throws IOException {
        fetchFails(TlsFailure.TRUNCATED, "* 1 FETCH (UID 7 BODY[]<0> {100}\r\nonly this" + HostileServer.HANG_UP);
        fetchFails(TlsFailure.PROTOCOL_ERROR, "* 1 FETCH (UID 7 BODY[]<5> {4}\r\nmail)\r\nTAG OK done\r\n");
        fetchFails(TlsFailure.REFUSED_BY_SERVER, "* 1 FETCH (UID 7 BODY[]<0> {4}\r\nmail)\r\nTAG NO broken\r\n");
        fetchFails(TlsFailure.NOT_FOUND, "TAG OK done\r\n");
        fetchFails(TlsFailure.PROTOCOL_ERROR, "* 1 FETCH (UID 6 BODY[]<0> {4}\r\nmail)\r\nTAG OK done\r\n");
    }

    @Test
    void noticesAMessageThatGoesAwayBetweenTwoPieces() throws IOException {
        String first =
                "* 1 FETCH (UID 7 BODY[]<0> {" + (1 << 20) + "}\r\n" + "x".repeat(1 << 20) + ")\r\nTAG OK done\r\n";
        try (HostileServer server = HostileServer.implicit(
                        CERTIFICATE,
                        GREETING,
                        line -> line.contains("EXAMINE")
                                ? EXAMINED
                                : line.contains("<0.") ? first : "TAG OK done\r\n");
                ImapSession session = connect(server)) {
            ImapSessionTest.fails(
                    TlsFailure.TRUNCATED, () -> session.fetch("INBOX", 7, OutputStream.nullOutputStream()));
        }
    }

    @Test
    void takesAWholeMessageFromAServerThatIgnoresRanges() throws IOException {
        String all = "* 1 FETCH (UID 7 BODY[] {4}\r\nmail)\r\nTAG OK done\r\n";
        try (HostileServer server = server(GREETING, Map.of("EXAMINE", EXAMINED, "UID", all));
                ImapSession session = connect(server)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(session.fetch("INBOX", 7, out)).isEqualTo(4);
            assertThat(out).hasToString("mail");
        }
    }

    @Test
    void passesOnWhatTheCallersStreamThrows() throws IOException {
        String all = "* 1 FETCH (UID 7 BODY[]<0> {4}\r\nmail)\r\nTAG OK done\r\n";
        try (HostileServer server = server(GREETING, Map.of("EXAMINE", EXAMINED, "UID", all));
                ImapSession session = connect(server)) {
            IOException full = new IOException("disk full");
            OutputStream out = new OutputStream() {
                @Override
                public void write(int next) throws IOException {
                    throw full;
                }
            };
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> session.fetch("INBOX", 7, out))
                    .isSameAs(full);
        }
    }

    private static void fetchFails(TlsFailure failure, String answer) throws IOException {
        try (HostileServer server = server(GREETING, Map.of("EXAMINE", EXAMINED, "UID", answer));
                ImapSession session = connect(server)) {
            ImapSessionTest.fails(failure, () -> session.fetch("INBOX", 7, OutputStream.nullOutputStream()));
        }
    }

    private static HostileServer server(String greeting, Map<String, String> answers) throws IOException {
        return HostileServer.answering(CERTIFICATE, greeting, answers);
    }

    private static ImapSession connect(HostileServer server) throws TlsException {
        return ImapSession.connect(server.endpoint(), CONTEXT);
    }
}
