package io.github.tlsclients.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsEcho;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import io.github.tlsclients.tls.UpgradeException;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clients and the server on bare sockets, engines and channels, against each other and against bad peers. */
@Timeout(60)
class SocketRecipesTest {
    private static final char[] PASSWORD = "of this test".toCharArray();

    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("localhost");
    private final SSLContext serverTls = certificate.serverContext();
    private final TlsContext tls = TlsContext.of(
            TlsConfig.builder().trust(Trust.certificates(ca.certificate())).build());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path root = Path.of("");

    @BeforeEach
    void writeRoot() throws IOException {
        root = ca.writeTo(folder.resolve("root.pem"));
    }

    @Test
    void bothClientsAreAnsweredByTheServer() throws Exception {
        try (SocketServer server = server(certificate)) {
            assertThat(SocketClient.ask("localhost", port(server), root, "ahoy"))
                    .isEqualTo("you said: ahoy\n");
            assertThat(EngineClient.ask("localhost", port(server), tls, "ahoy")).isEqualTo("you said: ahoy\n");
        }
    }

    @Test
    void bothClientsRefuseAServerOfAnotherName() throws Exception {
        try (SocketServer server = server(ca.issue("mail.lab.test"))) {
            assertThatThrownBy(() -> SocketClient.ask("localhost", port(server), root, "ahoy"))
                    .hasStackTraceContaining("you asked for localhost");
            assertThatThrownBy(() -> EngineClient.ask("localhost", port(server), tls, "ahoy"))
                    .hasStackTraceContaining("you asked for localhost");
        }
    }

    @Test
    void bothClientsNoticeThatAnAnswerWasCutOff() throws Exception {
        Act halfAnAnswer = tcp -> {
            SSLSocket client = layered(tcp);
            client.getInputStream().read(new byte[100]);
            client.getOutputStream().write("you sa".getBytes(StandardCharsets.UTF_8));
            tcp.close(); // below TLS: no close_notify
        };
        try (OneByOne server = new OneByOne(halfAnAnswer)) {
            assertThatThrownBy(() -> SocketClient.ask("localhost", server.port(), root, "ahoy"))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("the answer was cut off after 6 bytes");
            assertThatThrownBy(() -> EngineClient.ask("localhost", server.port(), tls, "ahoy"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("closing inbound before receiving peer's close_notify");
        }
    }

    @Test
    void badClientsDoNotStopTheServer() throws Exception {
        try (SocketServer server = server(certificate);
                Socket silent = new Socket("localhost", port(server));
                Socket plain = new Socket("localhost", port(server))) {
            plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> SocketClient.ask(
                            "localhost", port(server), LabCa.create().writeTo(folder.resolve("other.pem")), "ahoy"))
                    .hasStackTraceContaining("not trusted");

            assertThat(SocketClient.ask("localhost", port(server), root, "ahoy"))
                    .isEqualTo("you said: ahoy\n");
            assertThat(silent.isConnected()).isTrue();
        }
    }

    @Test
    void aClosedServerTakesNobodyAndItsThreadsEnd() throws Exception {
        SocketServer server = server(certificate);
        assertThat(SocketClient.ask("localhost", port(server), root, "ahoy")).isNotEmpty();

        server.close();

        assertThatThrownBy(() -> SocketClient.ask("localhost", port(server), root, "ahoy"))
                .isInstanceOf(IOException.class);
        assertThat(server.workers().awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anUpgradeInTheMiddleProtectsWhatIsAsked() throws Exception {
        Act upgrading = tcp -> {
            say(tcp, "HELLO, I HAVE TLS\r\n");
            assertThat(line(tcp)).isEqualTo("TLS");
            say(tcp, "GO\r\n");
            SSLSocket client = layered(tcp);
            client.getOutputStream().write(("you said: " + line(client) + "\n").getBytes(StandardCharsets.UTF_8));
            client.close();
        };
        try (OneByOne server = new OneByOne(upgrading)) {
            assertThat(UpgradeMidway.ask("localhost", server.port(), root, "ahoy"))
                    .isEqualTo("you said: ahoy");
        }
    }

    @Test
    void withoutTheUpgradeNothingIsAsked() throws Exception {
        CompletableFuture<Integer> heard = new CompletableFuture<>();
        Act stripped = tcp -> {
            say(tcp, "HELLO\r\n");
            heard.complete(tcp.getInputStream().read());
        };
        try (OneByOne server = new OneByOne(stripped)) {
            assertThatThrownBy(() -> UpgradeMidway.ask("localhost", server.port(), root, "ahoy"))
                    .isInstanceOf(UpgradeException.class)
                    .hasMessage("the server offers no TLS");
            assertThat(heard.get()).isEqualTo(-1);
        }
    }

    @Test
    void theInspectorTellsOfChainProtocolAndResumption() throws Exception {
        Act http2 = tcp -> {
            SSLSocket client = layered(tcp);
            client.setHandshakeApplicationProtocolSelector((socket, offered) -> "h2");
            client.getOutputStream().write(0); // a server of HTTP/2 speaks first, and tickets go before its words
            client.getInputStream().read();
        };
        try (OneByOne server = new OneByOne(http2)) {
            List<String> told = Inspector.inspect(endpoint(server.port()), tls);

            assertThat(told.get(0))
                    .contains("  version   TLSv1.3\n")
                    .contains("  group     x25519\n")
                    .contains("  alpn      h2\n")
                    .contains("  resumed   no\n")
                    .contains("  server    CN=localhost\n")
                    .contains("EC 256 bit, 29 days left\n")
                    .contains("  signed    by SHA256withECDSA\n")
                    .contains("  staple    no\n")
                    .endsWith("  SCTs      none");
            assertThat(told.get(2)).contains("  resumed   yes\n");
        }
    }

    @Test
    void theInspectorTellsNothingOfAServerThatIsNotTrusted() throws Exception {
        try (TlsEcho other = TlsEcho.start(LabCa.create().issue("localhost"))) {
            assertThatThrownBy(() -> Inspector.inspect(endpoint(other.endpoint().port()), tls))
                    .hasStackTraceContaining("not trusted");
        }
    }

    private static Endpoint endpoint(int port) {
        return Endpoint.of(Protocol.HTTP, TlsMode.IMPLICIT, "localhost", port);
    }

    private SocketServer server(LabCertificate shown) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", shown.key(), PASSWORD, shown.sent().toArray(Certificate[]::new));
        Path file = folder.resolve("server.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        SocketServer server = SocketServer.start(0, file, PASSWORD);
        Thread thread = new Thread(() -> {
            try {
                server.acceptAll();
            } catch (IOException e) {
                assertThat(server.listener().isClosed()).isTrue();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static int port(SocketServer server) {
        return server.listener().getLocalPort();
    }

    private SSLSocket layered(Socket tcp) throws IOException {
        return (SSLSocket) serverTls.getSocketFactory().createSocket(tcp, null, false);
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next >= 0 && next != '\n';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** What a server does with a connection. */
    private interface Act {
        void play(Socket client) throws IOException;
    }

    /** A server of one client after the other. */
    private static final class OneByOne implements AutoCloseable {
        private final ServerSocket listener;

        OneByOne(Act act) {
            try {
                this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread thread = new Thread(() -> serve(act));
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return listener.getLocalPort();
        }

        private void serve(Act act) {
            while (!listener.isClosed()) {
                try (Socket client = listener.accept()) {
                    act.play(client);
                } catch (IOException e) {
                    // the client refused us, or the test is over
                }
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
