package io.github.tlsclients.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What servers say in a login: challenge after challenge, separated by line ends. */
class ExchangeFuzzTest {
    private static final Endpoint ENDPOINT = Endpoint.parse("imaps://mail.lab.test");

    static Stream<Arguments> challenges() {
        return Parsing.seeds(
                "r=nonce%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096\n"
                        + "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
                "e=invalid-proof",
                "r=nonceX,s=AA==,i=2147483647,x=ext",
                "{\"status\":\"invalid_token\",\"scope\":\"mail\"}",
                "Username:\nPassword:");
    }

    @MethodSource("challenges")
    @FuzzTest(maxExecutions = 3_000)
    void aServerIsAnsweredOrRefused(byte[] input) {
        for (Exchange exchange : List.of(
                ScramExchange.withNonce("ada", secret(), () -> "nonce"),
                SimpleExchange.plain("ada", secret()),
                SimpleExchange.login("ada", secret()),
                SimpleExchange.external("ada"),
                TokenExchange.bearer("ada", secret(), ENDPOINT),
                TokenExchange.xoauth2("ada", secret()))) {
            Parsing.of(() -> converse(exchange, Parsing.text(input)), TlsException.class);
            assertThat(exchange.complaint()).matches("[ -~]*");
        }
    }

    private static boolean converse(Exchange exchange, String challenges) throws TlsException {
        exchange.first();
        for (String challenge : challenges.split("\n")) {
            exchange.respond(challenge.getBytes(StandardCharsets.ISO_8859_1));
        }
        exchange.accepted();
        return true;
    }

    private static char[] secret() {
        return "pencil".toCharArray();
    }
}
