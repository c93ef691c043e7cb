package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** IDLE against servers that die, hesitate, or tell of mail at the wrong moment. */
final class IdleTest {
    private static final String NEWS =
            "* 1 FETCH (UID 8 FLAGS () RFC822.SIZE 12 ENVELOPE (NIL \"news\" NIL NIL NIL NIL NIL NIL"
                    + " NIL NIL))\r\nTAG OK done\r\n";
    private static final LabCa CA = LabCa.create();
    private static final LabCertificate CERTIFICATE = CA.issue("localhost");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final TlsContext CONTEXT = within(LONG);

    @Test
    void noticesAConnectionThatDiedInSilence() throws IOException {
        try (HostileServer server = server("+ idling\r\n", "");
                ImapSession session = ImapSession.connect(
                        server.endpoint(), within(Duration.ofSeconds(4)))) { // to get to DONE by then
            ImapSessionTest.fails(TlsFailure.TIMEOUT, () -> session.idle("INBOX", Duration.ofMillis(200)));
            assertThat(server.heardInTls()).contains("DONE");
        }
    }

    @Test
    void noticesAtTheRenewalThatTheConnectionDiedDuringALongWait() throws IOException {
        try (HostileServer server = server("+ idling\r\n", "")) {
            ImapSessionTest.fails(TlsFailure.TIMEOUT, () -> {
                try (ImapSession session = ImapSession.connect(server.endpoint(), within(Duration.ofMillis(1_500)))) {
                    session.idle("INBOX", LONG, Duration.ofMillis(200));
                }
            });
        }
    }

    @Test
    void noticesAHangUp() throws IOException {
        try (HostileServer server = server("+ idling\r\n" + HostileServer.HANG_UP, "");
                ImapSession session = connect(server)) {
            ImapSessionTest.fails(TlsFailure.CONNECTION_LOST, () -> session.idle("INBOX", LONG));
        }
    }

    @Test
    void renewsTheIdleOfALongWait() throws IOException {
        AtomicInteger idles = new AtomicInteger();
        Supplier<String> toIdle = () -> (idles.incrementAndGet() == 4 ? "* 1 EXISTS\r\n" : "") + "+ idling\r\n";
        try (HostileServer server = server(toIdle, "TAG OK done\r\n");
                ImapSession session = connect(server)) {
            assertThat(session.idle("INBOX", Duration.ofMinutes(5), Duration.ofMillis(200)))
                    .extracting(MessageSummary::subject)
                    .containsExactly("news");
            assertThat(server.heardInTls())
                    .filteredOn(line -> line.endsWith(" IDLE"))
                    .hasSize(4);
            assertThat(server.heardInTls()).filteredOn("DONE"::equals).hasSize(4);
            assertThat(session.folders()).isEmpty();
        }
    }

    @Test
    void seesAMessageThatIsToldOfBeforeTheIdleBegins() throws IOException {
        try (HostileServer server = server("* 1 EXISTS\r\n+ idling\r\n", "TAG OK done\r\n");
                ImapSession session = connect(server)) {
            assertThat(session.idle("INBOX", LONG))
                    .extracting(MessageSummary::subject)
                    .containsExactly("news");
            assertThat(server.heardInTls()).filteredOn("DONE"::equals).hasSize(1);
        }
    }

    @Test
    void seesAMessageThatIsToldOfAfterDone() throws IOException {
        try (HostileServer server = server("+ idling\r\n", "* 1 EXISTS\r\nTAG OK done\r\n");
                ImapSession session = connect(server)) {
            assertThat(session.idle("INBOX", Duration.ofMillis(100)))
                    .extracting(MessageSummary::subject)
                    .containsExactly("news");
        }
    }

    @Test
    void tellsOfAServerThatRefusesToIdle() throws IOException {
        try (HostileServer server = server("TAG NO not here\r\n", "");
                ImapSession session = connect(server)) {
            ImapSessionTest.fails(TlsFailure.REFUSED_BY_SERVER, () -> session.idle("INBOX", LONG));
        }
    }

    @Test
    void leavesNoThreadBehind() throws IOException {
        try (HostileServer server = server("+ idling\r\n", "TAG OK done\r\n");
                ImapSession session = connect(server)) {
            session.idle("INBOX", Duration.ofMillis(50));
        }
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("imap-timer"))
                .forEach(IdleTest::join);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("imap-timer") && thread.isAlive());
    }

    private static void join(Thread thread) {
        try {
            thread.join(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HostileServer server(String toIdle, String toDone) throws IOException {
        return server(() -> toIdle, toDone);
    }

    private static HostileServer server(Supplier<String> toIdle, String toDone) throws IOException {
        AtomicReference<String> tag = new AtomicReference<>("");
        UnaryOperator<String> script = line -> {
            if (line.equals("DONE")) {
                return toDone.replace("TAG", tag.get());
            }
            tag.set(line.split(" ", 2)[0]);
            if (line.endsWith(" IDLE")) {
                return toIdle.get();
            }
            return line.contains("UID FETCH")
                    ? NEWS
                    : line.contains("EXAMINE")
                            ? "* 0 EXISTS\r\n* OK [UIDNEXT 8]\r\nTAG OK done\r\n"
                            : "TAG OK done\r\n";
        };
        return HostileServer.implicit(CERTIFICATE, "* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n", script);
    }

    private static TlsContext within(Duration timeout) {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(CA.certificate()))
                .timeout(timeout)
                .build());
    }

    private static ImapSession connect(HostileServer server) throws TlsException {
        return ImapSession.connect(server.endpoint(), CONTEXT);
    }
}
