package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "https://host/a?b=c,            https://host:443/a?b=c",
        "https://host,                  https://host:443/",
        "HTTPS://Host:8443/a%20b,       https://host:8443/a%20b",
        "http+starttls://host/x,        http+starttls://host:631/x",
        "smtps://mail.lab.test,         smtps://mail.lab.test:465",
        "smtp+starttls://[::1]:2525,    smtp+starttls://[::1]:2525",
        "imaps://host/INBOX,            imaps://host:993/INBOX",
        "imap+starttls://host/a%2Fb,    imap+starttls://host:143/a/b",
        "ftps://127.0.0.1/a+b,          ftps://127.0.0.1:990/a+b",
        "ftpes://host/a,                ftp+starttls://host:21/a",
        "ftps://bücher.lab.test/,       ftps://xn--bcher-kva.lab.test:990",
    })
    void parses(String uri, String normal) {
        assertThat(Endpoint.parse(uri)).hasToString(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host/", "smtp://host", "imap://host", "FTP://host"})
    void refusesPlaintextAndNamesTheTwoModes(String uri) {
        assertThatThrownBy(() -> Endpoint.parse(uri))
                .isInstanceOfSatisfying(
                        TlsConfigException.class,
                        e -> assertThat(e.hint()).contains("s://").contains("+starttls://"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "://host",
                "gopher://host",
                "smtps://",
                "smtps://:465",
                "smtps://host:",
                "smtps://host:0",
                "smtps://host:65536",
                "smtps://host:+25",
                "smtps://host:4x5",
                "smtps://::1",
                "smtps://[::1",
                "smtps://[::1]x",
                "smtps://[nonsense]",
                "smtps://ada@host",
                "smtps://ada:secret@host",
                "smtps://ho st",
                "smtps://*.lab.test",
                "smtps://evil.test\uff0f.lab.test",
                "smtps://evil.test\uff1a25",
                "smtps://evil\u00a0test",
                "smtps://a;b",
                "https://host/#top",
                "ftps://host/a%0D%0ADELE b",
                "ftps://host/a%zz",
                "https://host/a\r\nX: y",
                "https://host\u0000/",
            })
    void refuses(String uri) {
        assertThatThrownBy(() -> Endpoint.parse(uri))
                .isInstanceOfSatisfying(
                        TlsConfigException.class, e -> assertThat(e.hint()).isNotBlank())
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("\r");
    }

    @Test
    void anotherAddressKeepsTheNameAndAnotherNameKeepsTheAddress() {
        Endpoint endpoint = Endpoint.parse("smtps://mail.lab.test").connectTo("localhost:2465");

        assertThat(endpoint.connectHost()).isEqualTo("localhost");
        assertThat(endpoint.connectPort()).isEqualTo(2465);
        assertThat(endpoint.serverName()).isEqualTo("mail.lab.test");

        Endpoint named = Endpoint.parse("smtps://localhost:2465").named("mail.lab.test");
        assertThat(named.connectHost()).isEqualTo("localhost");
        assertThat(named.serverName()).isEqualTo("mail.lab.test");
    }
}
