package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy that ends TLS for an app in clear: what the app learns, whom it believes, and who else can read along. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OffloadingIT {
    private final LabCa ca = LabCa.create();
    private final TlsContext nobody = Clients.trusting(ca);
    private final TlsContext ada = TlsContext.of(Clients.config(ca)
            .identity(ca.issue(CertificateSpec.client("ada")).identity())
            .build());

    @SuppressWarnings("NullAway.Init")
    private AppInClear app;

    private Map<String, ServerContainer> proxies = Map.of();

    @BeforeAll
    void start(@TempDir Path folder) {
        app = AppInClear.start(folder);
        ServerSetup setup = ServerSetup.of(ca);
        proxies = Map.of(
                "nginx", ServerContainer.startSharing(folder, setup, "http", "nginx", 444),
                "haproxy", ServerContainer.startSharing(folder, setup, "http", "haproxy", 444));
    }

    @AfterAll
    void stop() {
        proxies.values().forEach(ServerContainer::close);
        app.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "haproxy"})
    void theAppLearnsFromTheProxyWhatTheProxySaw(String proxy) throws IOException {
        try (HttpSession session = HttpSession.open(endpoint(proxy), ada);
                HttpAnswer answer = session.get().orRefusal()) {
            assertThat(page(answer)).isEqualTo("CN=ada by https\n");
            assertThat(AppInClear.field(lastHeard(), "X-Tls-Version"))
                    .hasValue(session.report().version());
            assertThat(session.report().applicationProtocol()).hasValue("h2"); // the app speaks HTTP/1 alone
            assertThat(session.report().chain().get(0).names()).contains("localhost");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "haproxy"})
    void whatAClientSaysOfItselfIsStruckOut(String proxy) throws IOException {
        Headers forged =
                Headers.of("X-Client-Subject", "CN=root", "X-Forwarded-Proto", "http", "X-Tls-Version", "none");
        try (HttpSession session = HttpSession.open(endpoint(proxy), nobody);
                HttpAnswer answer = session.get("/", forged)) {
            assertThat(page(answer)).isEqualTo("nobody by https\n");
            assertThat(lastHeard()).doesNotContain("CN=root").doesNotContain("none");
        }
        try (HttpSession session = HttpSession.open(endpoint(proxy), ada);
                HttpAnswer answer = session.get("/", forged)) {
            assertThat(page(answer)).isEqualTo("CN=ada by https\n");
            assertThat(lastHeard()).doesNotContain("CN=root");
        }
    }

    /** So it must not be reached otherwise. */
    @Test
    void whoeverReachesTheAppWithoutTheProxyIsBelieved() throws IOException {
        String answer = app.talk(
                "GET / HTTP/1.1\r\nHost: app\r\nX-Client-Subject: CN=root\r\nX-Forwarded-Proto: https\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("CN=root by https\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "haproxy"})
    void behindTheProxyEverythingIsInClear(String proxy) throws IOException {
        try (HttpSession session = HttpSession.open(endpoint(proxy), nobody)) {
            session.login("ada", Clients.SECRET.toCharArray());
            session.get("/private?" + Clients.SECRET, Headers.EMPTY).close();

            assertThat(session.report().version()).isEqualTo("TLSv1.3");
        }
        String login = "ada:" + Clients.SECRET;
        assertThat(lastHeard())
                .contains("GET /private?" + Clients.SECRET + " HTTP/1.")
                .contains(Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    /** An address by which the app could tell clients apart, and forged no better than TCP itself can be. */
    @Test
    void theProxyProtocolTellsWhoConnected() throws IOException {
        try (HttpSession session = HttpSession.open(endpoint("haproxy"), nobody)) {
            session.get().close();
        }
        String[] line = lastHeard().lines().findFirst().orElseThrow().split(" ");

        assertThat(line).hasSize(6).startsWith("PROXY", "TCP4").endsWith("444");
        assertThat(InetAddress.getByName(line[2]).isAnyLocalAddress()).isFalse();
        assertThat(line[3]).isEqualTo(proxy("haproxy").address());
    }

    private ServerContainer proxy(String name) {
        return Objects.requireNonNull(proxies.get(name));
    }

    private Endpoint endpoint(String proxy) {
        return Clients.endpoint(TlsMode.IMPLICIT, proxy(proxy).port(444));
    }

    private String lastHeard() {
        return app.heard().get(app.heard().size() - 1);
    }

    private static String page(HttpAnswer answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }
}
