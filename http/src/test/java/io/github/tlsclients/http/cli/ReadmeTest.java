package io.github.tlsclients.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.http.cli.Tool.Run;
import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.readme.Readme;
import io.github.tlsclients.readme.Readme.Example;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    /** What the page says in examples with the lab. */
    static final Set<String> VARIABLES =
            Set.of("HTTPS_PORT", "UPGRADE_PORT", "STRIPPED_PORT", "OTHER_CA", "CA", "PASSWORD_FILE", "FOLDER");

    /** Stands for what another test fills in. */
    static final String ELSEWHERE = "filled-in-elsewhere";

    private final Readme page = readme();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void everyCommandPrintsWhatThePageSays() throws IOException {
        LabCa ca = LabCa.create();
        LabCertificate certificate = ca.issue("localhost", "127.0.0.1");
        LabAccount account = LabAccount.create();
        try (LabServer https = HttpLab.start(TlsMode.IMPLICIT, certificate, account);
                LabServer upgrading = HttpLab.start(TlsMode.STARTTLS, certificate, account);
                LabServer stripped = HttpLab.startStripped()) {
            Map<String, String> variables = new HashMap<>(Map.of(
                    "HTTPS_PORT", String.valueOf(https.port()),
                    "UPGRADE_PORT", String.valueOf(upgrading.port()),
                    "STRIPPED_PORT", String.valueOf(stripped.port()),
                    "OTHER_CA",
                            LabCa.create().writeTo(folder.resolve("other.pem")).toString(),
                    "CA", ca.writeTo(folder.resolve("ca.pem")).toString(),
                    "PASSWORD_FILE",
                            Files.writeString(folder.resolve("password"), account.password())
                                    .toString(),
                    "FOLDER", folder.toString()));
            assertThat(variables).containsOnlyKeys(VARIABLES);
            ReadmeContainerIT.VARIABLES.forEach(name -> variables.put(name, ELSEWHERE));
            for (Example example : page.examples(variables)) {
                assertThat(example.command()).startsWith("tls http ");
                if (!example.command().contains(ELSEWHERE)) {
                    Run run = Tool.run(
                            example.command().substring("tls http ".length()).split(" "));
                    example.assertPrints(run.out() + run.err());
                }
            }
        }
    }

    @Test
    void noCommandFallsBetweenTheLabAndTheRealServers() {
        Map<String, String> variables = new HashMap<>(Map.of("CA", "both", "TEXT", "both"));
        VARIABLES.forEach(name -> variables.putIfAbsent(name, "in-the-lab"));
        ReadmeContainerIT.VARIABLES.forEach(name -> variables.put(name, ELSEWHERE));

        assertThat(page.examples(variables))
                .extracting(Example::command)
                .noneMatch(command -> command.contains("in-the-lab") && command.contains(ELSEWHERE));
    }

    @Test
    void everyQuoteIsTheCodeThatRuns() throws IOException {
        page.assertQuotesAreTrue();
    }

    private static Readme readme() {
        try {
            return Readme.of(Path.of("README.md"));
        } catch (IOException e) {
            throw new IllegalStateException("the module has a page", e);
        }
    }
}
