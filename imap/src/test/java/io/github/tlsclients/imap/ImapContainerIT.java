package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.TlsMode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract against real servers. */
final class ImapContainerIT {
    private static final int IMPLICIT = 993;
    private static final int UPGRADING = 143;

    /** Dovecot, which hears no login before STARTTLS and has AUTH=PLAIN after it. */
    @Nested
    final class Dovecot extends RealServer {
        private static final int MANY = 2_000;

        Dovecot() {
            super("dovecot");
        }

        @Test
        void listsTwoThousandMessagesWithOneFetch() throws Exception {
            container().exec("/seed.sh", String.valueOf(MANY));
            try (CommandLog log = CommandLog.begin();
                    ImapSession session = login(anyWay())) {
                List<MessageSummary> messages = session.messages("INBOX");
                assertThat(messages)
                        .extracting(MessageSummary::subject)
                        .containsAll(IntStream.rangeClosed(1, MANY)
                                .mapToObj(i -> "message " + i)
                                .toList());
                assertThat(messages).hasSizeGreaterThanOrEqualTo(MANY);
                assertThat(messages).extracting(MessageSummary::uid).doesNotHaveDuplicates();
                assertThat(log.commands()).filteredOn("FETCH"::equals).hasSize(1);
            }
        }

        @Test
        void noPasswordReachesTheLogOfTheLibrary() throws Exception {
            try (CommandLog log = CommandLog.begin();
                    ImapSession session = login(anyWay())) {
                assertThat(session.folders()).isNotEmpty();
                assertThat(log.commands()).contains("LIST").doesNotContain("LOGIN");
                assertThat(log.text()).doesNotContain(server().account().password());
            }
        }
    }

    /** Cyrus, which speaks IMAP4rev2 as well, and ends its side of TCP without a close_notify. */
    @Nested
    final class Cyrus extends RealServer {
        Cyrus() {
            super("cyrus");
        }
    }

    /** Courier, whose folders are all below the INBOX, and whose TLS is GnuTLS. */
    @Nested
    final class Courier extends RealServer {
        Courier() {
            super("courier");
        }

        @Override
        String folder(String name) {
            return "INBOX." + name;
        }
    }

    /** What its recipe promises, beside the contract. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class RealServer extends ImapContract {
        private final String recipe;

        @SuppressWarnings("NullAway.Init") // before any test
        private ServerContainer container;

        RealServer(String recipe) {
            this.recipe = recipe;
        }

        @BeforeAll
        void start() {
            container = ServerContainer.start("imap", recipe, UPGRADING, IMPLICIT);
        }

        @AfterAll
        void stop() {
            container.close();
        }

        @Override
        ServerUnderTest server() {
            return new Contained(container, this::folder);
        }

        /** Where this server has a folder of this name. */
        String folder(String name) {
            return name;
        }

        final ServerContainer container() {
            return container;
        }

        @Test
        void hearsNoLoginBeforeTheUpgrade() throws Exception {
            try (Socket socket = new Socket("localhost", container.port(UPGRADING))) {
                socket.setSoTimeout(30_000);
                LabAccount account = server().account();
                socket.getOutputStream()
                        .write(("a1 CAPABILITY\r\na2 LOGIN " + account.user() + " " + account.password()
                                        + "\r\na3 LOGOUT\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                List<String> said =
                        in.lines().takeWhile(line -> !line.startsWith("a3 ")).toList();
                assertThat(said)
                        .anySatisfy(line ->
                                assertThat(line).startsWith("* CAPABILITY ").contains(" LOGINDISABLED", " STARTTLS"));
                assertThat(said).noneMatch(line -> line.startsWith("a2 OK"));
            }
        }

        @Test
        void isSeeded() throws Exception {
            container.exec("/seed.sh", "0");
            container.exec("/seed.sh", "2", "1000");
            try (ImapSession session = login(anyWay())) {
                List<MessageSummary> messages = session.messages("INBOX");
                assertThat(messages)
                        .extracting(MessageSummary::subject)
                        .containsExactlyInAnyOrder("message 1", "message 2");
                assertThat(messages).allMatch(message -> message.size() > 1000 && message.size() < 1500);
            }
        }
    }

    private record Contained(ServerContainer container, UnaryOperator<String> folders) implements ServerUnderTest {
        @Override
        public LabCa ca() {
            return container.ca();
        }

        @Override
        public LabAccount account() {
            return new LabAccount(container.user(), new String(container.password()));
        }

        @Override
        public int port(TlsMode mode) {
            return container.port(mode == TlsMode.IMPLICIT ? IMPLICIT : UPGRADING);
        }

        @Override
        public String folder(String name) {
            return folders.apply(name);
        }
    }
}
