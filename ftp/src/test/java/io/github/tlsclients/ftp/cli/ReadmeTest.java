package io.github.tlsclients.ftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.ftp.HostileFtp;
import io.github.tlsclients.ftp.cli.Tool.Run;
import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.readme.Readme;
import io.github.tlsclients.readme.Readme.Example;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of this module says what is true. */
class ReadmeTest {
    private static final Path PAGE = Path.of("README.md");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void everyCommandPrintsWhatThePageSays() throws IOException {
        LabCa ca = LabCa.create();
        LabCertificate certificate = ca.issue("localhost");
        LabAccount account = LabAccount.create();
        Files.writeString(folder.resolve("letter.txt"), "dear server\n");
        Files.createDirectories(folder.resolve("photos/2026"));
        for (String name : new String[] {"one.jpg", "2026/two.jpg", "2026/three.jpg"}) {
            Files.writeString(folder.resolve("photos").resolve(name), "a picture.\n");
        }
        try (LabServer lab = FtpLab.start(TlsMode.IMPLICIT, certificate, account);
                LabServer truncating = truncating(certificate)) {
            Map<String, String> variables = Map.of(
                    "FTPS_PORT", String.valueOf(lab.port()),
                    "TRUNCATING_PORT", String.valueOf(truncating.port()),
                    "CA", ca.writeTo(folder.resolve("ca.pem")).toString(),
                    "OTHER_CA",
                            LabCa.create().writeTo(folder.resolve("other.pem")).toString(),
                    "PASSWORD_FILE",
                            Files.writeString(folder.resolve("password"), account.password())
                                    .toString(),
                    "FOLDER", folder.toString());
            for (Example example : Readme.of(PAGE).examples(variables)) {
                assertThat(example.command()).startsWith("tls ftp ");
                Run run = Tool.run(
                        example.command().substring("tls ftp ".length()).split(" "));
                example.assertPrints(run.out() + run.err());
            }
        }
    }

    @Test
    void everyQuoteIsTheCodeThatRuns() throws IOException {
        Readme.of(PAGE).assertQuotesAreTrue();
    }

    private static LabServer truncating(LabCertificate certificate) throws IOException {
        return HostileFtp.start(certificate, (tcp, own) -> {
            HostileFtp.resumed(tcp, own).getOutputStream().write("dear".getBytes(StandardCharsets.UTF_8));
            tcp.shutdownOutput();
        });
    }
}
