package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.TlsMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    final class Dovecot extends ImapContract {
        private static final int MANY = 2_000;

        private ServerContainer container;

        @BeforeAll
        void start() {
            container = ServerContainer.start("imap", "dovecot", UPGRADING, IMPLICIT);
        }

        @AfterAll
        void stop() {
            container.close();
        }

        @Override
        ServerUnderTest server() {
            return new Contained(container);
        }

        @Test
        void listsTwoThousandMessagesWithOneFetch() throws Exception {
            container.exec("/seed.sh", String.valueOf(MANY));
            try (CommandLog log = CommandLog.begin();
                    ImapSession session = login(anyWay())) {
                Instant begun = Instant.now();
                List<MessageSummary> messages = session.messages("INBOX");
                assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
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

    private record Contained(ServerContainer container) implements ServerUnderTest {
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
    }
}
