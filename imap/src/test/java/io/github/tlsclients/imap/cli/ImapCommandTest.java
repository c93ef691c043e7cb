package io.github.tlsclients.imap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tlsclients.imap.cli.Tool.Run;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command's contract: results on standard output, the rest on standard error, exit codes, no secrets. */
final class ImapCommandTest {
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
    void listsFoldersAndMessages(TlsMode mode) {
        Run folders = lab.run("list", lab.uri(mode, ""));
        assertThat(folders.exitCode()).isZero();
        assertThat(folders.out().lines()).containsExactly("INBOX", "Entwürfe");
        assertThat(folders.err()).contains("TLSv1.3").contains(lab.uri(mode, ""));
        Run messages = lab.run("list", lab.uri(mode, "/INBOX"));
        assertThat(messages.out().lines())
                .containsExactly(
                        "1  2026-01-05 09:00Z  N  197  Grace <grace@lab.test>     Welcome",
                        "2  2026-01-06 09:30Z  N  255  Jürgen <juergen@lab.test>  Grüße aus dem Labor",
                        "3  2026-01-07 16:45Z  N  192  Alan <alan@lab.test>       Minutes");
        assertThat(lab.run("list", lab.uri(mode, "/Entw%C3%BCrfe")).out()).isEmpty();
    }

    @Test
    void listsAsJson() {
        JsonArray messages = JsonParser.parseString(lab.run("list", lab.uri(TlsMode.IMPLICIT, "/INBOX"), "--json")
                        .out())
                .getAsJsonArray();
        JsonObject first = messages.get(0).getAsJsonObject();
        assertThat(messages).hasSize(3);
        assertThat(first.keySet()).containsExactly("uid", "date", "from", "subject", "size", "seen");
        assertThat(first.get("date").getAsString()).isEqualTo("2026-01-05T09:00:00Z");
        JsonArray folders = JsonParser.parseString(
                        lab.run("list", lab.uri(TlsMode.IMPLICIT, ""), "--json").out())
                .getAsJsonArray();
        assertThat(folders.get(1).getAsJsonObject().get("name").getAsString()).isEqualTo("Entwürfe");
    }

    @Test
    void idlesUntilAMessageComes() throws Exception {
        CompletableFuture<Run> run = CompletableFuture.supplyAsync(
                () -> lab.run("idle", lab.uri(TlsMode.STARTTLS, "/INBOX"), "--timeout", "30s"));
        byte[] news = "Subject: =?UTF-8?Q?n=1B]0;owned=07ews_=E2=80=AE?=\r\n\r\nhello\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        while (!run.isDone()) {
            lab.deliver(news);
            try {
                run.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                continue;
            }
        }
        assertThat(run.get().exitCode()).isZero();
        assertThat(run.get().out()).contains("n?]0;owned?ews ?").doesNotContain("\u001b", "\u202e", "\u0007");
    }

    @Test
    void idlesInVainWithoutComplaint() {
        Run run = lab.run("idle", lab.uri(TlsMode.IMPLICIT, "/INBOX"), "--timeout", "100ms");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no message came in 0.1 s");
        Run json = lab.run("idle", lab.uri(TlsMode.IMPLICIT, "/INBOX"), "--timeout", "100ms", "--json");
        assertThat(json.out()).isEqualToIgnoringWhitespace("[]");
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void probesWithAndWithoutALogin(TlsMode mode) {
        Run anonymous = Tool.run("probe", lab.uri(mode, ""), "--ca", lab.ca().toString());
        assertThat(anonymous.exitCode()).isZero();
        assertThat(anonymous.out()).contains("TLSv1.3", "CN=localhost");
        JsonObject report = JsonParser.parseString(
                        lab.run("probe", lab.uri(mode, ""), "--json").out())
                .getAsJsonObject();
        assertThat(report.get("version").getAsString()).isEqualTo("TLSv1.3");
        assertThat(report.getAsJsonArray("clearText").isEmpty()).isEqualTo(mode == TlsMode.IMPLICIT);
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void aSecondProbeResumesTheFirstOnesSession(TlsMode mode) {
        Run run = lab.run("probe", lab.uri(mode, ""), "--reconnect");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).containsSubsequence("resumed   no", "resumed   yes", "\nresumed: handshake ");
    }

    @Test
    void runsItsDemo() {
        Run run = Tool.run("demo");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("INBOX: 3 messages", "STARTTLS_NOT_OFFERED")
                .doesNotContain("NOT AS IT SHOULD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "list imap://localhost/",
                "list smtps://localhost/",
                "list URI",
                "fetch URI/INBOX --user ada",
                "fetch URI --uid 1 LOGIN",
                "fetch URI/INBOX --uid 0 LOGIN",
                "fetch URI/INBOX --uid x LOGIN",
                "fetch URI/INBOX --uid 1 --json LOGIN",
                "idle URI LOGIN",
                "list URI --password secret",
                "sing URI",
                ""
            })
    void tellsOfWrongUse(String command) {
        String login = "--user ada --password-file " + lab.passwordFile();
        String filled = command.replace("URI", lab.uri(TlsMode.IMPLICIT, "")).replace("LOGIN", login);
        Run run = Tool.run(filled.isEmpty() ? new String[0] : filled.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("imap: error: ", "imap: hint: ");
        assertThat(run.all()).doesNotContain(lab.secret());
    }

    @Test
    void failsByTheContractsExitCodes() throws IOException {
        Path stranger = LabCa.create().writeTo(folder.resolve("stranger.pem"));
        Path wrong = Files.writeString(folder.resolve("wrong"), "wrong\n");
        try (LabServer stripped = new ImapModule().startStripped()) {
            List<Run> runs = new ArrayList<>();
            runs.add(expect(3, "list", "imaps://localhost:1"));
            runs.add(expect(
                    4, "list", lab.uri(TlsMode.STARTTLS, ""), "--ca", stranger.toString(), "--server-name", "x.test"));
            runs.add(expect(5, "list", "imap+starttls://localhost:" + stripped.port()));
            runs.add(expect(7, "list", lab.uri(TlsMode.STARTTLS, "/Nowhere"), "-v"));
            Run refused = Tool.run(
                    "list",
                    lab.uri(TlsMode.IMPLICIT, ""),
                    "--ca",
                    lab.ca().toString(),
                    "--user",
                    "ada",
                    "--password-file",
                    wrong.toString(),
                    "--json",
                    "-v");
            assertThat(refused.exitCode()).isEqualTo(7);
            assertThat(JsonParser.parseString(refused.out())
                            .getAsJsonObject()
                            .get("failure")
                            .getAsString())
                    .isEqualTo("LOGIN_REFUSED");
            runs.add(refused);
            assertThat(runs).allSatisfy(run -> {
                assertThat(run.err()).contains("imap: error: ", "imap: hint: ");
                assertThat(run.all()).doesNotContain(lab.secret(), "\tat ");
            });
        }
    }

    @Test
    void suggestsCommandsThatNameBothPorts() {
        List<String> commands = new ImapModule().tryOut(Map.of(TlsMode.IMPLICIT, 1, TlsMode.STARTTLS, 2));
        assertThat(commands).anyMatch(command -> command.contains("imaps://localhost:1/"));
        assertThat(commands).anyMatch(command -> command.contains("-starttls imap -connect localhost:2"));
    }

    private Run expect(int exitCode, String... arguments) {
        Run run = lab.run(arguments);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        return run;
    }
}
