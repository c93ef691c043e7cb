package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract against real servers. */
class SmtpContainerIT {
    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;

    @Nested
    class Postfix extends RealServer {
        Postfix() {
            super("postfix");
        }

        @Override
        Pattern seenOf(Way way) {
            return Pattern.compile("\\(using " + way.version().jsseName() + " with cipher [A-Z0-9_-]+ .*"
                    + "\\(Client CN \"ada\".* \\(verified OK\\).* with ESMTPSA id ");
        }
    }

    @Nested
    class Exim extends RealServer {
        Exim() {
            super("exim");
        }

        @Override
        Pattern seenOf(Way way) {
            return seenByExim(way);
        }
    }

    @Nested
    class EximOnOpenSsl extends RealServer {
        EximOnOpenSsl() {
            super("exim-openssl");
        }

        @Override
        Pattern seenOf(Way way) {
            return seenByExim(way);
        }
    }

    /** How a name is written is the library's affair. */
    private static Pattern seenByExim(SmtpContract.Way way) {
        return Pattern.compile("with esmtpsa \\(using "
                + way.version().jsseName().replace("v", "")
                + " with cipher .*\\(Client /?CN=ada\\) \\(verified OK\\)");
    }

    @Nested
    class OpenSmtpd extends RealServer {
        OpenSmtpd() {
            super("opensmtpd");
        }

        @Override
        boolean takesUtf8() {
            return false;
        }

        @Override
        boolean forgetsInjected() {
            return false;
        }

        /** It asks for no certificate unless it insists on one. */
        @Override
        Pattern seenOf(Way way) {
            return Pattern.compile("with ESMTPSA id .*\\(" + way.version().jsseName() + ":.* auth=yes user=ada for ");
        }
    }

    abstract static class RealServer extends SmtpContract {
        private final String recipe;

        @SuppressWarnings("NullAway.Init")
        private ServerContainer server;

        RealServer(String recipe) {
            this.recipe = recipe;
        }

        /** What the server's own Received line (unfolded) says of a session, and of ada's client certificate. */
        abstract Pattern seenOf(Way way);

        @BeforeAll
        void start() {
            server = ServerContainer.start("smtp", recipe, SUBMISSION, SUBMISSIONS);
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @Override
        String host() {
            return server.host();
        }

        @Override
        int port(TlsMode mode) {
            return server.port(mode == TlsMode.IMPLICIT ? SUBMISSIONS : SUBMISSION);
        }

        @Override
        LabCa ca() {
            return server.ca();
        }

        @Override
        LabAccount account() {
            return new LabAccount(server.user(), new String(server.password()));
        }

        @Override
        byte[] stored(String messageId) throws IOException {
            return Maildir.find(server, messageId);
        }

        @Override
        String everything() throws IOException {
            return server.exec("sh", "-c", "grep -rah '^Subject:' /home/ada/Maildir/new");
        }

        @ParameterizedTest
        @MethodSource("ways")
        void theServerSeesTheSessionAsWeDo(Way way) throws IOException {
            LabCertificate client = ca().issue(CertificateSpec.client("ada"));
            TlsContext context = TlsContext.of(config(way)
                    .trust(Trust.certificates(ca().certificate()))
                    .identity(Identity.of(client.key(), client.chain()))
                    .build());

            SentMessage sent;
            try (SmtpSession session = SmtpSession.connect(endpoint(way.mode()), context)) {
                session.login(account().user(), account().password().toCharArray());
                sent = session.send(to("ada@lab.test").build());
            }

            assertThat(text(stored(sent.messageId())).replaceAll("\\s+", " ")).containsPattern(seenOf(way));
        }
    }
}
