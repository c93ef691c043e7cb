package io.github.tlsclients.imap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.imap.LabUnderTest;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.readme.Readme;
import io.github.tlsclients.readme.Readme.Example;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of this module says what is true. */
final class ReadmeTest {
    private static final Path PAGE = Path.of("README.md");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void everyCommandPrintsWhatThePageSays() throws IOException {
        try (LabUnderTest lab = LabUnderTest.start();
                LabServer stripped = new ImapModule().startStripped()) {
            Map<String, String> variables = Map.of(
                    "IMAPS_PORT", String.valueOf(lab.port(TlsMode.IMPLICIT)),
                    "UPGRADE_PORT", String.valueOf(lab.port(TlsMode.STARTTLS)),
                    "STRIPPED_PORT", String.valueOf(stripped.port()),
                    "CA", lab.ca().writeTo(folder.resolve("ca.pem")).toString(),
                    "OTHER_CA",
                            LabCa.create().writeTo(folder.resolve("other.pem")).toString(),
                    "PASSWORD_FILE",
                            Files.writeString(
                                            folder.resolve("password"),
                                            lab.account().password())
                                    .toString());
            for (Example example : Readme.of(PAGE).examples(variables)) {
                assertThat(example.command()).startsWith("tls imap ");
                String[] arguments =
                        example.command().substring("tls imap ".length()).split(" ");
                example.assertPrints(Tool.onTerminal(arguments).replace("\r\n", "\n"));
            }
        }
    }

    @Test
    void everyQuoteIsTheCodeThatRuns() throws IOException {
        Readme.of(PAGE).assertQuotesAreTrue();
    }
}
