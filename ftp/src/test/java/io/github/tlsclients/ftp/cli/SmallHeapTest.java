package io.github.tlsclients.ftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.ToolProcess;
import io.github.tlsclients.cli.ToolRun;
import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.TlsFailure;
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
    private static final long SIZE = ToolProcess.TOO_LARGE;

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

    /** One that does not fit leaves nothing, what was there before stays, and the others come. */
    @Test
    void whatDoesNotFitOnTheDiskLeavesNoPart() throws Exception {
        LabCa ca = LabCa.create();
        LabAccount account = LabAccount.create();
        ca.writeTo(folder.resolve("ca.pem"));
        Files.writeString(folder.resolve("password"), account.password());
        Path back = Files.createDirectory(folder.resolve("back"));
        Files.writeString(back.resolve("large"), "mine");
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account)) {
            try (RandomAccessFile sparse =
                    new RandomAccessFile(lab.home().resolve("large").toFile(), "rw")) {
                sparse.setLength(SIZE);
            }
            Files.writeString(lab.home().resolve("small"), "small");

            ToolRun run = ToolProcess.withFullDisk(arguments(
                    "get", "ftps://localhost:" + lab.port() + "/", "-o", back.toString(), "--user", account.user()));

            assertThat(run.exitCode()).as(run.err()).isEqualTo(TlsFailure.LOCAL_FILE.exitCode());
            assertThat(run.err()).contains("ftp: error: large: ", "got 1 file, 5 bytes into ");
        }
        assertThat(back.resolve("large")).hasContent("mine");
        assertThat(back.resolve("small")).hasContent("small");
        assertThat(back).isDirectoryNotContaining("glob:**.part");
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        ToolRun run = ToolProcess.withSmallHeap(arguments(arguments));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.err();
    }

    private String[] arguments(String... more) {
        List<String> all = new ArrayList<>(List.of("ftp"));
        all.addAll(List.of(more));
        all.addAll(List.of("--ca", folder.resolve("ca.pem").toString()));
        all.addAll(List.of("--password-file", folder.resolve("password").toString()));
        return all.toArray(String[]::new);
    }
}
