package io.github.tlsclients.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.tlsclients.http.cli.Tool.Run;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tls http get} of several URIs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownloadsTest {
    private final Lab lab = Lab.start();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    private Path folder = Path.of("");

    @BeforeEach
    void emptyFolder() throws IOException {
        folder = Files.createTempDirectory(temporary, "downloads");
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void printsThemInTheOrderGivenAndOneReportForTheirConnection(TlsMode mode) {
        Run run =
                Tool.run("get", lab.uri(mode, "/"), lab.uri(mode, "/moved"), lab.uri(mode, "/"), "--ca", lab.caFile());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("hello from the lab\nit is at /\nhello from the lab\n");
        assertThat(run.err())
                .containsSubsequence(
                        lab.uri(mode, "/") + ": 200", lab.uri(mode, "/moved") + ": 302", ", not followed: /")
                .containsOnlyOnce("  version ");
    }

    @Test
    void serversHaveAConnectionEach() {
        Run run = Tool.run(
                "get", lab.uri(TlsMode.IMPLICIT, "/"), lab.uri(TlsMode.STARTTLS, "/moved"), "--ca", lab.caFile());

        assertThat(run.out()).as(run.err()).isEqualTo("hello from the lab\nit is at /\n");
        assertThat(run.err()).containsSubsequence("TLS from the first byte", "upgrade, mandatory");
    }

    @Test
    void eachGoesToAFileByItsNameAndOneThatExistsIsReplaced() throws IOException {
        Files.writeString(folder.resolve("moved"), "something older");

        Run run = Tool.run(
                "get",
                lab.uri(TlsMode.IMPLICIT, "/moved?x=/y"),
                lab.uri(TlsMode.IMPLICIT, "/big"),
                "--ca",
                lab.caFile(),
                "--output-dir",
                folder.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(folder.resolve("moved")).hasContent("it is at /");
        assertThat(folder.resolve("big")).hasSize(16 << 20);
        assertThat(Lab.partsIn(folder)).isEmpty();
    }

    /** The server answers none of the eight before all are asked: no client that waits for one gets any. */
    @Test
    void filesOfOneServerComeAtTheSameTimeOverOneConnection() throws IOException {
        CountDownLatch asked = new CountDownLatch(8);
        Set<Integer> connections = ConcurrentHashMap.newKeySet();
        try (MockWebServer server = answering(Protocol.HTTP_2, request -> {
            connections.add(request.getConnectionIndex());
            if (!request.getTarget().equals("/first")) {
                asked.countDown();
                return asked.await(20, TimeUnit.SECONDS);
            }
            return true;
        })) {
            Run run = get(
                    server,
                    Stream.concat(Stream.of("first"), IntStream.range(0, 8).mapToObj(i -> "file" + i)));

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(connections).hasSize(1);
            assertThat(folder).isDirectoryContaining(file -> file.endsWith("file7"));
            assertThat(run.err()).containsOnlyOnce("  alpn      h2");
        }
    }

    /** As what was asked behind a server's GOAWAY is (RFC 9113 section 6.8), which nginx says after 1,000 requests. */
    @Test
    void whatTheServerHasNotLookedAtIsAskedAgain() throws IOException {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        try (MockWebServer server = answering(
                Protocol.HTTP_2,
                request -> true,
                request -> request.getTarget().endsWith("5") && refused.add(request.getTarget())
                        ? Optional.of(new SocketEffect.CloseStream(7)) // REFUSED_STREAM
                        : Optional.empty())) {
            Run run = get(server, IntStream.range(0, 50).mapToObj(i -> "file" + i));

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(refused).hasSize(5);
            for (int i = 0; i < 50; i++) {
                assertThat(folder.resolve("file" + i)).hasContent("/file" + i);
            }
        }
    }

    @Test
    void eachThatFailsAmongManyIsToldInTheOrderGivenAndLeavesNoFile() throws IOException {
        Files.writeString(folder.resolve("file2"), "mine");
        try (MockWebServer server =
                answering(Protocol.HTTP_2, request -> !request.getTarget().matches("/file[27]"))) {
            Run run = get(server, IntStream.range(0, 10).mapToObj(i -> "file" + i));

            assertThat(run.exitCode()).isEqualTo(7);
            assertThat(run.err()
                            .lines()
                            .filter(line -> line.contains("/file"))
                            .map(line -> line.replaceAll(".*/file(.).*", "$1")))
                    .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0");
            assertThat(folder.resolve("file2")).hasContent("mine");
            assertThat(folder.resolve("file7")).doesNotExist();
            assertThat(Lab.partsIn(folder)).isEmpty();
        }
    }

    @Test
    void filesComeOneAfterTheOtherWhereTheServerHasNoHttpTwo() throws IOException {
        Set<Integer> connections = ConcurrentHashMap.newKeySet();
        try (MockWebServer server =
                answering(Protocol.HTTP_1_1, request -> connections.add(request.getConnectionIndex()) || true)) {
            Run run = get(server, Stream.of("a", "b", "c", "d"));

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(connections).hasSize(1);
            assertThat(folder.resolve("d")).hasContent("/d");
        }
    }

    @Test
    void oneThatFailsHoldsUpNoneOfTheOthersAndTheFirstFailureIsTheExitCode() {
        Run run = Tool.run(
                "get",
                lab.uri(TlsMode.IMPLICIT, "/missing"),
                "https://localhost:1/refused",
                lab.uri(TlsMode.IMPLICIT, "/moved"),
                "--ca",
                lab.caFile(),
                "--output-dir",
                folder.toString());

        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(folder.resolve("moved")).exists();
        assertThat(folder.resolve("missing")).doesNotExist();
        assertThat(run.err())
                .contains("http: error: " + lab.uri(TlsMode.IMPLICIT, "/missing") + ": the server answers 404")
                .contains("http: error: https://localhost:1/refused: ")
                .contains("http: hint: check the path");
    }

    @Test
    void asJsonTheyAreOneDocumentInTheOrderGiven() {
        Run run = Tool.run(
                "get",
                lab.uri(TlsMode.IMPLICIT, "/missing"),
                lab.uri(TlsMode.IMPLICIT, "/moved"),
                "--ca",
                lab.caFile(),
                "--output-dir",
                folder.toString(),
                "--json");

        JsonObject result = new Gson().fromJson(run.out(), JsonObject.class);
        JsonArray answers = result.getAsJsonArray("answers");
        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(answers.get(0).getAsJsonObject().get("failure").getAsString())
                .isEqualTo("NOT_FOUND");
        assertThat(answers.get(1).getAsJsonObject().get("file").getAsString())
                .isEqualTo(folder.resolve("moved").toString());
        assertThat(result.getAsJsonArray("sessions")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/folder/", "/folder/..", "/.", "/?query"})
    void whatHasNoFileNameIsRefusedBeforeAnythingIsAsked(String path) {
        Run run = Tool.run("get", "https://localhost:1" + path, "--output-dir", folder.toString());

        run.assertFails(2, "has no file name at its end", "-o FILE");
    }

    @ParameterizedTest
    @CsvSource({
        "--output-dir, would be the same file, -o FILE",
        "-o,           -o names one file,      --output-dir DIR",
    })
    void twoAreNotWrittenToOneFile(String option, String error, String hint) {
        Run run = Tool.run("get", "https://localhost:1/a/page", "https://localhost:1/b/page?x", option, "here");

        run.assertFails(2, error, hint);
    }

    private Run get(MockWebServer server, Stream<String> names) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("get", "--ca", folder.resolve("ca.pem").toString()));
        names.forEach(name -> arguments.add("https://localhost:" + server.getPort() + "/" + name));
        arguments.addAll(List.of("--output-dir", folder.toString()));
        return Tool.run(arguments.toArray(String[]::new));
    }

    private interface Readiness {
        boolean await(RecordedRequest request) throws InterruptedException;
    }

    /** A server that answers with the path, once it is ready to. */
    private MockWebServer answering(Protocol protocol, Readiness readiness) throws IOException {
        return answering(protocol, readiness, request -> Optional.empty());
    }

    private MockWebServer answering(
            Protocol protocol, Readiness readiness, Function<RecordedRequest, Optional<SocketEffect>> effect)
            throws IOException {
        LabCa ca = LabCa.create();
        LabCertificate certificate = ca.issue("localhost");
        ca.writeTo(folder.resolve("ca.pem"));
        MockWebServer server = new MockWebServer();
        server.useHttps(certificate.serverContext().getSocketFactory());
        server.setProtocols(
                protocol == Protocol.HTTP_2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1));
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                MockResponse.Builder answer = readiness.await(request)
                        ? new MockResponse.Builder().body(request.getTarget())
                        : new MockResponse.Builder().code(503);
                effect.apply(request).ifPresent(answer::onResponseStart);
                return answer.build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }
}
