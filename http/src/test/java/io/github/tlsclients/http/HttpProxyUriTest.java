package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.tls.TlsConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProxyUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:3128",
                "socks5://localhost:1080",
                "http://localhost",
                "http://ada:secret@localhost:3128",
                "https://localhost:3128/path",
                "http://localhost:99999",
                "http://:3128"
            })
    void refusesWhatIsNoProxysUri(String uri) {
        assertThatThrownBy(() -> HttpProxy.parse(uri))
                .isInstanceOf(TlsConfigException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aProxysUriIsReadAndWritten() {
        assertThat(HttpProxy.parse("http://localhost:3128/")).hasToString("http://localhost:3128");
        assertThat(HttpProxy.parse("https://[::1]:3129")).hasToString("https://[::1]:3129");
    }
}
