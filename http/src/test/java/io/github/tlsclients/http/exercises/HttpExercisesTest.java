package io.github.tlsclients.http.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.FaultTrial;
import io.github.tlsclients.http.HttpAnswer;
import io.github.tlsclients.http.HttpSession;
import io.github.tlsclients.http.cli.HttpModule;
import io.github.tlsclients.http.cli.Tool;
import io.github.tlsclients.http.lab.HttpFault;
import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers to the exercises of the page. */
class HttpExercisesTest {
    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();

    @Test
    void aRedirectOutOfTlsIsRefused() throws IOException {
        FaultTrial trial = played(HttpFault.REDIRECTED_TO_CLEAR, TlsMode.IMPLICIT);

        assertThat(exitCode(trial)).isEqualTo(5);
        assertThat(trial.toldInClear()).isFalse();
    }

    @Test
    void aBodyThatBreaksOffIsAnError() throws IOException {
        assertThat(exitCode(played(HttpFault.CLOSE_DELIMITED_CUT, TlsMode.IMPLICIT)))
                .isEqualTo(9);
    }

    @Test
    void neitherPathNorLoginPassInClear() throws IOException {
        try (LabServer server = HttpLab.start(TlsMode.STARTTLS, ca.issue("localhost"), account);
                HttpSession session = HttpSession.open(
                        Endpoint.parse("http+starttls://localhost:" + server.port() + "/private"),
                        TlsContext.of(trusted().build()))) {
            session.login(account.user(), account.password().toCharArray());
            try (HttpAnswer answer = session.get().orRefusal()) {
                assertThat(answer.status()).isEqualTo(200);
            }

            assertThat(session.report().clearText())
                    .contains("C: OPTIONS * HTTP/1.1")
                    .noneMatch(line -> line.contains("private") || line.contains("Authorization"));
        }
    }

    @Test
    void httpTwoNeedsNoNewerTls() throws IOException {
        TlsConfig config = trusted().versions(TlsVersion.TLS_1_2).build();
        try (LabServer server = HttpLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account);
                HttpSession session = HttpSession.open(
                        Endpoint.parse("https://localhost:" + server.port() + "/"), TlsContext.of(config));
                HttpAnswer answer = session.get().orRefusal()) {
            assertThat(session.report().version()).isEqualTo("TLSv1.2");
            assertThat(answer.protocol()).isEqualTo("h2");
        }
    }

    @Test
    void aFileIsReplacedByAWholePageAlone(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(folder.resolve("page"), "from yesterday");
        Path root = ca.writeTo(folder.resolve("ca.pem"));
        try (LabServer server = HttpLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account)) {
            Tool.Run run = Tool.run(
                    "get",
                    "https://localhost:" + server.port() + "/missing",
                    "--ca",
                    root.toString(),
                    "-o",
                    page.toString());

            assertThat(run.exitCode()).isEqualTo(7);
            assertThat(page).hasContent("from yesterday");
        }
    }

    private TlsConfig.Builder trusted() {
        return TlsConfig.builder().trust(Trust.certificates(ca.certificate()));
    }

    /** What a fault of the lab comes to. */
    private static FaultTrial played(Fault fault, TlsMode mode) throws IOException {
        try (LabPki pki = LabPki.create()) {
            return FaultTrial.of(new HttpModule(), fault, mode, TlsProvider.JDK, pki, line -> {});
        }
    }

    private static int exitCode(FaultTrial trial) {
        return trial.refusal().map(refusal -> refusal.failure().exitCode()).orElse(0);
    }
}
