package io.github.tlsclients.ftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.tlsclients.ftp.cli.Tool.Run;
import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code get} and {@code put} of whole folders. */
class FolderCommandTest {
    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FtpLab lab;

    private String caFile = "";
    private String passwordFile = "";

    @BeforeEach
    void start() throws IOException {
        lab = FtpLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account);
        caFile = ca.writeTo(folder.resolve("ca.pem")).toString();
        passwordFile = Files.writeString(folder.resolve("password"), account.password())
                .toString();
        Files.createDirectories(lab.home().resolve("pub/sub"));
        Files.writeString(lab.home().resolve("pub/a"), "aa");
        Files.writeString(lab.home().resolve("pub/sub/b"), "bbb");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aDirectoryIsKnownByItsSlashOrByTheServer() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));

        Run slash = run("get", "pub/", "-o", folder.resolve("slash").toString());
        Run asked = run("get", "pub", "-o", folder.resolve("asked").toString(), "--parallel", "2");
        Run exists = run("get", "pub", "-o", there.toString());

        assertThat(slash.exitCode()).as(slash.err()).isZero();
        assertThat(asked.exitCode()).as(asked.err()).isZero();
        assertThat(exists.exitCode()).as(exists.err()).isZero();
        for (String name : new String[] {"slash", "asked", "there"}) {
            assertThat(folder.resolve(name).resolve("a")).hasContent("aa");
            assertThat(folder.resolve(name).resolve("sub/b")).hasContent("bbb");
        }
        assertThat(slash.out()).isEmpty();
        assertThat(slash.err())
                .startsWith("got 2 files, 5 bytes into " + folder.resolve("slash") + "\n")
                .contains("version   TLSv1.3")
                .doesNotContain("RETR");
    }

    @Test
    void aSingleFileIsNotCopiedInParallel() throws IOException {
        Path local = Files.writeString(folder.resolve("local"), "mine");
        Path target = folder.resolve("file");

        Run got = run("get", "pub/a", "-o", target.toString(), "--parallel", "2");
        Run shown = run("get", "pub/a", "--parallel", "2");
        Run put = run("put", "pub/new", local.toString(), "--parallel", "1");

        assertThat(got.err()).contains("ftp: error: --parallel copies the files of a folder, and \"pub/a\" is none");
        assertThat(shown.err()).contains("and without -o FOLDER there is nowhere for them");
        assertThat(put.err()).contains(local + " is none").contains("ftp: hint: leave --parallel out");
        assertThat(List.of(got.exitCode(), shown.exitCode(), put.exitCode())).containsOnly(2);
        assertThat(target).doesNotExist();
        assertThat(lab.home().resolve("pub/new")).doesNotExist();
    }

    @Test
    void allFailuresAreToldAndTheOthersGoOn() throws IOException {
        Files.writeString(lab.home().resolve("pub/A"), "clash");
        Files.createDirectories(folder.resolve("into/sub/b/occupied"));

        Run text = run("get", "pub/", "-o", folder.resolve("into").toString());
        Run document = run("get", "pub/", "-o", folder.resolve("into").toString(), "--json");

        assertThat(text.exitCode()).isEqualTo(7);
        assertThat(text.err().lines().filter(line -> line.startsWith("ftp: ")))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("ftp: error: a: another name in that folder"))
                .anyMatch(line -> line.startsWith("ftp: error: sub/b: "));
        assertThat(text.err()).contains("got 1 file, 5 bytes into ").contains("; 2 failed\n");
        JsonObject result = new Gson().fromJson(document.out(), JsonObject.class);
        assertThat(document.exitCode()).isEqualTo(7);
        assertThat(result.get("files").getAsLong()).isEqualTo(1);
        assertThat(result.getAsJsonArray("failures"))
                .extracting(one -> one.getAsJsonObject().get("name").getAsString())
                .containsExactly("a", "sub/b");
    }

    @Test
    void aFolderIsPutWithAllThatItHolds() throws IOException {
        Path from = Files.createDirectories(folder.resolve("from/deep/deeper"));
        Files.writeString(from.resolve("c"), "cccc");
        Files.createSymbolicLink(folder.resolve("from/circle"), folder.resolve("from"));

        Run run = run("put", "new", folder.resolve("from").toString(), "--parallel", "3", "--json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("ftp: error: circle: ").contains("is neither a file nor a folder");
        assertThat(new Gson().fromJson(run.out(), JsonObject.class).get("bytes").getAsLong())
                .isEqualTo(4);
        assertThat(lab.home().resolve("new/deep/deeper/c")).hasContent("cccc");
    }

    @Test
    void aDirectoryThatIsNotThereIsOneFailure() {
        Run run = run("get", "missing/", "-o", folder.resolve("x").toString(), "--parallel", "4");

        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.err().lines()).hasSize(2);
        assertThat(folder.resolve("x")).doesNotExist();
    }

    private Run run(String verb, String path, String... more) {
        List<String> all = new ArrayList<>(List.of(verb, "ftps://localhost:" + lab.port() + "/" + path));
        all.addAll(List.of(more));
        all.addAll(List.of("--ca", caFile, "--user", account.user(), "--password-file", passwordFile));
        return Tool.run(all.toArray(String[]::new));
    }
}
