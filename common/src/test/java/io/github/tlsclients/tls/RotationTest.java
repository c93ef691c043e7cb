package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Roots and certificates are exchanged while a server runs and its client goes on calling: nobody notices. */
class RotationTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final LabCa old = LabCa.create();
    private final LabCa fresh = LabCa.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({"JDK, TLS_1_2", "JDK, TLS_1_3", "BOUNCY_CASTLE, TLS_1_2", "BOUNCY_CASTLE, TLS_1_3"})
    void rotatesARootWithAnOverlap(TlsProvider provider, TlsVersion version) throws IOException {
        LabCertificate before = old.issue("localhost");
        LabCertificate after = fresh.issue("localhost");
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsConfig config = TlsConfig.builder()
                .trust(Trust.pem(roots))
                .provider(provider)
                .versions(version)
                .build();
        try (RotatingEcho server = RotatingEcho.start(before);
                Reloader reloader = Reloader.watch(TlsContext.of(config), NEVER)) {
            // made once, at the beginning, as an app makes it
            TlsConnector client = TlsConnector.to(server.endpoint(), reloader.context(), clear -> {});
            talk(client, before);

            Files.writeString(roots, old.pem() + fresh.pem());
            assertThat(reloader.check()).isTrue();
            talk(client, before);

            server.show(after);
            talk(client, after);

            Files.writeString(roots, fresh.pem());
            assertThat(reloader.check()).isTrue();
            talk(client, after);

            server.show(before);
            assertThatThrownBy(client::open).hasStackTraceContaining("issuer is not trusted");
            assertThat(reloader.context().generation()).isEqualTo(3);
        }
    }

    /** The old session must not stand in for the certificate that is refused by now. */
    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void aDroppedRootIsNotResumed(TlsVersion version) throws IOException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsContext context = TlsContext.of(
                TlsConfig.builder().trust(Trust.pem(roots)).versions(version).build());
        try (RotatingEcho server = RotatingEcho.start(old.issue("localhost"))) {
            TlsConnector client = TlsConnector.to(server.endpoint(), context, clear -> {});
            talk(client);
            talk(client);
            assertThat(client.handshake().orElseThrow().resumed()).isTrue();

            fresh.writeTo(roots);
            context.reload();

            assertThatThrownBy(client::open).hasStackTraceContaining("issuer is not trusted");
        }
    }

    @ParameterizedTest
    @CsvSource({"JDK, TLS_1_2", "JDK, TLS_1_3", "BOUNCY_CASTLE, TLS_1_2", "BOUNCY_CASTLE, TLS_1_3"})
    void rotatesAClientCertificate(TlsProvider provider, TlsVersion version) throws IOException, InterruptedException {
        LabCertificate shown = old.issue("localhost");
        LabCertificate first = old.issue(CertificateSpec.client("first"));
        LabCertificate second = fresh.issue(CertificateSpec.client("second"));
        Path certificate = Files.writeString(folder.resolve("client.pem"), first.chainPem());
        Path key = Files.writeString(folder.resolve("client.key"), first.keyPem());
        TlsConfig config = TlsConfig.builder()
                .trust(Trust.certificates(old.certificate()))
                .identity(Identity.pem(certificate, key))
                .provider(provider)
                .versions(version)
                .build();
        try (RotatingEcho server = RotatingEcho.start(shown);
                Reloader reloader = Reloader.watch(TlsContext.of(config), NEVER)) {
            server.show(shown, old.certificate());
            TlsConnector client = TlsConnector.to(server.endpoint(), reloader.context(), clear -> {});
            talk(client);
            assertThat(caller(server)).isEqualTo("CN=first");

            server.show(shown, old.certificate(), fresh.certificate());
            Files.writeString(certificate, second.chainPem());
            assertThat(reloader.check()).as("half of the pair").isFalse();
            talk(client);
            assertThat(caller(server)).isEqualTo("CN=first");

            Files.writeString(key, second.keyPem());
            assertThat(reloader.check()).isTrue();
            talk(client);
            assertThat(caller(server)).isEqualTo("CN=second");

            server.show(shown, fresh.certificate());
            talk(client);
            assertThat(caller(server)).isEqualTo("CN=second");
        }
    }

    @Test
    void whatWasHandedOutBeforeFollows() throws IOException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsContext context =
                TlsContext.of(TlsConfig.builder().trust(Trust.pem(roots)).build());
        try (RotatingEcho server = RotatingEcho.start(fresh.issue("mail.lab.test"))) {
            int port = server.endpoint().port();
            SSLSocketFactory factory = context.boundTo("mail.lab.test").socketFactory();
            SSLContext handed = context.boundTo("mail.lab.test").sslContext();
            SSLSocket madeBefore = (SSLSocket) factory.createSocket("localhost", port);

            fresh.writeTo(roots);
            context.reload();

            try (madeBefore) {
                assertThatThrownBy(madeBefore::startHandshake)
                        .as("a socket stays with the generation it was made in")
                        .hasStackTraceContaining("issuer is not trusted");
            }
            for (SSLSocketFactory each : new SSLSocketFactory[] {factory, handed.getSocketFactory()}) {
                try (SSLSocket socket = (SSLSocket) each.createSocket("localhost", port)) {
                    socket.startHandshake();
                }
            }
        }
    }

    /** An FTP session that is under way when a reload comes: its data connections must resume its own session. */
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aSecondConnectionStaysWithTheGenerationOfTheFirst(TlsProvider provider) throws IOException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsContext context = TlsContext.of(TlsConfig.builder()
                .trust(Trust.pem(roots))
                .provider(provider)
                .versions(TlsVersion.TLS_1_2)
                .build());
        try (RotatingEcho server = RotatingEcho.start(old.issue("localhost"))) {
            TlsConnector client = TlsConnector.alone(server.endpoint(), context, clear -> {});
            try (Socket control = client.open()) {
                fresh.writeTo(roots);
                context.reload();

                try (ResumedChannel data =
                        client.resume(new Socket("localhost", server.endpoint().port()))) {
                    assertThat(data.handshake().resumed()).isTrue();
                }
                control.getOutputStream().write('x');
                assertThat(control.getInputStream().read()).isEqualTo('x');
            }
        }
    }

    private static void talk(TlsConnector client, LabCertificate expected) throws IOException {
        talk(client);
        assertThat(client.handshake().orElseThrow().chain().get(0))
                .isEqualTo(expected.chain().get(0));
    }

    private static void talk(TlsConnector client) throws IOException {
        try (Socket socket = client.open()) {
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo('x');
        }
    }

    private static String caller(RotatingEcho server) throws InterruptedException {
        try {
            Principal principal = server.nextSession().getPeerPrincipal();
            return principal.getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }
}
