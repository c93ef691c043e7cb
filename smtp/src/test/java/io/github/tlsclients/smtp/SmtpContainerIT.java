package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract against real servers. */
class SmtpContainerIT {
    @Nested
    class Postfix extends SmtpContract {
        private static final int SUBMISSION = 587;
        private static final int SUBMISSIONS = 465;

        @SuppressWarnings("NullAway.Init")
        private ServerContainer postfix;

        @BeforeAll
        void start() {
            postfix = ServerContainer.start("smtp", "postfix", SUBMISSION, SUBMISSIONS);
        }

        @AfterAll
        void stop() {
            postfix.close();
        }

        @Override
        String host() {
            return postfix.host();
        }

        @Override
        int port(TlsMode mode) {
            return postfix.port(mode == TlsMode.IMPLICIT ? SUBMISSIONS : SUBMISSION);
        }

        @Override
        LabCa ca() {
            return postfix.ca();
        }

        @Override
        LabAccount account() {
            return new LabAccount(postfix.user(), new String(postfix.password()));
        }

        /** Postfix delivers a moment after it has taken the message over. */
        @Override
        byte[] stored(String messageId) throws IOException {
            String find = "for i in $(seq 200); do grep -rlF '" + messageId
                    + "' /home/ada/Maildir/new 2>/dev/null && exit; sleep 0.1; done; exit 1";
            return postfix.copyFrom(postfix.exec("sh", "-c", find).strip());
        }

        @Override
        String everything() throws IOException {
            return postfix.exec("sh", "-c", "grep -rah '^Subject:' /home/ada/Maildir/new");
        }

        @ParameterizedTest
        @MethodSource("ways")
        void theServerSeesTheVersionAndTheClientCertificate(Way way) throws IOException {
            LabCertificate client = ca().issue(CertificateSpec.client("ada"));
            TlsContext context = TlsContext.of(TlsConfig.builder()
                    .trust(Trust.certificates(ca().certificate()))
                    .identity(Identity.of(client.key(), client.chain()))
                    .versions(way.version())
                    .provider(way.provider())
                    .build());

            SentMessage sent;
            try (SmtpSession session = SmtpSession.connect(endpoint(way.mode()), context)) {
                session.login(account().user(), account().password().toCharArray());
                sent = session.send(to("ada@lab.test").build());
            }

            assertThat(text(stored(sent.messageId())))
                    .contains("(using " + way.version().jsseName() + " with cipher ")
                    .contains("(Client CN \"ada\"")
                    .contains("(verified OK)")
                    .contains("[127.0.0.1]")
                    .contains("with ESMTPSA id ");
        }
    }
}
