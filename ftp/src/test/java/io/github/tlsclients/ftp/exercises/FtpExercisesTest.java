package io.github.tlsclients.ftp.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.FaultTrial;
import io.github.tlsclients.ftp.DataMode;
import io.github.tlsclients.ftp.FtpSession;
import io.github.tlsclients.ftp.HostileFtp;
import io.github.tlsclients.ftp.cli.FtpModule;
import io.github.tlsclients.ftp.cli.Tool;
import io.github.tlsclients.ftp.lab.FtpFault;
import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.session.SessionReport.DataChannel;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers to the exercises of the page. */
class FtpExercisesTest {
    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();

    @Test
    void anAddressFromAReplyIsNotBelieved() throws IOException {
        FaultTrial trial = played(FtpFault.PASV_REDIRECTED, TlsMode.IMPLICIT);

        assertThat(trial.journal()).anyMatch(line -> line.contains("227 over there (192,168,0,1,"));
        assertThat(exitCode(trial)).isZero(); // it went to the port of the server that it knows, and did its work
    }

    @Test
    void aDownloadThatIsResetIsNotWhole() throws IOException {
        FaultTrial trial = played(FtpFault.DOWNLOAD_RESET, TlsMode.IMPLICIT);

        assertThat(trial.journal()).anyMatch(line -> line.contains("226 done"));
        assertThat(exitCode(trial)).isEqualTo(9);
    }

    @Test
    void withoutProtectionNothingIsTransferred() throws IOException {
        FaultTrial trial = played(FtpFault.PROT_REFUSED, TlsMode.STARTTLS);

        assertThat(exitCode(trial)).isEqualTo(8);
        assertThat(trial.journal()).noneMatch(line -> line.contains("USER") || line.contains("STOR"));
    }

    @Test
    void activeConnectionsResumeAsWell() throws IOException {
        try (LabServer server = FtpLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account);
                FtpSession session = FtpSession.connect(
                        Endpoint.parse("ftps://localhost:" + server.port() + "/"),
                        TlsContext.of(TlsConfig.builder()
                                .trust(Trust.certificates(ca.certificate()))
                                .build()),
                        DataMode.ACTIVE)) {
            session.login(account.user(), account.password().toCharArray());
            session.list("");

            // the server opens the connection; the client, as the client of TLS, speaks first on it
            assertThat(session.report().dataChannels())
                    .singleElement()
                    .returns("MLSD", DataChannel::command)
                    .returns(true, DataChannel::resumed);
        }
    }

    @Test
    void aFileIsReplacedByAWholeOneAlone(@TempDir Path folder) throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "from yesterday");
        try (LabServer server = HostileFtp.start(ca.issue("localhost"), (tcp, own) -> {
            HostileFtp.resumed(tcp, own).getOutputStream().write("dear".getBytes(StandardCharsets.UTF_8));
            tcp.shutdownOutput(); // and no close_notify
        })) {
            Tool.Run run = Tool.run(
                    "get",
                    "ftps://localhost:" + server.port() + "/letter.txt",
                    "--ca",
                    ca.writeTo(folder.resolve("ca.pem")).toString(),
                    "-o",
                    letter.toString());

            assertThat(run.exitCode()).as(run.err()).isEqualTo(9);
            assertThat(letter).hasContent("from yesterday");
        }
    }

    /** What a fault of the lab comes to. */
    private static FaultTrial played(Fault fault, TlsMode mode) throws IOException {
        try (LabPki pki = LabPki.create()) {
            return FaultTrial.of(new FtpModule(), fault, mode, TlsProvider.JDK, pki, line -> {});
        }
    }

    private static int exitCode(FaultTrial trial) {
        return trial.refusal().map(refusal -> refusal.failure().exitCode()).orElse(0);
    }
}
