package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.ToolProcess;
import io.github.tlsclients.cli.ToolRun;
import io.github.tlsclients.lab.LabCa;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** What is larger than the heap goes through it. The lab keeps its messages, so this server counts them alone. */
class SmallHeapTest {
    private static final long SIZE = ToolProcess.TOO_LARGE;

    private final AtomicLong received = new AtomicLong();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SMTPServer server;

    @BeforeEach
    void start() throws IOException {
        LabCa ca = LabCa.create();
        ca.writeTo(folder.resolve("ca.pem"));
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .insertReceivedHeaders(false)
                .serverSocketFactory(() -> ca.issue("localhost")
                        .serverContext()
                        .getServerSocketFactory()
                        .createServerSocket())
                .messageHandlerFactory(context -> new Counting())
                .build();
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aLargeAttachment() throws Exception {
        Path file = folder.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(SIZE);
        }

        ToolRun run = send("--attach", file.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(received.get()).isGreaterThan(SIZE * 4 / 3);
    }

    @Test
    void aLargeMessageThatIsWrittenAlready() throws Exception {
        Path file = folder.resolve("large.eml");
        byte[] lines = ("x".repeat(70) + "\r\n").repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("Subject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (long written = 0; written < SIZE; written += lines.length) {
                out.write(lines);
            }
        }

        ToolRun run = send("--message", file.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(received.get()).isEqualTo(Files.size(file));
    }

    private ToolRun send(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("smtp", "send", "smtps://localhost:" + server.getPortAllocated()));
        all.addAll(List.of("--from", "ada@lab.test", "--to", "ada@lab.test"));
        all.addAll(List.of("--ca", folder.resolve("ca.pem").toString()));
        all.addAll(List.of(arguments));
        return ToolProcess.withSmallHeap(all.toArray(String[]::new));
    }

    private final class Counting implements MessageHandler {
        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) {}

        @Override
        public String data(InputStream data) throws IOException {
            received.set(data.transferTo(OutputStream.nullOutputStream()));
            return "2.0.0 Ok";
        }

        @Override
        public void done() {}
    }
}
