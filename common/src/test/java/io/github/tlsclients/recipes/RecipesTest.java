package io.github.tlsclients.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.readme.Readme;
import io.github.tlsclients.tls.ReloadEvent;
import io.github.tlsclients.tls.Reloader;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsEcho;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {
    private final LabCa ca = LabCa.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path root = Path.of("");

    @BeforeEach
    void writeRoot() throws IOException {
        root = ca.writeTo(folder.resolve("root.pem"));
    }

    @Test
    void aBareSocketTalksToTheRightServerAlone() throws IOException {
        try (TlsEcho right = TlsEcho.start(ca.issue("localhost"));
                TlsEcho wrong = TlsEcho.start(ca.issue("mail.lab.test"))) {
            assertThat(BareSocket.talk("localhost", right.endpoint().port(), root))
                    .isEqualTo("TLSv1.3 ?");
            assertThatThrownBy(
                            () -> BareSocket.talk("localhost", wrong.endpoint().port(), root))
                    .hasMessageContaining("the certificate is for mail.lab.test; you asked for localhost");
        }
    }

    @Test
    void theJdksClientTrustsTheCompanysRootAsWell() throws IOException, InterruptedException {
        HttpsServer server = https(ca.issue("localhost"));
        try {
            URI uri = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
            assertThat(PlatformAndCompany.get(uri, root)).isEqualTo("hi");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theJdksClientRefusesAnotherName() throws IOException {
        HttpsServer server = https(ca.issue("mail.lab.test"));
        try {
            URI uri = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
            assertThatThrownBy(() -> PlatformAndCompany.get(uri, root))
                    .hasStackTraceContaining("you asked for localhost");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anOldPrinterIsReachedByAConfigurationOfItsOwn() throws IOException {
        try (TlsEcho weak = TlsEcho.start(
                        ca.issue(CertificateSpec.server("localhost").rsa(1024)));
                TlsEcho wrong = TlsEcho.start(ca.issue("mail.lab.test"))) {
            assertThat(OldPrinter.connect("localhost", weak.endpoint().port(), root))
                    .isEqualTo("answered");
            assertThatThrownBy(
                            () -> BareSocket.talk("localhost", weak.endpoint().port(), root))
                    .hasMessageContaining("RSA key of 1024 bits (rule strong-keys)");
            assertThatThrownBy(() ->
                            OldPrinter.connect("localhost", wrong.endpoint().port(), root))
                    .hasMessageContaining("you asked for localhost");
        }
    }

    @Test
    void longLivedSecretsGoToAPostQuantumServerAlone() throws IOException {
        try (TlsEcho hybrid = TlsEcho.offeringOnly(ca.issue("localhost"), "X25519MLKEM768", "secp256r1");
                TlsEcho classical = TlsEcho.start(ca.issue("localhost"))) {
            assertThat(LongLivedSecrets.group("localhost", hybrid.endpoint().port(), root))
                    .isEqualTo("X25519MLKEM768");
            assertThatThrownBy(() -> LongLivedSecrets.group(
                            "localhost", classical.endpoint().port(), root))
                    .hasStackTraceContaining("the server chose secp256r1, which is not post-quantum");
        }
    }

    @Test
    void variablesGoBeforeTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("tls.properties"), "tls.trust-files=root.pem\ntls.timeout=5s\n");

        TlsConfig config = FromOutside.read(Map.of("MYAPP_TLS_TIMEOUT", "9s"), file);

        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.trust()).isEqualTo(Trust.pem(root));
    }

    @Test
    void aRenewedRootIsUsedAndABrokenOneIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("tls.properties"), "tls.trust-files=root.pem\n");
        List<ReloadEvent> events = new ArrayList<>();
        try (Reloader reloader = RenewedCertificates.watch(file, events::add)) {
            LabCa renewed = LabCa.create();
            renewed.writeTo(root);
            assertThat(reloader.check()).isTrue();
            assertThat(reloader.context().trustManager().getAcceptedIssuers()).containsExactly(renewed.certificate());

            Files.writeString(root, "half a fi");
            assertThat(reloader.check()).isFalse();
            assertThat(events).extracting(ReloadEvent::succeeded).containsExactly(true, false);
            assertThat(reloader.context().trustManager().getAcceptedIssuers()).containsExactly(renewed.certificate());
        }
    }

    @Test
    void thePageQuotesTheRecipes() throws IOException {
        Readme.of(Path.of("README.md")).assertQuotesAreTrue();
    }

    private static HttpsServer https(LabCertificate certificate) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'h', 'i'});
            exchange.close();
        });
        server.start();
        return server;
    }
}
