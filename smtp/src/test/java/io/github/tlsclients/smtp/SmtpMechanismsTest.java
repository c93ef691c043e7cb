package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.sasl.Mechanism;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which mechanism is chosen, and how servers that cheat in it are met. */
class SmtpMechanismsTest extends ProtectedScript {
    private static final boolean TELLS_EXPORTER = Runtime.version().feature() >= 25;

    @ParameterizedTest
    @CsvSource({
        "PLAIN LOGIN,                                  PLAIN",
        "LOGIN CRAM-MD5,                               LOGIN",
        "PLAIN scram-sha-256 LOGIN,                    SCRAM-SHA-256",
        "XOAUTH2 EXTERNAL PLAIN,                       PLAIN"
    })
    void theStrongestThatAPasswordCanUseIsTaken(String offer, String taken) throws IOException {
        try (ScriptServer server = offering(offer, line -> "535 no\r\n");
                SmtpSession session = connect(server)) {
            refusal(() -> session.login(password()));

            assertThat(server.heard().get(1)).startsWith("AUTH " + taken);
            assertThat(server.heard()).hasSize(2);
        }
    }

    /** RFC 5802 section 6: a server that hears "y" and can bind knows that somebody took that out of its offer. */
    @ParameterizedTest
    @CsvSource({
        "SCRAM-SHA-256,                    'y,,n=ada,r=',              'n,,n=ada,r='",
        "SCRAM-SHA-256 SCRAM-SHA-256-PLUS, 'p=tls-exporter,,n=ada,r=', 'n,,n=ada,r='"
    })
    void theServerIsToldWhetherThisClientBinds(String offer, String since25, String before25) throws IOException {
        try (ScriptServer server = offering(offer, line -> "535 no\r\n");
                SmtpSession session = connect(server)) {
            refusal(() -> session.login(password()));

            assertThat(firstMessage(server)).startsWith(TELLS_EXPORTER ? since25 : before25);
        }
    }

    @Test
    void aBindingIsLeftOutOnlyForWhomNamesTheMechanismWithout() throws IOException {
        try (ScriptServer server = offering("SCRAM-SHA-256 SCRAM-SHA-256-PLUS", line -> "535 no\r\n");
                SmtpSession session = connect(server)) {
            refusal(() -> session.login(password().by(Mechanism.SCRAM_SHA_256)));

            assertThat(server.heard().get(1)).startsWith("AUTH SCRAM-SHA-256 ");
            assertThat(firstMessage(server)).startsWith("n,,n=ada,r=");
        }
    }

    @Test
    void aNamedBindingIsThatOfTheCertificateWhereThisTlsHasNoOther() throws IOException {
        try (ScriptServer server = offering("SCRAM-SHA-256-PLUS", line -> "535 no\r\n");
                SmtpSession session = connect(server)) {
            refusal(() -> session.login(password().by(Mechanism.SCRAM_SHA_256_PLUS)));

            assertThat(firstMessage(server))
                    .startsWith(TELLS_EXPORTER ? "p=tls-exporter,,n=ada" : "p=tls-server-end-point,,n=ada");
        }
    }

    @Test
    void whatIsNamedAndNotOfferedIsNotReplaced() throws IOException {
        try (ScriptServer server = offering("PLAIN LOGIN", line -> "235 in\r\n");
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.login(password().by(Mechanism.SCRAM_SHA_256)));

            assertThat(failure.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED);
            assertThat(failure).hasMessage("the server does not offer SCRAM-SHA-256: it has LOGIN, PLAIN");
            assertThat(server.heard()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"235 welcome\r\n", "334 dj1mb3JnZWQ=\r\n"})
    void aServerThatDoesNotKnowThePasswordIsNotBelieved(String answer) throws IOException {
        UnaryOperator<String> cheat = line -> line.startsWith("AUTH") ? answer : "235 welcome\r\n";
        try (ScriptServer server = offering("SCRAM-SHA-256 PLAIN", cheat);
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.login(password()));

            assertThat(failure.failure()).isIn(TlsFailure.SERVER_NOT_PROVEN, TlsFailure.PROTOCOL_ERROR);
            assertThat(session.loggedIn()).isEmpty();
            TlsException after = refusal(() -> session.send(message().build()));
            assertThat(after.failure()).isEqualTo(TlsFailure.CONNECTION_LOST);
            assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL") || line.contains("PLAIN"));
        }
    }

    @Test
    void aForgedSignatureIsNotBelieved() throws IOException {
        try (ScriptServer server = offering("SCRAM-SHA-256", SmtpMechanismsTest::forge);
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.login(password()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.SERVER_NOT_PROVEN);
            assertThat(failure).hasMessageContaining("this is not the server that has your password");
            assertThat(failure.hint()).contains("do not try again by PLAIN");
            assertThat(server.heard().get(3)).isEqualTo("*");
        }
    }

    @Test
    void aTokenIsRefusedAfterItsComplaintWasAnswered() throws IOException {
        String json = base64("{\"status\":\"400\",\"scope\":\"https://mail.lab.test/\"}");
        UnaryOperator<String> refusing =
                line -> line.startsWith("AUTH") ? "334 " + json + "\r\n" : "535 5.7.8 not accepted\r\n";
        try (ScriptServer server = offering("PLAIN XOAUTH2", refusing);
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.login(Credential.token("ada", "t0ken".toCharArray())));

            assertThat(failure.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED);
            assertThat(failure.getMessage()).contains("535 5.7.8 not accepted ({\"status\":\"400\"");
            assertThat(failure.hint()).contains("get a new one");
            assertThat(server.heard().subList(1, 3))
                    .containsExactly("AUTH XOAUTH2 " + base64("user=ada\1auth=Bearer t0ken\1\1"), "");
        }
    }

    /** RFC 4954 section 4: a command has 512 octets at most. */
    @Test
    void aLongTokenGoesIntoALineOfItsOwn() throws IOException {
        String token = "t".repeat(2_000);
        UnaryOperator<String> asking = line -> line.startsWith("AUTH") ? "334 \r\n" : "235 in\r\n";
        try (ScriptServer server = offering("OAUTHBEARER XOAUTH2", asking);
                SmtpSession session = connect(server)) {
            session.login(Credential.token("ada", token.toCharArray()));

            assertThat(server.heard().get(1)).isEqualTo("AUTH OAUTHBEARER");
            assertThat(new String(Base64.getDecoder().decode(server.heard().get(2)), StandardCharsets.UTF_8))
                    .isEqualTo("n,a=ada,\1host=localhost\1port=" + server.port() + "\1auth=Bearer " + token + "\1\1");
            assertThat(session.loggedIn()).map(login -> login.mechanism()).contains(Mechanism.OAUTHBEARER);
        }
    }

    @Test
    void aCertificateIsPointedAtByAnEmptyResponse() throws IOException {
        try (ScriptServer server = offering("EXTERNAL PLAIN", line -> "235 in\r\n");
                SmtpSession session = connect(server)) {
            session.login(Credential.certificate(""));

            assertThat(server.heard().get(1)).isEqualTo("AUTH EXTERNAL =");
            assertThat(session.loggedIn()).hasToString("Optional[whom the certificate names, by EXTERNAL]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\r\n", "23\r\n", "999 what\r\n", "\r\n"})
    void whatIsNoReplyIsAProtocolError(String answer) throws IOException {
        try (ScriptServer server = offering("PLAIN", line -> answer);
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.login(password()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.PROTOCOL_ERROR);
        }
    }

    private static Credential password() {
        return Credential.password("ada", "s3cret".toCharArray());
    }

    private ScriptServer offering(String mechanisms, UnaryOperator<String> script) throws IOException {
        UnaryOperator<String> smtp = smtp("250-mx\r\n250 AUTH " + mechanisms + "\r\n");
        return server(GREETING, line -> line.matches("(EHLO|MAIL|QUIT).*") ? smtp.apply(line) : script.apply(line));
    }

    /** Goes on with the client's nonce, and signs with nothing. */
    private static String forge(String line) {
        if (line.startsWith("AUTH")) {
            String first = new String(Base64.getDecoder().decode(line.split(" ", 3)[2]), StandardCharsets.UTF_8);
            String nonce = first.substring(first.indexOf("r=") + 2);
            return "334 " + base64("r=" + nonce + "server,s=c2FsdHNhbHQ=,i=4096") + "\r\n";
        }
        String forged = "v=" + Base64.getEncoder().encodeToString(new byte[32]);
        return line.equals("*") ? "501 cancelled\r\n" : "334 " + base64(forged) + "\r\n";
    }

    private static String firstMessage(ScriptServer server) {
        List<String> heard = server.heard();
        String[] words = heard.get(1).split(" ", 3);
        return new String(Base64.getDecoder().decode(words[2]), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
