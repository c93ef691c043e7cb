package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tunnels by CONNECT through real proxies, to nginx in a container of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyContainerIT {
    private static final int IN_CLEAR = 3128;
    private static final int BEHIND_TLS = 3129;
    private static final String HYBRID = "X25519MLKEM768";

    private final LabCa ca = LabCa.create();
    private final ServerContainer site = ServerContainer.start(ServerSetup.of(ca), "http", "nginx", 443);
    private final ServerContainer apache = proxy(ServerSetup.of(ca), "apache");
    private final ServerContainer squid = proxy(ServerSetup.of(ca), "squid");

    @AfterAll
    void stop() {
        squid.close();
        apache.close();
        site.close();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theSessionIsWithTheServerAndNotWithTheProxy(
            String name, boolean secure, TlsProvider provider, TlsVersion version) throws IOException {
        TlsConfig config =
                Clients.config(ca).provider(provider).versions(version).build();
        try (HttpSession session = HttpSession.open(behind(site), TlsContext.of(config), address(named(name), secure));
                HttpAnswer answer = session.get().orRefusal()) {
            assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("hello from nginx");
            assertThat(answer.header("X-Tls-Version")).hasValue(version.jsseName());
            assertThat(answer.header("X-Tls-Cipher")).isPresent();
            assertThat(session.report().version()).isEqualTo(version.jsseName());
            assertThat(session.report().applicationProtocol()).hasValue("h2");
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void aSessionIsResumedThroughATunnelToo(String name, boolean secure) throws IOException {
        TlsContext context = Clients.trusting(ca);
        for (String kind : new String[] {"Initial", "Resumed"}) {
            try (HttpSession session = HttpSession.open(behind(site), context, address(named(name), secure));
                    HttpAnswer answer = session.get().orRefusal()) {
                answer.body().readAllBytes();
                assertThat(session.report().resumed()).isEqualTo(kind.equals("Resumed"));
                assertThat(answer.header("X-Tls-Resumed")).hasValue(kind);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void saysWhenTheProxyOpensNoTunnel(String name, boolean secure) throws IOException {
        Endpoint nobody = Clients.endpoint(TlsMode.IMPLICIT, 443).connectTo("127.0.0.1:9");
        try (HttpSession session = HttpSession.open(nobody, Clients.trusting(ca), address(named(name), secure))) {
            TlsException refusal = Clients.refusal(session);

            assertThat(refusal.failure()).isEqualTo(TlsFailure.PROXY_REFUSED);
            assertThat(refusal).hasMessageContaining("503").hasMessageContaining("127.0.0.1:9");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"apache", "squid"})
    void aProxyThatLetsNobodyInUnknownIsShownTheCertificateAsWell(String name) throws IOException {
        TlsContext unknown = Clients.trusting(ca);
        TlsContext ada = TlsContext.of(Clients.config(ca)
                .identity(ca.issue(CertificateSpec.client("ada")).identity())
                .build());
        try (ServerContainer strict = proxy(ServerSetup.of(ca).requiringClientCertificate(), name)) {
            try (HttpSession session = HttpSession.open(behind(site), unknown, address(strict, true))) {
                TlsException refusal = Clients.refusal(session);

                assertThat(refusal.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_WANTED);
                assertThat(refusal).hasMessageStartingWith("the proxy: ");
            }
            try (HttpSession session = HttpSession.open(behind(site), ada, address(strict, true));
                    HttpAnswer answer = session.get().orRefusal()) {
                assertThat(answer.header("X-Tls-Client")).hasValue("CN=ada");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"apache", "squid"})
    void bothLayersArePostQuantum(String name) throws IOException {
        ServerSetup setup = ServerSetup.of(ca).offeringOnly(HYBRID);
        TlsContext hybrid = TlsContext.of(Clients.config(ca)
                .provider(TlsProvider.BOUNCY_CASTLE)
                .groups(List.of(HYBRID))
                .build());
        try (ServerContainer inside = ServerContainer.start(setup, "http", "nginx", 443);
                ServerContainer outside = proxy(setup, name)) {
            try (HttpSession session = HttpSession.open(behind(inside), hybrid, address(outside, true));
                    HttpAnswer answer = session.get().orRefusal()) {
                assertThat(answer.header("X-Tls-Version")).hasValue("TLSv1.3");
            }
            try (HttpSession session = HttpSession.open(behind(inside), Clients.trusting(ca), address(outside, true))) {
                assertThat(Clients.refusal(session)).hasMessageStartingWith("the proxy: ");
            }
        }
    }

    Stream<Arguments> doors() {
        return Stream.of("apache", "squid")
                .flatMap(name -> Stream.of(false, true).map(secure -> Arguments.of(name, secure)));
    }

    Stream<Arguments> ways() {
        return doors().flatMap(door -> Stream.of(TlsProvider.values())
                .flatMap(provider -> Stream.of(TlsVersion.values())
                        .map(version -> Arguments.of(door.get()[0], door.get()[1], provider, version))));
    }

    private ServerContainer named(String name) {
        return name.equals("squid") ? squid : apache;
    }

    private static ServerContainer proxy(ServerSetup setup, String name) {
        return ServerContainer.start(setup, "http", name, IN_CLEAR, BEHIND_TLS);
    }

    private static HttpProxy address(ServerContainer proxy, boolean secure) {
        return HttpProxy.parse(
                secure ? "https://localhost:" + proxy.port(BEHIND_TLS) : "http://localhost:" + proxy.port(IN_CLEAR));
    }

    /** What the proxies reach it by is its address; what its certificate has is another name. */
    private static Endpoint behind(ServerContainer site) throws IOException {
        String address = site.exec("hostname", "-i").strip();
        return Clients.endpoint(TlsMode.IMPLICIT, 443).connectTo(address + ":443");
    }
}
