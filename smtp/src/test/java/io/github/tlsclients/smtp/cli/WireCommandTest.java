package io.github.tlsclients.smtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.github.tlsclients.cli.ToolRun;
import io.github.tlsclients.containers.PortRange;
import io.github.tlsclients.lab.ClosedPort;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tls wire} stands between a client and a server, and tells what it sees. */
class WireCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSessionPassesAndIsTold() throws Exception {
        Path report = folder.resolve("view.json");
        LabAccount account = LabAccount.create();
        int port = PortRange.free(1).port(0); // not one of those that a connection may happen to come from
        try (LabPki pki = LabPki.create();
                LabServer server = new SmtpModule().startServer(TlsMode.STARTTLS, pki.server(), account)) {
            TlsContext trusting = TlsContext.of(TlsConfig.builder()
                    .trust(Trust.certificates(pki.root().certificate()))
                    .build());
            CompletableFuture<Void> visit =
                    CompletableFuture.runAsync(() -> visitAsSoonAsItListens(port, trusting, account));

            ToolRun run = ToolRun.of(
                    "wire",
                    "--listen",
                    String.valueOf(port),
                    "--to",
                    "127.0.0.1:" + server.port(),
                    "--once",
                    "--report",
                    report.toString());

            visit.get(30, TimeUnit.SECONDS);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("C: STARTTLS", "TLS begins here", "in clear: ClientHello for localhost", "what TLS kept")
                    .doesNotContain(account.password());
            JsonArray views = JsonParser.parseString(Files.readString(report)).getAsJsonArray();
            assertThat(views).hasSize(1);
        }
    }

    @Test
    void aServerThatIsNotThereIsAnError() throws Exception {
        int port = PortRange.free(1).port(0);
        try (ClosedPort nobody = new ClosedPort()) {
            CompletableFuture<Void> client = CompletableFuture.runAsync(() -> connectAsSoonAsItListens(port));
            String to = "127.0.0.1:" + nobody.port();

            ToolRun run = ToolRun.of("wire", "--listen", String.valueOf(port), "--to", to, "--once");

            client.get(30, TimeUnit.SECONDS);
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("wire: error: not passed on: ", "wire: hint: check --to " + to);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:", "localhost:99999", "a:b:1", "http://localhost:80", "[::1]"})
    void whatIsNoAddressIsAnError(String to) {
        ToolRun run = ToolRun.of("wire", "--listen", "0", "--to", to);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("wire: error: --to " + to + " is not an address", "wire: hint: ");
    }

    @Test
    void aPortThatIsTakenIsAnError() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ToolRun run = ToolRun.of("wire", "--listen", String.valueOf(taken.getLocalPort()), "--to", "localhost:25");

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("wire: error: nobody can listen on " + taken.getLocalPort());
        }
    }

    private static void visitAsSoonAsItListens(int port, TlsContext trusting, LabAccount account) {
        Endpoint endpoint = Endpoint.of(Protocol.SMTP, TlsMode.STARTTLS, "localhost", port);
        asSoonAsItListens(() -> {
            try {
                return new SmtpModule().visit(endpoint, trusting, account);
            } catch (TlsException e) {
                if (e.failure() == TlsFailure.CONNECTION_REFUSED) {
                    throw new ConnectException("not yet");
                }
                throw e;
            }
        });
    }

    private static void connectAsSoonAsItListens(int port) {
        asSoonAsItListens(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.getInputStream().read()).isNegative();
                return socket;
            }
        });
    }

    /** A connection that is refused passes nothing on, and is not told. */
    private static void asSoonAsItListens(Callable<?> client) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                client.call();
                return;
            } catch (ConnectException e) {
                assertThat(System.nanoTime()).as("nobody listens").isLessThan(end);
                Thread.onSpinWait();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
