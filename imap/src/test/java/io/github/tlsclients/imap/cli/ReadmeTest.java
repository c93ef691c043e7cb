package io.github.tlsclients.imap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.imap.LabUnderTest;
import io.github.tlsclients.imap.lab.ImapLab;
import io.github.tlsclients.lab.CertificateSpec;
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
import java.util.List;
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
                LabServer stripped = new ImapModule().startStripped();
                LabServer wanting = wantingACertificate(lab)) {
            LabCertificate client = lab.ca().issue(CertificateSpec.client("ada"));
            Map<String, String> variables = new HashMap<>();
            variables.put("IMAPS_PORT", String.valueOf(lab.port(TlsMode.IMPLICIT)));
            variables.put("UPGRADE_PORT", String.valueOf(lab.port(TlsMode.STARTTLS)));
            variables.put("STRIPPED_PORT", String.valueOf(stripped.port()));
            variables.put("WANTING_PORT", String.valueOf(wanting.port()));
            variables.put("CA", file("ca.pem", lab.ca().pem()));
            variables.put("OTHER_CA", file("other.pem", LabCa.create().pem()));
            variables.put("FOLDER", folder.resolve("mail").toString());
            variables.put("CERT", file("ada.pem", client.chainPem()));
            variables.put("KEY", file("ada.key", client.keyPem()));
            variables.put("PASSWORD_FILE", file("password", lab.account().password()));
            for (Example example : Readme.of(PAGE).examples(variables)) {
                assertThat(example.command()).startsWith("tls imap ");
                String[] arguments =
                        example.command().substring("tls imap ".length()).split(" ");
                example.assertPrints(Tool.onTerminal(arguments).replace("\r\n", "\n"));
            }
        }
    }

    private static LabServer wantingACertificate(LabUnderTest lab) throws IOException {
        return ImapLab.start(
                TlsMode.IMPLICIT,
                lab.ca().issue("localhost"),
                lab.account(),
                List.of(lab.ca().certificate()));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void everyQuoteIsTheCodeThatRuns() throws IOException {
        Readme.of(PAGE).assertQuotesAreTrue();
    }
}
