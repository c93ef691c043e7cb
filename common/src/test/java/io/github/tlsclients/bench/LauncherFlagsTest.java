package io.github.tlsclients.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherFlagsTest {
    @Test
    void theJvmsFlagsAreTakenAndNobodyElses() {
        List<String> arguments = List.of(
                "-XX:+UseSerialGC",
                "-Dtls.home=there",
                "-Xshare:auto",
                "-cp",
                "a.jar:lib/*",
                "io.github.tlsclients.cli.Tls",
                "-X",
                "http");

        assertThat(LauncherFlags.of(arguments)).containsExactly("-XX:+UseSerialGC", "-Xshare:auto");
    }

    @Test
    void withoutAnArchiveThereTheProgramGetsNone() throws Exception {
        Program bare = new LauncherFlags(List.of("-XX:+UseSerialGC"))
                .start(Path.of("java"), List.of("-cp", "peers.jar", "Bare"), Path.of("unused"));

        assertThat(bare.line()).containsExactly("java", "-XX:+UseSerialGC", "-cp", "peers.jar", "Bare");
    }
}
