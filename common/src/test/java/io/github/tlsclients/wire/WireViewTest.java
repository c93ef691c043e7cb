package io.github.tlsclients.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a view says of a recording. */
class WireViewTest {
    private final Recording recording = new Recording();
    private final Recording.Connection connection = recording.connected(
            InetSocketAddress.createUnresolved("192.0.2.1", 40_000),
            InetSocketAddress.createUnresolved("192.0.2.2", 25));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Proxy-Authorization: Basic aHVudGVyMg==",
                "authorization: Bearer hunter2",
                "PASS hunter2",
                "AUTH PLAIN aHVudGVyMg==",
                "a1 LOGIN ada hunter2",
                "a1 LOGIN \"ada b\" \"hunter2\"",
                "a1 AUTHENTICATE PLAIN aHVudGVyMg=="
            })
    void aPasswordInClearIsALeakAndMasked(String line) {
        say(line);

        WireView view = WireView.of("test", recording);

        assertThat(view.leaks()).extracting(Leak::kind).contains(Leak.Kind.CLEAR_SECRETS);
        assertThat(view.toString()).contains("[a secret]").doesNotContain("hunter2", "aHVudGVyMg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO localhost", "AUTH PLAIN", "a1 STARTTLS", "PASS", "a1 LOGIN ada", "Passat wins"})
    void whatIsNoPasswordStays(String line) {
        say(line);

        WireView view = WireView.of("test", recording);

        assertThat(view.leaks()).extracting(Leak::kind).contains(Leak.Kind.CLEAR_DIALOGUE);
        assertThat(view.leaks()).extracting(Leak::kind).doesNotContain(Leak.Kind.CLEAR_SECRETS);
        assertThat(view.toString()).contains("C: " + line);
    }

    @Test
    void withoutTlsNothingIsKept() {
        say("EHLO localhost");

        WireView view = WireView.of("test", recording);

        assertThat(view.kept()).isEmpty();
        assertThat(view.toString()).contains("nothing: there was no TLS");
    }

    @Test
    void aNameIsToldWhenItIsAskedFor() {
        recording.lookingUp("mail.example.org");

        WireView view = WireView.of("test", recording);

        assertThat(view.leaks()).contains(new Leak(Leak.Kind.NAME_LOOKUP, "mail.example.org"));
        assertThat(view.toString()).contains("DNS  ? mail.example.org");
    }

    @Test
    void furtherConnectionsAreCounted() {
        recording.connected(
                InetSocketAddress.createUnresolved("192.0.2.1", 40_001),
                InetSocketAddress.createUnresolved("192.0.2.2", 50_000));

        assertThat(WireView.of("test", recording).leaks())
                .contains(new Leak(Leak.Kind.CONNECTIONS, "1 more: 192.0.2.2:50000"));
    }

    private void say(String line) {
        byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
        connection.sent(bytes, 0, bytes.length);
    }
}
