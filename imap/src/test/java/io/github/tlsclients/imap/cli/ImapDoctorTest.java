package io.github.tlsclients.imap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.ToolRun;
import io.github.tlsclients.doctor.DoctorContract;
import io.github.tlsclients.imap.lab.ImapLab;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.Flaw;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.readme.Readme;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor at the servers of this module, and her page, which is executed with them. */
final class ImapDoctorTest extends DoctorContract {
    ImapDoctorTest() {
        super(new ImapModule());
    }

    @Test
    void thePageShowsWhatSheSays(@TempDir Path folder) throws IOException {
        CertificateSpec spec =
                CertificateSpec.server("localhost").issuerAt(URI.create("http://pki.lab.test/intermediate.der"));
        LabCertificate incomplete = pki.issue(Flaw.MISSING_INTERMEDIATE, spec);
        LabAccount account = LabAccount.create();
        try (LabServer server = ImapLab.start(TlsMode.IMPLICIT, incomplete, account);
                LabServer stripped = new ImapModule().startStripped()) {
            Map<String, String> variables = Map.of(
                    "IMAPS_PORT", String.valueOf(server.port()),
                    "STRIPPED_PORT", String.valueOf(stripped.port()),
                    "CA",
                            Files.writeString(folder.resolve("ca.pem"), pki.rootPem())
                                    .toString());
            for (Readme.Example example :
                    Readme.of(Path.of("../common/README.md")).examples("tls doctor ", variables)) {
                ToolRun run =
                        ToolRun.of(example.command().substring("tls ".length()).split(" "));
                example.assertPrints(run.out() + run.err());
                assertThat(run.exitCode()).as(example.command()).isEqualTo(4);
            }
        }
    }
}
