package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The short texts of a configuration, and names in certificates. */
class NamesFuzzTest {
    static Stream<Arguments> texts() {
        return Parsing.seeds(
                "a.".repeat(20_000) + "test",
                ":".repeat(60_000) + "!",
                "*.lab.test\nmail.lab.test",
                "**.lab.test\nlab.test",
                "192.0.2.1\n[2001:db8::1]",
                "500ms\n2m",
                "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n1.3",
                "soft\nbc");
    }

    @MethodSource("texts")
    @FuzzTest(maxExecutions = 10_000)
    void aTextIsWhatItShouldBeOrRefused(byte[] input) {
        String[] lines = Parsing.text(input).split("\n", 2);
        String other = lines[lines.length - 1];
        String text = lines[0];
        Parsing.of(() -> HostPattern.parse(text), TlsConfigException.class).ifPresent(pattern -> {
            pattern.matches(other);
            assertThat(HostPattern.parse(pattern.text())).isEqualTo(pattern);
        });
        Parsing.of(() -> ServerName.matchesDnsName(text, other)).ifPresent(matches -> {
            if (matches && !text.startsWith("*")) {
                assertThat(other).startsWithIgnoringCase(text);
            }
        });
        Parsing.of(() -> String.valueOf(ServerName.address(text)));
        Parsing.of(() -> TlsProperties.duration(text), TlsConfigException.class)
                .ifPresent(duration -> assertThat(duration.isNegative()).isFalse());
        Parsing.of(() -> Pin.parse(text), TlsConfigException.class)
                .ifPresent(pin -> assertThat(pin).hasToString(text));
        Parsing.of(() -> TlsVersion.of(text), TlsConfigException.class);
        Parsing.of(() -> TlsProvider.of(text), TlsConfigException.class);
        Parsing.of(() -> Revocation.of(text), TlsConfigException.class);
        Parsing.of(() -> TlsConfig.builder().groups(List.of(text.split(","))).build(), TlsConfigException.class);
    }
}
