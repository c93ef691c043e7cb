package io.github.tlsclients.imap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.tlsclients.imap.cli.Tool.Run;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message goes to standard output or to a file, whole or not at all. */
final class FetchCommandTest {
    private static final String WELCOME =
            "From: Grace <grace@lab.test>\r\nTo: Ada <ada@lab.test>\r\nSubject: Welcome\r\n"
                    + "Date: Mon, 05 Jan 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
                    + "Content-Type: text/plain; charset=us-ascii\r\n\r\nThe lab says hello.\r\n";

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
    void fetchesByteForByteToStandardOutputOrAFile(TlsMode mode) throws IOException {
        assertThat(lab.run("fetch", lab.uri(mode, "/INBOX"), "--uid", "1").out())
                .isEqualTo(WELCOME);
        Path file = Files.writeString(folder.resolve("m.eml"), "what was there before");
        Run run = lab.run("fetch", lab.uri(mode, "/INBOX"), "--uid", "1", "-o", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(file).hasContent(WELCOME);
        Run json = lab.run("fetch", lab.uri(mode, "/INBOX"), "--uid", "1", "--json", "-o", file.toString());
        assertThat(JsonParser.parseString(json.out())
                        .getAsJsonObject()
                        .get("bytes")
                        .getAsInt())
                .isEqualTo(197);
    }

    @Test
    void leavesTheOldFileAndNoPartWhenAFetchFails() throws IOException {
        Path place = Files.createDirectory(folder.resolve("mail"));
        Path file = Files.writeString(place.resolve("m.eml"), "what was there before");
        Run run = lab.run("fetch", lab.uri(TlsMode.IMPLICIT, "/INBOX"), "--uid", "99", "-o", file.toString());
        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.err().lines()).first().isEqualTo("imap: error: there is no message with the UID 99");
        assertThat(file).hasContent("what was there before");
        try (Stream<Path> left = Files.list(place)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void writesThroughALinkAndLeavesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("real.eml"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.eml"), file);
        assertThat(lab.run("fetch", lab.uri(TlsMode.IMPLICIT, "/INBOX"), "--uid", "1", "-o", link.toString())
                        .exitCode())
                .isZero();
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent(WELCOME);
    }

    @Test
    void tellsWhenAFileCannotBeWritten() {
        Path nowhere = folder.resolve("nowhere").resolve("m.eml");
        Run run = lab.run("fetch", lab.uri(TlsMode.IMPLICIT, "/INBOX"), "--uid", "1", "-o", nowhere.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("imap: error: " + nowhere + " cannot be written");
    }
}
