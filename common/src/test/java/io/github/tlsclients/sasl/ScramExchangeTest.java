package io.github.tlsclients.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfigException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of RFC 7677 section 3, and servers that leave its path. */
class ScramExchangeTest {
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SALT =
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private static final String PROOF =
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private static final String SIGNATURE = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    private final Exchange exchange = exchange("pencil");

    @Test
    void saysWhatTheExampleOfTheRfcSays() throws TlsException {
        assertThat(exchange.first()).asString().isEqualTo("n,,n=user,r=" + NONCE);
        assertThat(respond(SALT)).isEqualTo(PROOF);
        assertThat(respond(SIGNATURE)).isEmpty();
        assertThatNoException().isThrownBy(exchange::accepted);
    }

    @Test
    void wipesThePasswordThatItIsGiven() {
        char[] password = "pencil".toCharArray();
        ScramExchange.unbound("user", password);
        assertThat(password).containsOnly('\0');
    }

    @Test
    void aServerThatBelievesAtOnceHasProvedNothing() {
        exchange.first();
        refuses(TlsFailure.SERVER_NOT_PROVEN, exchange::accepted);
    }

    @Test
    void aServerThatBelievesTheProofWithoutOneOfItsOwnHasProvedNothing() throws TlsException {
        exchange.first();
        respond(SALT);
        refuses(TlsFailure.SERVER_NOT_PROVEN, exchange::accepted);
    }

    @Test
    void aForgedSignatureIsRefused() throws TlsException {
        exchange.first();
        respond(SALT);
        refuses(TlsFailure.SERVER_NOT_PROVEN, () -> respond("v=AAriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        refuses(TlsFailure.SERVER_NOT_PROVEN, exchange::accepted);
    }

    @Test
    void anErrorIsAnsweredAndToldAndIsNoProof() throws TlsException {
        exchange.first();
        respond(SALT);
        assertThat(respond("e=invalid-proof")).isEmpty();
        assertThat(exchange.complaint()).isEqualTo("invalid-proof");
        refuses(TlsFailure.SERVER_NOT_PROVEN, exchange::accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4095", "5000001", "2147483647"})
    void roundsThatAreFewOrEndlessAreRefusedBeforeAnyProof(String rounds) {
        exchange.first();
        refuses(TlsFailure.LOGIN_REFUSED, () -> respond(SALT.replace("i=4096", "i=" + rounds)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r=,s=,i=",
                "r=somebodyElses,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOmore,s=no base64!,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOmore,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=99999999999",
                "m=unknown,r=rOprNGfwEbeRWgbNEkqOmore,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
            })
    void aFirstMessageThatIsNoneOrUsesAnotherNonceIsRefused(String message) {
        exchange.first();
        refuses(TlsFailure.PROTOCOL_ERROR, () -> respond(message));
    }

    @Test
    void whatComesAfterTheProofIsRefused() throws TlsException {
        exchange.first();
        respond(SALT);
        respond(SIGNATURE);
        refuses(TlsFailure.PROTOCOL_ERROR, () -> respond(SALT));
    }

    @Test
    void aPasswordThatSaslprepForbidsIsToldSo() throws TlsException {
        Exchange forbidden = exchange("a\u2028b");
        forbidden.first();
        assertThatExceptionOfType(TlsConfigException.class)
                .isThrownBy(() -> forbidden.respond(SALT.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("SASLprep");
    }

    @Test
    void theFirstMessageTellsWhetherItIsBoundOrWouldHaveBeen() {
        ChannelBinding binding = new ChannelBinding("tls-exporter", new byte[] {1, 2, 3});
        char[] password = "pencil".toCharArray();
        assertThat(ScramExchange.bound("user", password.clone(), binding).first())
                .asString()
                .startsWith("p=tls-exporter,,n=user,r=");
        assertThat(ScramExchange.wouldBind("user", password.clone(), binding).first())
                .asString()
                .startsWith("y,,n=user,r=");
        assertThat(ScramExchange.unbound("us=er,", password.clone()).first())
                .asString()
                .startsWith("n,,n=us=3Der=2C,r=");
    }

    private static Exchange exchange(String password) {
        return ScramExchange.withNonce("user", password.toCharArray(), () -> NONCE);
    }

    private String respond(String challenge) throws TlsException {
        return new String(exchange.respond(challenge.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static void refuses(TlsFailure failure, ThrowingCallable action) {
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(action)
                .satisfies(e -> assertThat(e.failure()).isEqualTo(failure))
                .satisfies(e -> assertThat(e.failure().exitCode()).isEqualTo(7));
    }
}
