package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real servers that let nobody in without a client certificate. */
final class ClientCertificateContainerIT {
    /** Dovecot goes through with the handshake whatever it is shown, and refuses the login with its reason. */
    @Nested
    final class Dovecot extends Requiring {
        Dovecot() {
            super("dovecot", TlsFailure.LOGIN_REFUSED, TlsFailure.LOGIN_REFUSED);
        }
    }

    /** Cyrus refuses the handshake, with the alert for the case. */
    @Nested
    final class Cyrus extends Requiring {
        Cyrus() {
            super("cyrus", TlsFailure.CLIENT_CERTIFICATE_WANTED, TlsFailure.CLIENT_CERTIFICATE_REFUSED);
        }
    }

    /** Courier wants one in the handshake, but looks at it afterwards: at a wrong one it hangs up without a word. */
    @Nested
    final class Courier extends Requiring {
        Courier() {
            super("courier", TlsFailure.CLIENT_CERTIFICATE_WANTED, TlsFailure.CLIENT_CERTIFICATE_REFUSED);
        }

        /** In TLS 1.2 it has sent its Finished by then, as a server does that accepts. */
        @Override
        TlsFailure withForged(Way way) {
            return way.version() == TlsVersion.TLS_1_2 ? TlsFailure.CONNECTION_LOST : super.withForged(way);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Requiring {
        private static final int IMPLICIT = 993;
        private static final int UPGRADING = 143;

        private final LabCa ca = LabCa.create(CertificateSpec.authority("Lab CA"));
        private final LabCertificate adas = ca.issue(CertificateSpec.client("ada"));
        /** From an authority that goes by the same name: one of another name no client shows, since servers tell theirs. */
        private final LabCertificate forged =
                LabCa.create(CertificateSpec.authority("Lab CA")).issue(CertificateSpec.client("ada"));

        private final String recipe;
        private final TlsFailure withoutOne;
        private final TlsFailure withForged;

        @SuppressWarnings("NullAway.Init") // before any test
        private ServerContainer container;

        Requiring(String recipe, TlsFailure withoutOne, TlsFailure withForged) {
            this.recipe = recipe;
            this.withoutOne = withoutOne;
            this.withForged = withForged;
        }

        @BeforeAll
        void start() {
            ServerSetup setup = ServerSetup.of(ca).requiringClientCertificate();
            container = ServerContainer.start(setup, "imap", recipe, UPGRADING, IMPLICIT);
        }

        @AfterAll
        void stop() {
            container.close();
        }

        @ParameterizedTest
        @MethodSource("io.github.tlsclients.imap.Way#all")
        void letsInWhoShowsOne(Way way) throws Exception {
            try (ImapSession session = login(way, showing(way, adas))) {
                assertThat(session.folders()).isNotEmpty();
            }
        }

        @ParameterizedTest
        @MethodSource("io.github.tlsclients.imap.Way#all")
        void refusesWhoShowsNone(Way way) {
            refuses(way, way.trusting(ca), withoutOne);
        }

        @ParameterizedTest
        @MethodSource("io.github.tlsclients.imap.Way#all")
        void refusesOneThatIsForged(Way way) {
            refuses(way, showing(way, forged), withForged(way));
        }

        /** What showing a forged one comes to. */
        TlsFailure withForged(Way way) {
            return withForged;
        }

        private void refuses(Way way, TlsContext context, TlsFailure failure) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> login(way, context).close())
                    .satisfies(e -> assertThat(e.failure()).as(e.toString()).isEqualTo(failure));
        }

        private ImapSession login(Way way, TlsContext context) throws TlsException {
            Endpoint endpoint = Endpoint.of(
                    Protocol.IMAP,
                    way.mode(),
                    "localhost",
                    container.port(way.mode() == TlsMode.IMPLICIT ? IMPLICIT : UPGRADING));
            ImapSession session = ImapSession.connect(endpoint, context);
            try {
                session.login(container.user(), container.password());
                return session;
            } catch (TlsException e) {
                session.close();
                throw e;
            }
        }

        private TlsContext showing(Way way, LabCertificate certificate) {
            TlsConfig config = way.trusting(ca).config().toBuilder()
                    .identity(certificate.identity())
                    .build();
            return TlsContext.of(config);
        }
    }
}
