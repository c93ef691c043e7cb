package io.github.tlsclients.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfigException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the simpler mechanisms say, and who may use which. */
class ExchangesTest {
    private static final byte[] NOTHING = {};

    @Test
    void plainIsOneMessageAndNothingMoreIsTold() {
        Exchange plain = SimpleExchange.plain("adä", "s3crét".toCharArray());
        assertThat(plain.first()).asString(StandardCharsets.UTF_8).isEqualTo("\0adä\0s3crét");
        assertThatExceptionOfType(TlsException.class).isThrownBy(() -> plain.respond(NOTHING));
    }

    @Test
    void loginWaitsForItsTwoPrompts() throws TlsException {
        Exchange login = SimpleExchange.login("ada", "s3cret".toCharArray());
        assertThat(login.first()).isNull();
        assertThat(login.respond(NOTHING)).asString().isEqualTo("ada");
        assertThat(login.respond(NOTHING)).asString().isEqualTo("s3cret");
        assertThatExceptionOfType(TlsException.class).isThrownBy(() -> login.respond(NOTHING));
    }

    /** Google's documentation of XOAUTH2 has this example. */
    @Test
    void xoauth2IsWhatItsExampleSays() {
        String token = "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg";
        assertThat(TokenExchange.xoauth2("someuser@example.com", token.toCharArray())
                        .first())
                .asBase64Encoded()
                .isEqualTo("dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRj"
                        + "Mk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==");
    }

    /** RFC 7628 section 4.1. */
    @Test
    void oauthbearerIsWhatTheExampleOfTheRfcSays() {
        Endpoint endpoint = Endpoint.parse("imap+starttls://server.example.com");
        assertThat(TokenExchange.bearer(
                                "user@example.com",
                                "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==".toCharArray(),
                                endpoint)
                        .first())
                .asBase64Encoded()
                .isEqualTo("bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQz"
                        + "AWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB");
    }

    @Test
    void aTokensRefusalIsHeardAndAnsweredAsEachMechanismWants() throws TlsException {
        byte[] json = "{\"status\":\"401\"}\u001b".getBytes(StandardCharsets.UTF_8);
        Exchange xoauth2 = TokenExchange.xoauth2("ada", "token".toCharArray());
        Exchange bearer = TokenExchange.bearer("ada", "token".toCharArray(), Endpoint.parse("imaps://host"));
        assertThat(xoauth2.respond(json)).isEmpty();
        assertThat(bearer.respond(json)).containsExactly(1);
        assertThat(xoauth2.complaint()).isEqualTo("{\"status\":\"401\"}?");
    }

    @Test
    void secretsThatAreHandedOverAreWiped() {
        char[] secret = "s3cret".toCharArray();
        SimpleExchange.plain("ada", secret);
        assertThat(secret).containsOnly('\0');
    }

    @Test
    void mechanismsAreNamedAsRegisteredInEitherCase() {
        assertThat(Mechanism.named("scram-sha-256-plus")).isEqualTo(Mechanism.SCRAM_SHA_256_PLUS);
        assertThatThrownBy(() -> Mechanism.named("CRAM-MD5"))
                .isInstanceOf(TlsConfigException.class)
                .hasMessage("\"CRAM-MD5\" is no login mechanism known here");
    }

    @Test
    void aCredentialIsNotUsedByAMechanismOfAnotherKind() {
        Credential password = Credential.password("ada", "s3cret".toCharArray());
        assertThatThrownBy(() -> password.by(Mechanism.XOAUTH2))
                .isInstanceOf(TlsConfigException.class)
                .hasMessage("XOAUTH2 is not proved by a password but by a token");
        assertThat(password.by(Mechanism.PLAIN).only()).contains(Mechanism.PLAIN);
    }

    @Test
    void aCredentialKeepsItsSecretToItself() {
        Credential password = Credential.password("ada", "s3cret".toCharArray());
        Credential copy = password.copy();
        assertThat(password.toString()).contains("ada").doesNotContain("s3cret");
        password.wipe();
        assertThat(password.secret()).containsOnly('\0');
        assertThat(copy.secret()).containsExactly('s', '3', 'c', 'r', 'e', 't');
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "a\u0001b", "a\nb"})
    void noSecretBreaksOutOfItsField(String secret) {
        assertThatThrownBy(() -> Credential.password("ada", secret.toCharArray()))
                .isInstanceOf(TlsConfigException.class);
        assertThatThrownBy(() -> Credential.token("ada", secret.toCharArray())).isInstanceOf(TlsConfigException.class);
    }
}
