package io.github.tlsclients.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.cli.ToolRun;
import io.github.tlsclients.lab.Flaw;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.wire.Conversation;
import io.github.tlsclients.wire.HandshakeMessage.Certificate;
import io.github.tlsclients.wire.Recording;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of the page. */
class CommonExercisesTest {
    private final LabPki pki = LabPki.create();

    @Test
    void whatIsOfferedHasForwardSecrecy() {
        String table = ToolRun.of("features", "--provider", "jdk").out();
        String offered = table.substring(table.indexOf("cipher suites\n  offered\n") + 24)
                .split("\n  \\S", 2)[0];

        assertThat(offered.lines()).hasSizeGreaterThan(5).allMatch(line -> line.contains("forward secrecy"));
    }

    @Test
    void aSuiteThatIsDisabledIsAnErrorAtOnce() {
        assertThatThrownBy(() -> TlsContext.of(TlsConfig.builder()
                        .cipherSuites(List.of("TLS_RSA_WITH_3DES_EDE_CBC_SHA"))
                        .build()))
                .isInstanceOf(TlsConfigException.class)
                .hasMessageContaining("TLS_RSA_WITH_3DES_EDE_CBC_SHA");
    }

    @Test
    void namesDifferNeitherInCaseNorByTheirLastDot() throws Exception {
        assertThat(shakeHands(pki.server("localhost"), "LOCALHOST.", TlsVersion.TLS_1_3))
                .isNotNull();
    }

    @Test
    void aCommonNameIsNoName() {
        assertThatThrownBy(() -> shakeHands(pki.server(Flaw.CN_ONLY, "localhost"), "localhost", TlsVersion.TLS_1_3))
                .hasStackTraceContaining("name");
    }

    @Test
    void onlyTheOlderVersionShowsTheCertificate() throws Exception {
        assertThat(shakeHands(pki.server("localhost"), "localhost", TlsVersion.TLS_1_2)
                        .first(Certificate.class))
                .isPresent();
        assertThat(shakeHands(pki.server("localhost"), "localhost", TlsVersion.TLS_1_3)
                        .first(Certificate.class))
                .isEmpty();
    }

    /** What passes on the wire when a client asks for a server by this name. */
    private Conversation shakeHands(LabCertificate certificate, String name, TlsVersion version) throws Exception {
        Recording recording = new Recording();
        TlsContext client = TlsContext.of(
                TlsConfig.builder().trust(pki.trust()).versions(version).build());
        try (SSLServerSocket server = (SSLServerSocket) certificate
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> serveOnce(server));
            Endpoint endpoint = Endpoint.of(Protocol.HTTP, TlsMode.IMPLICIT, name, server.getLocalPort())
                    .connectTo("127.0.0.1:" + server.getLocalPort());
            try (Socket socket = TlsConnector.to(endpoint, client.observedBy(recording), clear -> {})
                    .open()) {
                socket.getOutputStream().write('?');
            }
            serving.get(20, TimeUnit.SECONDS);
        }
        return Conversation.of(recording.flows().get(0));
    }

    private static void serveOnce(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            assertThat(socket.getInputStream().read()).isEqualTo('?');
        } catch (IOException e) {
            return; // the client has refused us
        }
    }
}
