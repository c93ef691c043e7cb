package io.github.tlsclients.smtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.Tls;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.readme.Readme;
import io.github.tlsclients.readme.Readme.Example;
import io.github.tlsclients.smtp.lab.SmtpLab;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of this module says what is true: with the lab; {@link ReadmeContainerIT} has the real servers. */
class ReadmeTest {
    static final Path PAGE = Path.of("README.md");

    /** What the page says only in examples with the lab. */
    static final Set<String> VARIABLES =
            Set.of("SMTPS_PORT", "UPGRADE_PORT", "STRIPPED_PORT", "OTHER_CA", "PASSWORD_FILE", "FILE", "MESSAGE");

    /** Stands for what an example of the other test names. */
    static final String ELSEWHERE = "elsewhere";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void everyCommandPrintsWhatThePageSays() throws IOException {
        LabCa ca = LabCa.create();
        LabAccount account = LabAccount.create();
        LabCertificate certificate = ca.issue("localhost", "127.0.0.1", "::1");
        try (SmtpLab implicit = SmtpLab.start(TlsMode.IMPLICIT, certificate.serverContext(), account);
                SmtpLab upgrading = SmtpLab.start(TlsMode.STARTTLS, certificate.serverContext(), account);
                LabServer stripped = new SmtpModule().startStripped()) {
            Map<String, String> variables = new HashMap<>(Map.of(
                    "SMTPS_PORT", String.valueOf(implicit.port()),
                    "UPGRADE_PORT", String.valueOf(upgrading.port()),
                    "STRIPPED_PORT", String.valueOf(stripped.port()),
                    "CA", ca.writeTo(folder.resolve("ca.pem")).toString(),
                    "OTHER_CA",
                            LabCa.create().writeTo(folder.resolve("other.pem")).toString(),
                    "PASSWORD_FILE", write("password", account.password()),
                    "TEXT", write("hello.txt", "Grüß Gott\n"),
                    "MESSAGE", write("hello.eml", "Subject: hello\n\nhello\n"),
                    "FILE", write("Zahlen-März.csv", "1;2\n")));
            assertThat(variables).containsKeys(VARIABLES.toArray(String[]::new));
            ReadmeContainerIT.VARIABLES.forEach(name -> variables.putIfAbsent(name, ELSEWHERE));
            for (Example example : Readme.of(PAGE).examples(variables)) {
                if (!example.command().contains(ELSEWHERE)) {
                    check(example);
                }
            }
        }
    }

    @Test
    void noCommandFallsBetweenTheLabAndTheRealServers() throws IOException {
        Map<String, String> variables = new HashMap<>(Map.of("CA", "both", "TEXT", "both"));
        VARIABLES.forEach(name -> variables.putIfAbsent(name, "in-the-lab"));
        ReadmeContainerIT.VARIABLES.forEach(name -> variables.put(name, ELSEWHERE));

        assertThat(Readme.of(PAGE).examples(variables))
                .extracting(Example::command)
                .noneMatch(command -> command.contains("in-the-lab") && command.contains(ELSEWHERE));
    }

    @Test
    void everyQuoteIsTheCodeThatRuns() throws IOException {
        Readme.of(PAGE).assertQuotesAreTrue();
    }

    static void check(Example example) throws IOException {
        Console console = run(example.command());
        example.assertPrints(console.out() + console.err());
    }

    /** Runs {@code tls smtp …} or {@code tls smtp … < FILE}. */
    private static Console run(String command) throws IOException {
        assertThat(command).startsWith("tls ");
        String[] parts = command.substring("tls ".length()).split(" < ", -1);
        byte[] standardInput = parts.length == 1 ? new byte[0] : Files.readAllBytes(Path.of(parts[1]));
        return Console.run(standardInput, () -> Tls.run(parts[0].split(" ", -1)));
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
