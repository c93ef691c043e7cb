package io.github.tlsclients.imap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tlsclients.imap.cli.Tool.Run;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many messages go to a folder, a file each, and only those that are not there yet. */
final class FetchManyTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private LabTool lab;

    @BeforeEach
    void start() throws IOException {
        lab = LabTool.start(folder);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void writesAFileForEachAndLeavesThoseThatAreThere(TlsMode mode) throws IOException {
        Path mail = folder.resolve("mail");
        assertThat(fetch(mode, "1:2", mail).exitCode()).isZero();
        List<Path> first = files(mail);
        assertThat(first).hasSize(2).allMatch(file -> file.toString().matches(".*/[0-9]+-[12]\\.eml"));
        Files.writeString(first.get(0), "mine now");

        Run run = fetch(mode, "1:*", mail);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("1 message, 192 bytes", "2 were there already", "UIDVALIDITY is ");
        assertThat(files(mail)).hasSize(3).containsAll(first);
        assertThat(first.get(0)).hasContent("mine now");
        assertThat(lab.run("list", lab.uri(mode, "/INBOX")).out().lines()).allMatch(line -> line.contains("Z  N  "));
    }

    @Test
    void whatIsLongerThanAPieceComesWhole() throws IOException {
        byte[] large = ("Subject: large\r\n\r\n" + "0123456789abcdef\r\n".repeat(150_000)).getBytes();
        lab.deliver(large);
        Path mail = folder.resolve("mail");

        assertThat(fetch(TlsMode.STARTTLS, "4,1", mail).exitCode()).isZero();

        assertThat(files(mail)).hasSize(2);
        assertThat(Files.readAllBytes(files(mail).get(1))).isEqualTo(large);
    }

    @Test
    void tellsInJsonWhatItDid() {
        Run run = lab.run(
                "fetch",
                lab.uri(TlsMode.IMPLICIT, "/INBOX"),
                "--uid",
                "3:2",
                "--json",
                "-o",
                folder.resolve("m").toString());
        JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(document.keySet()).containsExactly("folder", "uidValidity", "fetched", "bytes", "presentBefore");
        assertThat(document.get("fetched").getAsInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1,", "a", "1:2:3", "4294967296", "1:* UID", "1\r\na LOGOUT", ""})
    void whatIsNoSetIsAUsageError(String set) {
        Run run = fetch(TlsMode.IMPLICIT, set, folder.resolve("mail"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("mail")).doesNotExist();
    }

    @Test
    void severalDoNotGoToStandardOutput() {
        Run run = lab.run("fetch", lab.uri(TlsMode.IMPLICIT, "/INBOX"), "--uid", "1:*");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("-o FOLDER");
    }

    private Run fetch(TlsMode mode, String set, Path into) {
        return lab.run("fetch", lab.uri(mode, "/INBOX"), "--uid", set, "-o", into.toString());
    }

    private static List<Path> files(Path mail) throws IOException {
        try (Stream<Path> found = Files.list(mail)) {
            return found.sorted().toList();
        }
    }
}
