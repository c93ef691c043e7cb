package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.smtp.ServerUnderTest.Way;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client certificate is good for with real servers: as the key to the door, and as the only credential. */
class SmtpClientCertificateIT {
    /** Mail for this domain is another's, so not everybody may send it. */
    private static final String ELSEWHERE = "ada@relayed.test";

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class Relaying {
        private final LabCa ca = LabCa.create();
        private final LabCertificate listed = ca.issue(CertificateSpec.client("ada"));
        private final LabCertificate unlisted = ca.issue(CertificateSpec.client("ada"));

        @SuppressWarnings("NullAway.Init")
        private ServerContainer postfix;

        @BeforeAll
        void start() throws IOException {
            postfix = ServerContainer.start(ServerSetup.of(ca), "smtp", "postfix", 465, 587);
            RelayList.of(listed).putInto(postfix);
        }

        @AfterAll
        void stop() {
            postfix.close();
        }

        @ParameterizedTest
        @MethodSource("io.github.tlsclients.smtp.SmtpClientCertificateIT#ways")
        void theListedCertificateMaySendWithoutALogin(Way way) throws IOException {
            SentMessage sent = send(way, config(way, ca).identity(listed.identity()));

            assertThat(ServerUnderTest.text(Maildir.find(postfix, sent.messageId())))
                    .contains("(Client CN \"ada\"")
                    .contains("with ESMTPS id "); // ESMTPSA would be a login
        }

        @ParameterizedTest
        @MethodSource("io.github.tlsclients.smtp.SmtpClientCertificateIT#ways")
        void anotherCertificateOfTheSameAuthorityMayNot(Way way) {
            assertDenied(ServerUnderTest.refusal(() -> send(way, config(way, ca).identity(unlisted.identity()))));
        }

        @ParameterizedTest
        @MethodSource("io.github.tlsclients.smtp.SmtpClientCertificateIT#ways")
        void nobodyMayWithoutACertificate(Way way) {
            assertDenied(ServerUnderTest.refusal(() -> send(way, config(way, ca))));
        }

        /** A resumed session stands for the certificate of the first, which is not shown again. */
        @ParameterizedTest
        @MethodSource("io.github.tlsclients.smtp.SmtpClientCertificateIT#waysOfTheJdk")
        void theListedCertificateMaySendInAResumedSession(Way way) throws TlsException {
            TlsContext context =
                    TlsContext.of(config(way, ca).identity(listed.identity()).build());

            assertThat(resumedWhileSending(way, context)).isFalse();
            assertThat(resumedWhileSending(way, context)).isTrue();
        }

        private boolean resumedWhileSending(Way way, TlsContext context) throws TlsException {
            try (SmtpSession session = SmtpSession.connect(endpoint(postfix, way), context)) {
                session.send(ServerUnderTest.to(ELSEWHERE).build());
                return session.report().resumed();
            }
        }

        private SentMessage send(Way way, TlsConfig.Builder config) throws TlsException {
            try (SmtpSession session = SmtpSession.connect(endpoint(postfix, way), TlsContext.of(config.build()))) {
                return session.send(ServerUnderTest.to(ELSEWHERE).build());
            }
        }

        private static void assertDenied(TlsException failure) {
            assertThat(failure.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(failure.failure().exitCode()).isEqualTo(7);
            assertThat(failure.getMessage()).contains("<ada@relayed.test> (554 5.7.1", "Relay access denied");
            assertThat(failure.hint()).contains("a login or a client certificate");
        }
    }

    @Nested
    class PostfixInsists extends Insisting {
        PostfixInsists() {
            super("postfix");
        }
    }

    @Nested
    class EximInsists extends Insisting {
        EximInsists() {
            super("exim");
        }
    }

    @Nested
    class EximOnOpenSslInsists extends Insisting {
        EximOnOpenSslInsists() {
            super("exim-openssl");
        }
    }

    @Nested
    class OpenSmtpdInsists extends Insisting {
        OpenSmtpdInsists() {
            super("opensmtpd");
        }
    }

    /** Servers say no in the handshake, behind it, or (Postfix) in SMTP; it is one failure to us. */
    @TestInstance(Lifecycle.PER_CLASS)
    abstract static class Insisting {
        private final LabCa ca = LabCa.create();
        private final String recipe;

        @SuppressWarnings("NullAway.Init")
        private ServerContainer server;

        Insisting(String recipe) {
            this.recipe = recipe;
        }

        @BeforeAll
        void start() {
            server = ServerContainer.start(ServerSetup.of(ca).requiringClientCertificate(), "smtp", recipe, 465, 587);
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @ParameterizedTest
        @MethodSource("io.github.tlsclients.smtp.SmtpClientCertificateIT#ways")
        void aCertificateOfItsAuthorityLetsIn(Way way) throws TlsException {
            LabCertificate ours = ca.issue(CertificateSpec.client("ada"));

            try (SmtpSession session = connect(config(way, ca).identity(ours.identity()), way)) {
                session.login(server.user(), server.password());
            }
        }

        @ParameterizedTest
        @MethodSource("io.github.tlsclients.smtp.SmtpClientCertificateIT#ways")
        void withoutOneItIsToldThatOneIsWanted(Way way) {
            TlsException failure = ServerUnderTest.refusal(() -> connect(config(way, ca), way));

            assertThat(failure.failure()).as(failure.getMessage()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_WANTED);
            assertThat(failure.hint()).contains("--cert FILE --key FILE");
        }

        @ParameterizedTest
        @MethodSource("io.github.tlsclients.smtp.SmtpClientCertificateIT#ways")
        void oneOfAnotherAuthorityIsRefused(Way way) {
            LabCertificate foreign = LabCa.create().issue(CertificateSpec.client("ada"));

            TlsException failure =
                    ServerUnderTest.refusal(() -> connect(config(way, ca).identity(foreign.identity()), way));

            // a server that names its authorities is not shown the certificate of another one
            assertThat(List.of(TlsFailure.CLIENT_CERTIFICATE_WANTED, TlsFailure.CLIENT_CERTIFICATE_REFUSED))
                    .as(failure.getMessage())
                    .contains(failure.failure());
        }

        private SmtpSession connect(TlsConfig.Builder config, Way way) throws TlsException {
            return SmtpSession.connect(endpoint(server, way), TlsContext.of(config.build()));
        }
    }

    static Stream<Way> ways() {
        return ServerUnderTest.ways();
    }

    static Stream<Way> waysOfTheJdk() {
        return ways().filter(way -> way.provider() == TlsProvider.JDK);
    }

    private static Endpoint endpoint(ServerContainer server, Way way) {
        int port = server.port(way.mode() == TlsMode.IMPLICIT ? 465 : 587);
        return Endpoint.of(Protocol.SMTP, way.mode(), server.host(), port);
    }

    private static TlsConfig.Builder config(Way way, LabCa ca) {
        return ServerUnderTest.config(way).trust(Trust.certificates(ca.certificate()));
    }
}
