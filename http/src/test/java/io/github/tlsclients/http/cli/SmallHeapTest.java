package io.github.tlsclients.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.ToolProcess;
import io.github.tlsclients.cli.ToolRun;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is larger than the heap goes through it. */
class SmallHeapTest {
    private static final int FILES = 16;
    private static final long FILE_SIZE = ToolProcess.TOO_LARGE / 8;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        LabCa ca = LabCa.create();
        ca.writeTo(folder.resolve("ca.pem"));
        server.useHttps(ca.issue("localhost").serverContext().getSocketFactory());
        server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .body(zeros(request.getTarget().equals("/one") ? ToolProcess.TOO_LARGE : FILE_SIZE))
                        .build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aLargeOne() throws Exception {
        Path file = folder.resolve("one");

        ToolRun run = get(uri("one"), "-o", file.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(file).hasSize(ToolProcess.TOO_LARGE);
    }

    @Test
    void manyAtOnce() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--output-dir", folder.toString()));
        for (int i = 0; i < FILES; i++) {
            arguments.add(uri("file" + i));
        }

        ToolRun run = get(arguments.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("  alpn      h2");
        for (int i = 0; i < FILES; i++) {
            assertThat(folder.resolve("file" + i)).hasSize(FILE_SIZE);
        }
    }

    /** One that does not fit leaves nothing, what was there before stays, and the others come. */
    @Test
    void whatDoesNotFitOnTheDiskLeavesNoPart() throws Exception {
        Files.writeString(folder.resolve("one"), "mine");

        ToolRun run = ToolProcess.withFullDisk(arguments(uri("small"), uri("one"), "--output-dir", folder.toString()));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(TlsFailure.LOCAL_FILE.exitCode());
        assertThat(run.err())
                .contains("http: error: " + uri("one") + ": " + folder.resolve("one") + " cannot be written");
        assertThat(folder.resolve("one")).hasContent("mine");
        assertThat(folder.resolve("small")).hasSize(FILE_SIZE);
        assertThat(Lab.partsIn(folder)).isEmpty();
    }

    private ToolRun get(String... arguments) throws IOException, InterruptedException {
        return ToolProcess.withSmallHeap(arguments(arguments));
    }

    private String[] arguments(String... more) {
        List<String> all = new ArrayList<>(
                List.of("http", "get", "--ca", folder.resolve("ca.pem").toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String uri(String name) {
        return "https://localhost:" + server.getPort() + "/" + name;
    }

    /** All in one piece of memory. */
    private static Buffer zeros(long size) {
        Buffer piece = new Buffer().write(new byte[8192]);
        Buffer all = new Buffer();
        while (all.size() < size) {
            piece.copyTo(all, 0, piece.size());
        }
        return all;
    }
}
