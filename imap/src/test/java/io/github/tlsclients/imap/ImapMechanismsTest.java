package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.sasl.Mechanism;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTHENTICATE with servers that offer this and that, or cheat. */
class ImapMechanismsTest {
    private static final LabCa CA = LabCa.create();
    private static final LabCertificate CERTIFICATE = CA.issue("localhost");

    @ParameterizedTest
    @CsvSource({
        "AUTH=PLAIN,                                auth AUTHENTICATE PLAIN",
        "AUTH=XOAUTH2 AUTH=PLAIN AUTH=SCRAM-SHA-256, auth AUTHENTICATE SCRAM-SHA-256",
        "AUTH=LOGIN LOGINDISABLED,                   auth AUTHENTICATE LOGIN",
        "IDLE,                                      [A-Z]+\\d+ LOGIN ada s3cret"
    })
    void theStrongestIsTakenAndTheCommandLoginLast(String offer, String command) throws IOException {
        try (HostileServer server = offering(offer, line -> "TAG NO never\r\n");
                ImapSession session = connect(server)) {
            refuses(TlsFailure.LOGIN_REFUSED, session, password());

            assertThat(server.heardInTls()).hasSize(1);
            assertThat(server.heardInTls().get(0)).matches("(?i)" + command);
        }
    }

    @Test
    void theFirstResponseGoesAlongWhereTheServerTakesIt() throws IOException {
        try (HostileServer server = offering("SASL-IR AUTH=EXTERNAL AUTH=PLAIN", line -> "TAG OK in\r\n");
                ImapSession session = connect(server)) {
            session.login(Credential.certificate(""));

            assertThat(server.heardInTls()).contains("auth AUTHENTICATE EXTERNAL =");
            assertThat(session.loggedIn()).map(login -> login.mechanism()).contains(Mechanism.EXTERNAL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAG OK welcome\r\n", "+ \r\nauth OK welcome\r\n"})
    void aServerThatDoesNotKnowThePasswordIsNotBelieved(String answer) throws IOException {
        try (HostileServer server = offering("SASL-IR AUTH=SCRAM-SHA-256 AUTH=PLAIN", line -> answer);
                ImapSession session = connect(server)) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> session.login(password()))
                    .satisfies(
                            e -> assertThat(e.failure()).isIn(TlsFailure.SERVER_NOT_PROVEN, TlsFailure.PROTOCOL_ERROR));
            assertThat(session.loggedIn()).isEmpty();
            assertThat(server.heardInTls()).noneMatch(line -> line.contains("PLAIN"));
        }
    }

    @Test
    void aTokenIsRefusedAfterItsComplaintWasAnswered() throws IOException {
        String json = Base64.getEncoder().encodeToString("{\"status\":\"400\"}".getBytes(StandardCharsets.UTF_8));
        UnaryOperator<String> refusing =
                line -> line.startsWith("auth") ? "+ " + json + "\r\n" : "auth NO [AUTHENTICATIONFAILED] sorry\r\n";
        try (HostileServer server = offering("SASL-IR AUTH=XOAUTH2 AUTH=OAUTHBEARER", refusing);
                ImapSession session = connect(server)) {
            Credential token = Credential.token("ada", "t0ken".toCharArray());
            assertThat(refuses(TlsFailure.LOGIN_REFUSED, session, token.by(Mechanism.XOAUTH2)))
                    .hasMessageContaining("[AUTHENTICATIONFAILED] sorry ({\"status\":\"400\"})");
            refuses(TlsFailure.LOGIN_REFUSED, session, token);

            assertThat(server.heardInTls()).hasSize(4);
            assertThat(server.heardInTls().get(1)).isEmpty();
            assertThat(server.heardInTls().get(2)).startsWith("auth AUTHENTICATE OAUTHBEARER ");
            assertThat(server.heardInTls().get(3)).isEqualTo("AQ==");
        }
    }

    @Test
    void noSecretReachesTheLogOfTheLibrary() throws IOException {
        try (CommandLog log = CommandLog.begin();
                HostileServer server = offering("SASL-IR AUTH=PLAIN", line -> "TAG OK in\r\n");
                ImapSession session = connect(server)) {
            session.login(password());
            session.folders();

            byte[] plain = "\0ada\0s3cret".getBytes(StandardCharsets.UTF_8);
            assertThat(log.commands()).contains("LIST");
            assertThat(log.text())
                    .doesNotContain("s3cret")
                    .doesNotContain(Base64.getEncoder().encodeToString(plain));
        }
    }

    private static Credential password() {
        return Credential.password("ada", "s3cret".toCharArray());
    }

    private static TlsException refuses(TlsFailure failure, ImapSession session, Credential credential) {
        TlsException refused = catchThrowableOfType(TlsException.class, () -> session.login(credential));
        assertThat(refused.failure()).isEqualTo(failure);
        return refused;
    }

    private static HostileServer offering(String capabilities, UnaryOperator<String> script) throws IOException {
        return HostileServer.implicit(
                CERTIFICATE, "* OK [CAPABILITY IMAP4rev1 " + capabilities + "] ready\r\n", script);
    }

    private static ImapSession connect(HostileServer server) throws TlsException {
        TlsContext context = TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(CA.certificate()))
                .timeout(Duration.ofSeconds(20))
                .build());
        return ImapSession.connect(server.endpoint(), context);
    }
}
