package io.github.tlsclients.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.tlsclients.http.HostileServer;
import io.github.tlsclients.http.cli.Tool.Run;
import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpCommandFailuresTest {
    private final Lab lab = Lab.start();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void whatIsNotThereIsNotWritten() {
        Path file = folder.resolve("missing");

        Run run = Tool.run("get", lab.uri(TlsMode.STARTTLS, "/missing"), "--ca", lab.caFile(), "-o", file.toString());

        run.assertFails(7, "the server answers 404 Not Found to /missing", "check the path of the URI");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFolderThatIsNotThereIsALocalFault() {
        String file = folder.resolve("nowhere").resolve("file").toString();

        Run run = Tool.run("get", lab.uri(TlsMode.IMPLICIT, "/"), "--ca", lab.caFile(), "-o", file);

        run.assertFails(2, file + " cannot be written", "check that its folder is there");
    }

    @Test
    void aTruncatedAnswerLeavesTheOldFileAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("old"), "as it was");
        try (HostileServer server = lab.answering("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf of it")) {
            Run run = Tool.run(
                    "get", "https://localhost:" + server.port() + "/", "--ca", lab.caFile(), "-o", file.toString());

            assertThat(run.exitCode()).isEqualTo(9);
            assertThat(run.err()).startsWith("http: error: the answer broke off after 10 bytes");
        }
        assertThat(file).hasContent("as it was");
        assertThat(Lab.partsIn(folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic c2VjcmV0",
                "cookie: session=c2VjcmV0",
                "Host: c2VjcmV0.test",
                "Transfer-Encoding: c2VjcmV0",
                "c2VjcmV0",
                "X: c2VjcmV0\u0007"
            })
    void someHeadersAreRefused(String header) {
        Run run = Tool.run("get", lab.uri(TlsMode.IMPLICIT, "/"), "--ca", lab.caFile(), "-H", header);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("http: error: ").contains("http: hint: ").doesNotContain("c2VjcmV0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get",
                "get http://localhost/",
                "get smtps://localhost/",
                "get https://localhost/ --no-such-option",
                "get https://localhost/ --json",
                "get https://localhost/ --proxy localhost:3128",
                "get http+starttls://localhost/ --proxy http://localhost:3128",
                "get https://localhost/ --user ada",
                "fetch https://localhost/"
            })
    void aWrongCommandIsTold(String line) {
        Run run = Tool.run(line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("http: error: ").contains("\nhttp: hint: ");
    }

    @Test
    void failuresHaveTheExitCodesOfTheContract() throws IOException {
        String https = lab.uri(TlsMode.IMPLICIT, "/");
        String other = LabCa.create().writeTo(folder.resolve("other.pem")).toString();

        Tool.run("get", https, "--ca", other).assertFails(4, "is not trusted", "--ca FILE");
        Tool.run("get", https, "--ca", lab.caFile(), "--server-name", "www.lab.test")
                .assertFails(
                        4, "the certificate is for localhost; you asked for www.lab.test", "--server-name localhost");
        try (LabServer stripped = HttpLab.startStripped()) {
            Tool.run("get", "http+starttls://localhost:" + stripped.port(), "--ca", lab.caFile())
                    .assertFails(5, "the server does not upgrade to TLS (RFC 2817): HTTP/1.1 200 OK", "stripping");
        }
    }

    @Test
    void aFailureAsJsonNamesItsCause() throws IOException {
        String other = LabCa.create().writeTo(folder.resolve("another.pem")).toString();

        Run run = Tool.run("probe", lab.uri(TlsMode.STARTTLS, "/"), "--ca", other, "--json");

        JsonObject failure = new Gson().fromJson(run.out(), JsonObject.class);
        assertThat(failure.get("failure").getAsString()).isEqualTo("NOT_TRUSTED");
        assertThat(failure.getAsJsonArray("chain")).hasSize(2);
    }
}
