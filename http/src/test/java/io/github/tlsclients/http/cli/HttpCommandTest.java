package io.github.tlsclients.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.tlsclients.http.HostileServer;
import io.github.tlsclients.http.cli.Tool.Run;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpCommandTest {
    private final Lab lab = Lab.start();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterAll
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void getPrintsTheBodyAloneAndTheReportBesideIt(TlsMode mode) {
        Run run = Tool.run("get", lab.uri(mode, "/"), "--ca", lab.caFile());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("hello from the lab\n");
        assertThat(run.err())
                .contains("200 OK by http/1.1, 19 bytes")
                .contains("TLSv1.3")
                .contains("CN=localhost");
    }

    @Test
    void getPrintsEveryByteAsItIs() {
        String everyByte = IntStream.range(0, 256)
                .collect(StringBuilder::new, (text, value) -> text.append((char) value), StringBuilder::append)
                .toString();
        try (HostileServer server = lab.answering("HTTP/1.1 200 OK\r\nContent-Length: 256\r\n\r\n" + everyByte)) {
            Run run = Tool.run("get", "https://localhost:" + server.port() + "/", "--ca", lab.caFile());

            assertThat(run.bytes()).isEqualTo(everyByte.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void getWritesAWholeFile() throws IOException {
        Path file = folder.resolve("big");

        Run run = Tool.run("get", lab.uri(TlsMode.IMPLICIT, "/big"), "--ca", lab.caFile(), "-o", file.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(file).hasSize(16 << 20);
        assertThat(Lab.partsIn(folder)).isEmpty();
    }

    @Test
    void aRedirectIsToldAndNotFollowed() {
        Run run = Tool.run("get", lab.uri(TlsMode.IMPLICIT, "/moved"), "--ca", lab.caFile());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("it is at /\n");
        assertThat(run.err()).contains("302 Found by http/1.1").contains("not followed: /");
    }

    @Test
    void getAsJsonTellsOfTheFileAndTheSession() {
        String file = folder.resolve("page").toString();

        Run run = Tool.run("get", lab.uri(TlsMode.IMPLICIT, "/"), "--ca", lab.caFile(), "-o", file, "--json");

        JsonObject result = new Gson().fromJson(run.out(), JsonObject.class);
        assertThat(result.get("status").getAsInt()).isEqualTo(200);
        assertThat(result.get("protocol").getAsString()).isEqualTo("http/1.1");
        assertThat(result.get("bytes").getAsLong()).isEqualTo(19);
        assertThat(result.get("file").getAsString()).isEqualTo(file);
        assertThat(result.getAsJsonObject("headers").has("content-type")).isTrue();
        assertThat(result.getAsJsonObject("session").get("version").getAsString())
                .isEqualTo("TLSv1.3");
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void probePrintsTheReport(TlsMode mode) {
        Run run =
                Tool.run("probe", lab.uri(mode, "/missing"), "--ca", lab.caFile(), "--tls", "1.2", "--provider", "bc");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith(lab.uri(mode, "/missing")).contains("version   TLSv1.2");
        assertThat(run.err()).startsWith("HEAD /missing: 404");
    }

    @Test
    void probeAsJsonIsOneDocument() {
        Run run = Tool.run("probe", lab.uri(TlsMode.STARTTLS, "/"), "--ca", lab.caFile(), "--json");

        JsonObject report = new Gson().fromJson(run.out(), JsonObject.class);
        assertThat(report.get("mode").getAsString()).isEqualTo("STARTTLS");
        assertThat(report.getAsJsonArray("clearText")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void aSecondProbeResumesTheFirstOnesSession(TlsMode mode) {
        Run run = Tool.run("probe", lab.uri(mode, "/"), "--ca", lab.caFile(), "--reconnect");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).containsSubsequence("resumed   no", "resumed   yes", "\nresumed: handshake ");
        assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("HEAD /: 200"));
    }

    @Test
    void whatDoesNotResumeIsToldSoToo() {
        Run run = Tool.run(
                "probe",
                lab.uri(TlsMode.IMPLICIT, "/"),
                "--ca",
                lab.caFile(),
                "--reconnect",
                "--provider",
                "bc", // which resumes no session of TLS 1.3
                "--tls",
                "1.3");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("\nnot resumed: handshake ");
    }

    @Test
    void twoProbesAsJsonAreOneList() {
        Run run = Tool.run("probe", lab.uri(TlsMode.IMPLICIT, "/"), "--ca", lab.caFile(), "--reconnect", "--json");

        JsonArray reports = new Gson().fromJson(run.out(), JsonArray.class);
        assertThat(reports)
                .extracting(report -> report.getAsJsonObject().get("resumed").getAsBoolean())
                .containsExactly(false, true);
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void aLoginIsUsedAndNeverShown(TlsMode mode) throws IOException {
        Path right = Files.writeString(folder.resolve("right"), lab.account().password() + "\n");
        Path wrong = Files.writeString(folder.resolve("wrong"), "wr0ng-passw0rd\n");
        String private_ = lab.uri(mode, "/private");

        Run in = Tool.run("get", private_, "--ca", lab.caFile(), "--user", "ada", "--password-file", right.toString());
        Run out = Tool.run(
                "get", private_, "--ca", lab.caFile(), "--user", "ada", "--password-file", wrong.toString(), "-v");

        assertThat(in.out()).isEqualTo("for you alone\n");
        assertThat(in.err()).doesNotContain(lab.account().password());
        out.assertFails(7, "401", "--user NAME");
        assertThat(out.out() + out.err()).doesNotContain("wr0ng-passw0rd").doesNotContain("Basic ");
    }

    @Test
    void headersAreSentAsGivenOrReadFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("headers"), "Authorization: Bearer t0ken\n\nX-Two: 2\n");
        List<String> heads = new CopyOnWriteArrayList<>();
        try (HostileServer server = HostileServer.start(client -> {
            heads.add(client.startTls(lab.certificate()).hear());
            client.say("HTTP/1.1 204 No Content\r\n\r\n").awaitTheClientsEnd();
        })) {
            Run run = Tool.run(
                    "get",
                    "https://localhost:" + server.port() + "/",
                    "--ca",
                    lab.caFile(),
                    "-H",
                    "X-One: 1",
                    "--header-file",
                    file.toString());

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(heads.get(0))
                    .contains("\r\nX-One: 1\r\n")
                    .contains("\r\nAuthorization: Bearer t0ken\r\n")
                    .contains("\r\nX-Two: 2\r\n")
                    .contains("\r\nHost: localhost:" + server.port() + "\r\n");
        }
    }

    @Test
    void theDemoDoesWhatItShould() {
        Run run = Tool.run("demo");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("GET / by h2")
                .contains("C: OPTIONS * HTTP/1.1")
                .doesNotContain("NOT ");
    }

    @Test
    void theLabSaysHowToTryIt() {
        List<String> commands = new HttpModule().tryOut(Map.of(TlsMode.IMPLICIT, 1001, TlsMode.STARTTLS, 1002));

        assertThat(commands)
                .anySatisfy(line -> assertThat(line).contains("curl").contains("https://localhost:1001"))
                .anySatisfy(line -> assertThat(line).contains("tls http get http+starttls://localhost:1002"));
        for (TlsMode mode : TlsMode.values()) {
            String uri = Endpoint.of(Protocol.HTTP, mode, "localhost", 1003).uri();
            assertThat(new HttpModule().visitCommand(uri, "--ca $CA")).endsWith("localhost:1003/");
        }
    }
}
