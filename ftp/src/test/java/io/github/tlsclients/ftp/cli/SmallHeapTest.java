package io.github.tlsclients.ftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.SmallHeap;
import io.github.tlsclients.cli.ToolRun;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of any size goes through a small heap. */
class SmallHeapTest {
    private static final long SIZE = SmallHeap.TOO_LARGE;

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
        List<String> all = new ArrayList<>(List.of("ftp"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--ca", folder.resolve("ca.pem").toString()));
        all.addAll(List.of("--password-file", folder.resolve("password").toString()));
        ToolRun run = SmallHeap.run(all.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.err();
    }
}
