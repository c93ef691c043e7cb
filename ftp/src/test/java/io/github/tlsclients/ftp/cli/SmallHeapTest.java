package io.github.tlsclients.ftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of any size goes through a heap of 64 MiB: this one is twice as large. */
class SmallHeapTest {
    private static final long SIZE = 128L << 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void whatIsLargerThanTheHeapGoesThereAndComesBack() throws Exception {
        LabCa ca = LabCa.create();
        LabAccount account = LabAccount.create();
        ca.writeTo(folder.resolve("ca.pem"));
        Files.writeString(folder.resolve("password"), account.password());
        Path large = folder.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(SIZE);
        }
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account)) {
            String uri = "ftps://localhost:" + lab.port() + "/large";

            assertThat(run("put", uri, large.toString(), "--user", account.user()))
                    .contains("put " + SIZE + " bytes");
            assertThat(run("get", uri, "-o", folder.resolve("back").toString(), "--user", account.user()))
                    .contains("got " + SIZE + " bytes");
        }
        assertThat(folder.resolve("back")).hasSize(SIZE);
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        Path told = folder.resolve("told");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.tlsclients.cli.Tls",
                "ftp"));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--ca",
                folder.resolve("ca.pem").toString(),
                "--password-file",
                folder.resolve("password").toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(told)).isZero();
        return Files.readString(told);
    }
}
