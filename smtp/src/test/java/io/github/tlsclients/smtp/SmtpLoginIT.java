package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.sasl.LoggedIn;
import io.github.tlsclients.sasl.Mechanism;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.smtp.ServerUnderTest.Way;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mechanism of Postfix, whose Cyrus SASL has SCRAM, and no channel to bind it to: Postfix tells it of none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmtpLoginIT {
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

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.smtp.ServerUnderTest#ways")
    void scramIsTakenWhereItIsOffered(Way way) throws TlsException {
        assertThat(login(way, password())).hasToString("ada, by SCRAM-SHA-256");
    }

    @ParameterizedTest
    @EnumSource(names = {"SCRAM_SHA_256", "PLAIN", "LOGIN"})
    void aMechanismThatIsNamedIsTaken(Mechanism mechanism) throws TlsException {
        Way way = ServerUnderTest.ways().findFirst().orElseThrow();
        assertThat(login(way, password().by(mechanism)).mechanism()).isEqualTo(mechanism);
    }

    @ParameterizedTest
    @EnumSource(names = {"SCRAM_SHA_256", "PLAIN", "LOGIN"})
    void aWrongPasswordIsRefused(Mechanism mechanism) {
        Way way = ServerUnderTest.ways().findFirst().orElseThrow();
        Credential wrong = Credential.password("ada", "wr0ng".toCharArray()).by(mechanism);
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> login(way, wrong))
                .withMessageContaining("the login of ada: 535")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED));
    }

    private Credential password() {
        return Credential.password(postfix.user(), postfix.password());
    }

    private LoggedIn login(Way way, Credential credential) throws TlsException {
        int port = postfix.port(way.mode() == TlsMode.IMPLICIT ? SUBMISSIONS : SUBMISSION);
        TlsContext context = TlsContext.of(ServerUnderTest.config(way)
                .trust(Trust.certificates(postfix.ca().certificate()))
                .build());
        try (SmtpSession session =
                SmtpSession.connect(Endpoint.of(Protocol.SMTP, way.mode(), "localhost", port), context)) {
            session.login(credential);
            session.send(OutgoingMessage.from("ada@lab.test").to("ada@lab.test").build());
            return session.loggedIn().orElseThrow();
        }
    }
}
