package io.github.tlsclients.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SSLKEYLOGFILE in the launcher, in a house of cardboard: what stands for Java prints its arguments. PcapngIT has the real
 * one.
 */
class KeyLogTest {
    private static final String AGENT = "common/target/agent/extract-tls-secrets-4.0.0.jar";

    @TempDir
    Path house;

    @BeforeEach
    void build() throws IOException {
        Files.createDirectories(house.resolve("http/target/lib"));
        Files.createFile(house.resolve("http/target/tlsclients-http-1.jar"));
        Files.createDirectories(house.resolve(AGENT).getParent());
        Files.createFile(house.resolve(AGENT));
        Files.createDirectories(house.resolve("common/bin"));
        Files.copy(Path.of("bin/tls"), house.resolve("common/bin/tls"));
        Path java = Files.createDirectories(house.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void theAgentIsNotThereUnlessItIsAskedFor() throws Exception {
        Said said = tls("");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains("io.github.tlsclients.http.cli.HttpCommand probe")
                .doesNotContain("agent");
        assertThat(said.err()).isEmpty();
    }

    @Test
    void theFileIsItsOwnersAloneAndTheWarningIsLoud() throws Exception {
        Path keys = house.resolve("keys");

        Said said = tls(keys.toString());

        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("-javaagent:" + house.toRealPath().resolve(AGENT) + "=" + keys + " ");
        assertThat(said.err())
                .isEqualTo("tls: warning: everybody who has " + keys
                        + " can read these sessions; unset SSLKEYLOGFILE when you are done\n"
                        + "tls: warning: sessions of --provider bc are not in it: Bouncy Castle has no key log\n");
        assertThat(permissions(keys)).isEqualTo("rw-------");
    }

    @Test
    void whatWasLoggedBeforeIsKept() throws Exception {
        Path keys = house.resolve("keys");
        tls(keys.toString());
        Files.writeString(keys, "CLIENT_RANDOM 00 00\n");

        assertThat(tls(keys.toString()).exitCode()).isZero();
        assertThat(keys).hasContent("CLIENT_RANDOM 00 00\n");
    }

    @Test
    void aFileThatCannotBeWrittenIsAnError() throws Exception {
        Path nowhere = house.resolve("no/such/folder/keys");

        Said said = tls(nowhere.toString());

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .isEqualTo("tls: error: SSLKEYLOGFILE cannot be written: " + nowhere
                        + "\ntls: hint: name a file in a folder of your own, or unset SSLKEYLOGFILE\n");
    }

    @Test
    void aFileThatOthersCanReadIsAnError() throws Exception {
        Path keys = Files.createFile(house.resolve("keys"));
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r-----"));

        Said said = tls(keys.toString());

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .isEqualTo("tls: error: SSLKEYLOGFILE can be read by others: " + keys + "\ntls: hint: chmod 600 " + keys
                        + "\n");
    }

    @Test
    void withoutTheAgentNothingRuns() throws Exception {
        Files.delete(house.resolve(AGENT));

        Said said = tls(house.resolve("keys").toString());

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .isEqualTo("tls: error: SSLKEYLOGFILE is set, and the agent that writes it is not there\n"
                        + "tls: hint: unset SSLKEYLOGFILE, or run in " + house.toRealPath()
                        + ": mvn -q -DskipTests package\n");
        assertThat(house.resolve("keys")).doesNotExist();
    }

    private record Said(int exitCode, String out, String err) {}

    private Said tls(String keyLog) throws IOException, InterruptedException {
        Path err = Files.createTempFile(house, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", house.resolve("common/bin/tls").toString(), "http", "probe")
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", house.resolve("jdk").toString());
        builder.environment().put("SSLKEYLOGFILE", keyLog);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out, Files.readString(err));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
