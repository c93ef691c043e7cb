package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EndpointFuzzTest {
    static Stream<Arguments> uris() {
        return Parsing.seeds(
                "https://www.lab.test/path?query=a%20b",
                "smtp+starttls://mail.lab.test:2525",
                "imaps://[::1]:993/INBOX/a%2Fb",
                "ftpes://127.0.0.1/%C3%A4",
                "http+starttls://xn--bcher-kva.test:631/",
                "ftp+starttls://b\u00fccher.test//etc/a+b");
    }

    @MethodSource("uris")
    @FuzzTest(maxExecutions = 10_000)
    void aUriIsAnEndpointOrRefused(byte[] input) {
        String text = Parsing.text(input);
        Parsing.of(() -> Endpoint.parse(text), TlsConfigException.class).ifPresent(endpoint -> {
            assertThat(endpoint.port()).isBetween(1, 65_535);
            assertThat(endpoint.host()).isNotEmpty();
            assertThat(endpoint.uri()).doesNotContainPattern("\\p{Cntrl}");
            if (endpoint.protocol() == Protocol.HTTP) { // a path that was decoded is shown decoded
                assertThat(Endpoint.parse(endpoint.uri())).isEqualTo(endpoint);
            }
            assertThat(endpoint.inMode(TlsMode.STARTTLS).mode()).isEqualTo(TlsMode.STARTTLS);
        });
        Endpoint endpoint = Endpoint.of(Protocol.IMAP, TlsMode.IMPLICIT, "localhost", 993);
        Parsing.of(() -> endpoint.named(text), TlsConfigException.class);
        Parsing.of(() -> endpoint.connectTo(text), TlsConfigException.class);
    }
}
