package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.tls.TlsMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The contract against the embedded server, and what the lab itself promises. */
@Isolated("it counts the commands in the log, which all sessions of the process share")
final class ImapLabTest extends ImapContract {
    private static LabUnderTest lab;

    @BeforeAll
    static void start() throws IOException {
        lab = LabUnderTest.start();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Override
    ServerUnderTest server() {
        return lab;
    }

    @Test
    void labHearsNoLoginBeforeTls() throws IOException {
        assertThat(answers("a LOGIN ada " + lab.account().password() + "\r\nb SELECT INBOX\r\nc LOGOUT\r\n"))
                .contains("a NO [PRIVACYREQUIRED] STARTTLS comes first", "b BAD STARTTLS comes first", "c OK done");
    }

    @Test
    void labRefusesCommandsSentAlongWithStartTls() throws IOException {
        assertThat(answers("a STARTTLS\r\nb LOGIN ada x\r\n"))
                .last()
                .isEqualTo("a BAD nothing may follow STARTTLS in clear");
    }

    @Test
    void listsManyMessagesWithOneFetch() throws Exception {
        try (LabUnderTest full = LabUnderTest.start();
                CommandLog log = CommandLog.begin()) {
            for (int i = 0; i < 500; i++) {
                full.implicit().deliver(Mailbox.message("message " + i, 64));
            }
            try (ImapSession session =
                    ImapSession.connect(full.endpoint(TlsMode.IMPLICIT), anyWay().trusting(full.ca()))) {
                session.login(full.account().user(), full.account().password().toCharArray());
                assertThat(session.messages("INBOX")).hasSize(503);
            }
            assertThat(log.commands()).filteredOn("FETCH"::equals).hasSize(1);
            assertThat(log.text()).doesNotContain(full.account().password());
        }
    }

    private static List<String> answers(String commands) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), lab.port(TlsMode.STARTTLS))) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .lines()
                    .toList();
        }
    }
}
