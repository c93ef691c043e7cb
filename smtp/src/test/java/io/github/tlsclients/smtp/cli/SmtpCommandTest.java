package io.github.tlsclients.smtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.smtp.lab.ReceivedMail;
import io.github.tlsclients.smtp.lab.SmtpLab;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpCommandTest {
    private final LabAccount account = LabAccount.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private SmtpLab implicit;

    @SuppressWarnings("NullAway.Init")
    private SmtpLab upgrading;

    private String ca = "";
    private String password = "";

    @BeforeEach
    void start() throws IOException {
        LabCa authority = LabCa.create();
        var certificate = authority.issue("localhost");
        implicit = SmtpLab.start(TlsMode.IMPLICIT, certificate.serverContext(), account);
        upgrading = SmtpLab.start(TlsMode.STARTTLS, certificate.serverContext(), account);
        ca = authority.writeTo(folder.resolve("ca.pem")).toString();
        password = Files.writeString(folder.resolve("password"), account.password() + "\n")
                .toString();
    }

    @AfterEach
    void stop() {
        implicit.close();
        upgrading.close();
    }

    @ParameterizedTest
    @EnumSource
    void sendPrintsOneLineAndTheReportBesideIt(TlsMode mode) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "a\nb\n");

        Console console = run("Grüße\n", login(send(mode, "--subject", "Über", "--attach", file.toString())));

        assertThat(console.out()).matches("sent to ada@lab\\.test: 250 2\\.0\\.0 Ok: kept as \\d+\n");
        assertThat(console.err()).startsWith(uri(mode)).contains("  version   TLSv1.3", "  server    CN=localhost");
        assertThat(console.exitCode()).isZero();
        ReceivedMail mail =
                (mode == TlsMode.IMPLICIT ? implicit : upgrading).received().get(0);
        assertThat(new String(mail.data(), StandardCharsets.UTF_8)).contains("Subject: =?UTF-8?", "notes.txt");
    }

    @Test
    void sendWithJsonPrintsOneDocument() throws IOException {
        Console console = run("hi\n", login(send(TlsMode.IMPLICIT, "--to", "ada@localhost", "--json")));

        JsonObject document = new Gson().fromJson(console.out(), JsonObject.class);
        assertThat(document.keySet()).containsExactly("messageId", "to", "reply");
        assertThat(document.getAsJsonArray("to")).hasSize(2);
        assertThat(document.get("reply").getAsString()).startsWith("250 ");
    }

    @Test
    void messagesThatAreWrittenAlreadyGoOverOneConnection() throws IOException {
        String first = message("one");
        String second = message("two");

        Console console = run("", login(send(TlsMode.IMPLICIT, "--message", first, "--message", second)));
        Console json = run("", login(send(TlsMode.IMPLICIT, "--message", first, "--json")));

        assertThat(console.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("sent " + first + " to ada@lab.test: 250 "),
                        line -> assertThat(line).startsWith("sent " + second + " to ada@lab.test: 250 "));
        assertThat(implicit.received()).hasSize(3);
        assertThat(new Gson().fromJson(json.out(), JsonObject[].class)[0].keySet())
                .containsExactly("file", "messageId", "to", "reply");
    }

    @Test
    void whichMessagesAreSentIsToldWhenOneIsRefused() throws IOException {
        Path large = folder.resolve("large.eml");
        Files.writeString(large, "Subject: large\n\n" + "x".repeat(SmtpLab.MOST_BYTES));

        String first = message("one");

        Console console =
                run("", login(send(TlsMode.IMPLICIT, "--json", "--message", first, "--message", large.toString())));

        JsonObject document = new Gson().fromJson(console.out(), JsonObject.class);
        assertThat(console.exitCode()).isEqualTo(7);
        assertThat(document.get("failure").getAsString()).isEqualTo("REFUSED_BY_SERVER");
        assertThat(document.get("message").getAsString())
                .startsWith(large + ", message 2 of 2: the message is too large")
                .endsWith("; those before it are sent");
        assertThat(document.getAsJsonArray("sent")).singleElement().satisfies(sent -> {
            assertThat(sent.getAsJsonObject().get("file").getAsString()).isEqualTo(first);
            assertThat(sent.getAsJsonObject().get("reply").getAsString()).startsWith("250 ");
        });
        assertThat(implicit.received()).hasSize(1);
    }

    @Test
    void aMessageThatIsWrittenAlreadyHasItsSubjectInIt() throws IOException {
        Console both = run("", login(send(TlsMode.IMPLICIT, "--message", message("one"), "--subject", "two")));
        Console missing = run("", login(send(TlsMode.IMPLICIT, "--message", "nowhere.eml")));

        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).startsWith("smtp: error: the message nowhere.eml cannot be read");
        assertThat(implicit.received()).isEmpty();
    }

    private String message(String subject) throws IOException {
        return Files.writeString(folder.resolve(subject + ".eml"), "Subject: " + subject + "\n\nhello\n")
                .toString();
    }

    @ParameterizedTest
    @EnumSource
    void probeSaysNothingOfAUser(TlsMode mode) throws IOException {
        Console text = run("", "probe", uri(mode), "--ca", ca);
        Console json = run("", "probe", uri(mode), "--ca", ca, "--json");

        assertThat(text.out()).startsWith(uri(mode) + "\n  mode      ");
        assertThat(text.err()).isEmpty();
        JsonObject document = new Gson().fromJson(json.out(), JsonObject.class);
        assertThat(document.get("mode").getAsString()).isEqualTo(mode.name());
        assertThat(document.get("version").getAsString()).isEqualTo("TLSv1.3");
        assertThat(json.out()).doesNotContain("\"ada\"");
    }

    @ParameterizedTest
    @EnumSource
    void aSecondProbeResumesTheFirstOnesSession(TlsMode mode) {
        Console console = run("", "probe", uri(mode), "--ca", ca, "--reconnect");

        assertThat(console.exitCode()).as(console.err()).isZero();
        assertThat(console.out()).containsSubsequence("resumed   no", "resumed   yes", "\nresumed: handshake ");
    }

    @Test
    void probeLogsInOnlyWhenItIsTold() throws IOException {
        String wrong =
                Files.writeString(folder.resolve("wrong"), "wr0ng-password\n").toString();

        Console right = run("", login("probe", uri(TlsMode.IMPLICIT), "--ca", ca));
        Console refused =
                run("", "probe", uri(TlsMode.IMPLICIT), "--ca", ca, "--user", "ada", "--password-file", wrong);

        assertThat(right.exitCode()).isZero();
        assertThat(refused.exitCode()).isEqualTo(7);
        assertThat(refused.err())
                .matches("smtp: error: the server refuses the login of ada: 535 [^\n]+\nsmtp: hint: [^\n]+\n");
        assertThat(refused.out() + refused.err()).doesNotContain("wr0ng-password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | USAGE             | --to ada",
                "2 | USAGE             | --attach FOLDER/nothing --no-such-option",
                "2 | LOCAL_FILE        | --attach FOLDER/nothing",
                "2 | USAGE             | --user ada",
                "4 | WRONG_NAME        | --server-name other.lab.test",
                "4 | NOT_TRUSTED       | --pin sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= --ca OTHER",
                "7 | REFUSED_BY_SERVER | ",
                "7 | REFUSED_BY_SERVER | --user ada --password-file PASSWORD --to nobody@lab.test",
                "7 | LOGIN_REFUSED     | --user eve --password-file PASSWORD",
            })
    void aFailureIsAnErrorAHintAndAnExitCode(int exitCode, String failure, String more) throws IOException {
        LabCa.create().writeTo(folder.resolve("other.pem"));
        List<String> arguments = new ArrayList<>(List.of(send(TlsMode.STARTTLS, "--json")));
        for (String word : more == null ? new String[0] : more.split(" ")) {
            arguments.add(word.replace("FOLDER", folder.toString())
                    .replace("OTHER", folder.resolve("other.pem").toString())
                    .replace("PASSWORD", password));
        }
        if (failure.equals("NOT_TRUSTED")) {
            arguments.remove(ca);
            arguments.remove("--ca");
        }

        Console console = run("hi\n", arguments.toArray(String[]::new));

        assertThat(console.err()).matches("smtp: error: [^\n]*[^.\n]\nsmtp: hint: [^\n]*[^.\n]\n");
        assertThat(console.exitCode()).as(console.err()).isEqualTo(exitCode);
        JsonObject document = new Gson().fromJson(console.out(), JsonObject.class);
        assertThat(document.get("failure").getAsString()).isEqualTo(failure);
        assertThat(console.out() + console.err()).doesNotContain(account.password());
        assertThat(upgrading.received()).isEmpty();
    }

    @Test
    void headersAreNotInjected() throws IOException {
        Console subject = run("", send(TlsMode.IMPLICIT, "--subject", "a\r\nBcc: eve@evil.test"));
        Console recipient = run("", send(TlsMode.IMPLICIT, "--to", "a@lab.test>\r\nRCPT TO:<eve@evil.test"));

        assertThat(subject.exitCode()).isEqualTo(2);
        assertThat(recipient.exitCode()).isEqualTo(2);
        assertThat(subject.err() + recipient.err()).doesNotContain("Bcc: eve\n");
    }

    @Test
    void textThatIsNotUtf8IsAUsageError() throws IOException {
        Console console = run(new byte[] {(byte) 0xfc}, login(send(TlsMode.IMPLICIT)));

        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err()).contains("the text on standard input is not UTF-8");
    }

    @Test
    void theDemoDoesWhatItShould() throws IOException {
        Console console = run("", "demo");

        assertThat(console.exitCode()).isZero();
        assertThat(console.out())
                .contains("C: STARTTLS", "sent \"Grüße aus dem Labor\" to ada@lab.test", "STARTTLS_NOT_OFFERED")
                .doesNotContain("NOT AS IT SHOULD", "NOT REFUSED");
    }

    @Test
    void theStrippedServerOffersEverythingButTls() throws IOException {
        try (LabServer stripped = new SmtpModule().startStripped()) {
            Console console = run("", "probe", "smtp+starttls://localhost:" + stripped.port(), "--ca", ca);

            assertThat(console.exitCode()).isEqualTo(5);
            assertThat(console.err()).contains("smtp: error: the server does not offer STARTTLS");
        }
    }

    @Test
    void whatToTryNamesThePorts() {
        assertThat(new SmtpModule().tryOut(Map.of(TlsMode.IMPLICIT, 1465, TlsMode.STARTTLS, 1587)))
                .anyMatch(line -> line.startsWith("swaks ") && line.contains(":1465"))
                .anyMatch(line -> line.startsWith("swaks --tls ") && line.contains(":1587"))
                .anyMatch(line -> line.contains("curl ") && line.contains(":1587"))
                .anyMatch(line -> line.contains("openssl s_client") && line.contains(":1587"));
    }

    private String uri(TlsMode mode) {
        return mode == TlsMode.IMPLICIT
                ? "smtps://localhost:" + implicit.port()
                : "smtp+starttls://localhost:" + upgrading.port();
    }

    private String[] send(TlsMode mode, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("send", uri(mode), "--ca", ca, "--from", "ada@lab.test", "--to", "ada@lab.test"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private String[] login(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--user", account.user(), "--password-file", password));
        return all.toArray(String[]::new);
    }

    private static Console run(String standardInput, String... arguments) {
        return run(standardInput.getBytes(StandardCharsets.UTF_8), arguments);
    }

    private static Console run(byte[] standardInput, String... arguments) {
        return Console.run(standardInput, () -> Commands.run(new SmtpModule(), arguments));
    }
}
