package io.github.tlsclients.ftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.ftp.cli.Tool.Run;
import io.github.tlsclients.ftp.lab.FtpFault;
import io.github.tlsclients.ftp.lab.HostileFtp;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left on the disk by a download that went wrong: what was there before. */
class HostileDownloadTest {
    private final LabPki pki = LabPki.create();
    private final LabAccount account = LabAccount.create();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"DOWNLOAD_.*", "DATA_.*", "EPSV_.*", "PASV_GARBLED", "PROT_.*", "CONTINUED_IN_CLEAR", "GOES_AWAY"})
    void aFileIsReplacedByTheWholeOrNotAtAll(FtpFault fault) throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), "what was there");

        for (String name : new String[] {"kept", "new"}) {
            Run run = play(fault, "get", "hello.txt", "-o", folder.resolve(name).toString());

            assertThat(run.exitCode())
                    .as(run.err())
                    .isEqualTo(fault.failure(Protocol.FTP, TlsMode.IMPLICIT)
                            .orElseThrow()
                            .exitCode());
        }
        assertThat(kept).hasContent("what was there");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("kept", "ca.pem", "password");
        }
    }

    @Test
    void namesThatLeadOutOfTheFolderAreNotShown() throws IOException {
        Run run = play(FtpFault.LISTING_LEADS_ELSEWHERE, "ls", "");

        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("holds what is no name of a file: ../../etc/passwd");
    }

    @Test
    void aRedirectedDataConnectionGoesToTheServerAllTheSame() throws IOException {
        Run run = play(FtpFault.PASV_REDIRECTED, "get", "hello.txt");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("dear reader\r\n");
    }

    @Test
    void aCommandInTheUriGoesNowhere() throws IOException {
        Stage stage = stage(FtpFault.PASV_REDIRECTED);
        try (HostileServer server = HostileServer.start(stage, new HostileFtp())) {
            for (String path : new String[] {"x%0d%0aDELE%20y", "x%0aDELE%20y", "x%00", "%0d"}) {
                Run run = run(server, "30s", "get", path);

                assertThat(run.exitCode()).as(path).isEqualTo(2);
                assertThat(run.err()).contains("error:").contains("hint:");
            }
            assertThat(server.journal()).isEmpty();
        }
    }

    private Run play(FtpFault fault, String verb, String path, String... more) throws IOException {
        try (HostileServer server = HostileServer.start(stage(fault), new HostileFtp())) {
            boolean waits = fault.failure(Protocol.FTP, TlsMode.IMPLICIT).equals(Optional.of(TlsFailure.TIMEOUT));
            return run(server, waits ? "1s" : "30s", verb, path, more);
        }
    }

    private Run run(HostileServer server, String timeout, String verb, String path, String... more) throws IOException {
        String ca = Files.writeString(folder.resolve("ca.pem"), pki.rootPem()).toString();
        String password = Files.writeString(folder.resolve("password"), account.password())
                .toString();
        String uri = "ftps://localhost:" + server.port() + "/" + path;
        Stream<String> login = Stream.of("--user", account.user(), "--password-file", password);
        return Tool.run(Stream.of(Stream.of(verb, uri, "--ca", ca, "--timeout", timeout), login, Stream.of(more))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    private Stage stage(FtpFault fault) {
        return new Stage(Protocol.FTP, TlsMode.IMPLICIT, fault, pki, account);
    }
}
