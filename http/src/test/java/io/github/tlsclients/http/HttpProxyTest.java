package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.http.HostileServer.Act;
import io.github.tlsclients.http.HostileServer.Client;
import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.ClosedPort;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProxyTest {
    private static final String OPEN = "HTTP/1.1 200 Connection established\r\n\r\n";

    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("localhost");

    @SuppressWarnings("NullAway.Init") // set before each test
    private LabServer site;

    @BeforeEach
    void start() throws IOException {
        site = HttpLab.start(TlsMode.IMPLICIT, certificate, LabAccount.create());
    }

    @AfterEach
    void stop() {
        site.close();
    }

    static Stream<Arguments> proxies() {
        return Stream.of(false, true)
                .flatMap(secure -> Stream.of(TlsProvider.values()).map(provider -> Arguments.of(secure, provider)));
    }

    @ParameterizedTest
    @MethodSource("proxies")
    void tunnelsToTheServer(boolean secure, TlsProvider provider) throws IOException {
        TlsContext context = TlsContext.of(Clients.config(ca).provider(provider).build());
        try (HostileServer proxy = HostileServer.start(proxy(secure, client -> relay(client, site.port())));
                HttpSession session = HttpSession.open(endpoint(), context, address(proxy, secure));
                HttpAnswer answer = session.get()) {
            assertThat(answer.body().readAllBytes()).asString().isEqualTo("hello from the lab\n");
            assertThat(session.report().applicationProtocol()).hasValue("h2");
            if (secure) {
                assertThat(proxy.heard()).isEmpty();
            } else {
                assertThat(proxy.heard()).hasSize(1);
                assertThat(proxy.heard().get(0)).startsWith("CONNECT localhost:" + site.port() + " HTTP/1.1\r\n");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"407,login", "403,allow", "502,cannot reach", "504,cannot reach", "302,CONNECT"})
    void saysWhyAProxyRefuses(int status, String hint) {
        for (boolean secure : new boolean[] {false, true}) {
            TlsException failure = failure(
                    secure,
                    client -> client.say("HTTP/1.1 " + status
                            + " No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"));

            assertThat(failure.failure()).isEqualTo(TlsFailure.PROXY_REFUSED);
            assertThat(failure).hasMessageContaining(String.valueOf(status));
            assertThat(failure.hint()).contains(hint);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 200\033[31m OK\r\nbad\r\n\r\n"})
    void whatIsNoProxyIsRefused(String words) {
        TlsException failure = failure(false, client -> client.say(words).awaitTheClientsEnd());

        assertThat(failure.failure()).isEqualTo(TlsFailure.PROXY_REFUSED);
        assertThat(failure).hasMessageNotContaining("\033");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTunnelThatSpeaksPlaintextIsNoTunnel(boolean secure) {
        TlsException failure = failure(secure, client -> {
            client.say(OPEN);
            if (client.socket().getInputStream().read() < 0) {
                throw new IOException("the client left");
            }
            client.say("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil").awaitTheClientsEnd();
        });

        assertThat(failure.failure()).isEqualTo(TlsFailure.PLAINTEXT_ON_TLS_PORT);
    }

    @Test
    void aProxyCannotAnswerForTheServer() {
        LabCertificate proxys = ca.issue("proxy.lab.test");
        TlsException failure = failure(false, client -> client.say(OPEN).startTls(proxys));

        assertThat(failure.failure()).isEqualTo(TlsFailure.WRONG_NAME);
        assertThat(failure).hasMessageContaining("proxy.lab.test");
    }

    @Test
    void aProxyOfAnotherNameHearsNothing() {
        LabCertificate other = ca.issue("proxy.lab.test");
        try (HostileServer proxy = HostileServer.start(client -> {
            client.startTls(other);
            client.hear();
        })) {
            TlsException failure = failure(proxy, true);

            assertThat(failure.failure()).isEqualTo(TlsFailure.WRONG_NAME);
            assertThat(failure).hasMessageStartingWith("the proxy: ");
            assertThat(proxy.heard()).isEmpty();
        }
    }

    @Test
    void aProxyThatIsNotThereIsNotTakenForTheServer() throws IOException {
        try (ClosedPort nobody = new ClosedPort();
                HttpSession session = HttpSession.open(
                        endpoint(), Clients.trusting(ca), HttpProxy.parse("http://localhost:" + nobody.port()))) {
            TlsException failure = Clients.failure(session);

            assertThat(failure.failure()).isEqualTo(TlsFailure.CONNECTION_REFUSED);
            assertThat(failure).hasMessageContaining("the proxy: ").hasMessageContaining(":" + nobody.port());
        }
    }

    @Test
    void saysWhenAProxyHasNoTls() {
        try (HostileServer proxy = HostileServer.start(
                client -> client.say("HTTP/1.1 400 No\r\n\r\n").awaitTheClientsEnd())) {
            TlsException failure = failure(proxy, true);

            assertThat(failure.failure()).isEqualTo(TlsFailure.PLAINTEXT_ON_TLS_PORT);
            assertThat(failure.hint()).contains("--proxy http://localhost:" + proxy.port());
        }
    }

    @Test
    void saysWhenAProxyWantsTls() {
        TlsException failure = failure(false, client -> client.say("\025\003\003\000\002\002\012"));

        assertThat(failure.failure()).isIn(TlsFailure.PROXY_REFUSED, TlsFailure.CONNECTION_LOST);
        assertThat(failure.hint()).contains("--proxy https://localhost:");
    }

    @Test
    void thereIsNoUpgradeInsideATunnel() {
        Endpoint upgrading = Clients.endpoint(TlsMode.STARTTLS, 631);
        HttpProxy proxy = HttpProxy.parse("http://localhost:3128");

        assertThatThrownBy(() -> HttpSession.open(upgrading, Clients.trusting(ca), proxy))
                .isInstanceOf(TlsConfigException.class)
                .hasMessageContaining("not made through a proxy");
    }

    private TlsException failure(boolean secure, Act afterTheQuestion) {
        try (HostileServer server = HostileServer.start(proxy(secure, client -> {
            client.hear();
            afterTheQuestion.play(client);
        }))) {
            return failure(server, secure);
        }
    }

    private TlsException failure(HostileServer proxy, boolean secure) {
        try (HttpSession session = HttpSession.open(endpoint(), Clients.trusting(ca), address(proxy, secure))) {
            session.login("ada", Clients.SECRET.toCharArray());
            TlsException failure = Clients.failure(session);
            assertThat(proxy.heard())
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("CONNECT ")
                            .doesNotContain("Authorization")
                            .doesNotContain(Clients.SECRET));
            return failure;
        }
    }

    private Endpoint endpoint() {
        return Clients.endpoint(TlsMode.IMPLICIT, site.port());
    }

    private static HttpProxy address(HostileServer proxy, boolean secure) {
        return HttpProxy.parse((secure ? "https" : "http") + "://localhost:" + proxy.port());
    }

    private Act proxy(boolean secure, Act act) {
        return client -> act.play(secure ? client.startTls(certificate) : client);
    }

    /** An honest proxy. */
    private static void relay(Client client, int port) throws IOException {
        client.hear();
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.say(OPEN);
            Thread back = new Thread(() -> copy(server, client.socket()), "relay");
            back.setDaemon(true);
            back.start();
            copy(client.socket(), server);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8_192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            return; // one side has left
        }
    }
}
