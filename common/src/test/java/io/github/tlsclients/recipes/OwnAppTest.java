package io.github.tlsclients.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.tlsclients.lab.Flaw;
import io.github.tlsclients.lab.TestPki;
import io.github.tlsclients.tls.CertificateRefusedException;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An app's own tests: its client meets a sound server, and every wrong one. Not to be copied: the server, which an app
 * has of its own.
 */
class OwnAppTest {
    private final HttpsServer server = newServer();

    // region test-pki
    @RegisterExtension
    static final TestPki pki = TestPki.create();

    @Test
    void talksToASoundServer() throws Exception {
        URI uri = serve(pki.server("localhost").serverContext());
        assertThat(get(uri, TlsConfig.builder().trust(pki.trust()).build())).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPIRED", "WRONG_NAME", "UNKNOWN_ROOT", "MISSING_INTERMEDIATE", "WEAK_KEY"})
    void refusesAFlawedOne(Flaw flaw) {
        URI uri = serve(pki.server(flaw, "localhost").serverContext());
        assertThatThrownBy(() -> get(uri, TlsConfig.builder().trust(pki.trust()).build()))
                .hasStackTraceContaining(CertificateRefusedException.class.getSimpleName());
    }
    // endregion

    /** The app's client. */
    private static int get(URI uri, TlsConfig config) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(TlsContext.of(config).sslContext())
                .build();
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private URI serve(SSLContext context) {
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static HttpsServer newServer() {
        try {
            return HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("the loopback address takes one more listener", e);
        }
    }
}
