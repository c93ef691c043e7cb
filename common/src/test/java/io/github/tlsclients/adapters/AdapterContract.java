package io.github.tlsclients.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.tlsclients.adapters.HelloServer.Seen;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must reach the server, and what must not be accepted of it, whichever library an app hands its context to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AdapterContract {
    /** Neither a provider's order nor the usual choice: a library with a list of its own shows. */
    private static final List<String> SUITES = List.of(
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_AES_128_GCM_SHA256",
            "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");

    private static final List<String> GROUPS = List.of("secp384r1", "ffdhe2048", "secp256r1");

    private final LabCa ca = LabCa.create();

    /**
     * A client library.
     *
     * @param name how the test calls it
     * @param upgrade what it says before TLS
     * @param applicationProtocols what it offers by ALPN
     * @param connectsLater whether it makes a socket and connects it afterwards: Bouncy Castle never hears the host's
     *     name then, and nothing is accepted unless the context is bound to one
     * @param connecting connects to a port of localhost, and may fail as soon as TLS stands
     */
    public record Client(
            String name,
            HelloServer.Upgrade upgrade,
            List<String> applicationProtocols,
            boolean connectsLater,
            Connecting connecting) {
        /** One that speaks TLS from the first byte, and no ALPN. */
        public Client(String name, Connecting connecting) {
            this(name, HelloServer.Upgrade.NONE, connecting);
        }

        /** One that speaks no ALPN. */
        public Client(String name, HelloServer.Upgrade upgrade, Connecting connecting) {
            this(name, upgrade, List.of(), false, connecting);
        }

        /** The same, which offers these by ALPN. */
        public Client offering(String... protocols) {
            return new Client(name, upgrade, List.of(protocols), connectsLater, connecting);
        }

        /** The same, which makes its socket first and connects it afterwards. */
        public Client connectingLater() {
            return new Client(name, upgrade, applicationProtocols, true, connecting);
        }

        boolean tellsItsHost(TlsProvider provider) {
            return !connectsLater || provider == TlsProvider.JDK;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A way to connect. */
    public interface Connecting {
        /** Connects to localhost by this context. */
        void connect(TlsContext tls, int port) throws Exception;
    }

    /** The libraries of this module. */
    protected abstract List<Client> clients();

    Stream<Arguments> everyClient() {
        return Arrays.stream(TlsProvider.values())
                .flatMap(provider -> clients().stream().map(client -> Arguments.of(client, provider)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("everyClient")
    void itsClientHelloCarriesAllOfTheConfiguration(Client client, TlsProvider provider) throws Exception {
        boolean groups =
                provider == TlsProvider.BOUNCY_CASTLE || Runtime.version().feature() >= 20;
        TlsContext tls = TlsContext.of(trusting(ca, provider)
                        .cipherSuites(SUITES)
                        .groups(groups ? GROUPS : List.of())
                        .build())
                .boundTo("mail.lab.test");
        try (HelloServer server = HelloServer.start(ca.issue("mail.lab.test"), client.upgrade())) {
            Throwable complaint = reach(client, tls, server);

            Seen seen = server.seen();
            assertThat(seen.hello().versions()).containsExactly("TLSv1.3", "TLSv1.2");
            assertThat(seen.hello().cipherSuites()).containsExactlyElementsOf(SUITES);
            if (groups) {
                assertThat(seen.hello().groups()).containsExactlyElementsOf(GROUPS);
            }
            assertThat(seen.hello().serverName()).isEqualTo("mail.lab.test");
            assertThat(seen.hello().applicationProtocols()).isEqualTo(client.applicationProtocols());
            assertThat(seen.accepted()).as("accepted, unlike %s", complaint).isTrue();
        }
    }

    /** A server that takes the hybrid group alone would have to ask for a second ClientHello, were its share missing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void itsFirstFlightCarriesThePostQuantumKeyShare(Client client) throws Exception {
        // Bouncy Castle takes signatures on P-256 only where TLS is layered over a socket of its own
        LabCa rsa = LabCa.create(CertificateSpec.authority().with(KeyType.RSA));
        TlsContext tls = TlsContext.of(trusting(rsa, TlsProvider.BOUNCY_CASTLE)
                        .requirePostQuantum()
                        .build())
                .boundTo("localhost");
        LabCertificate certificate =
                rsa.issue(CertificateSpec.server("localhost").with(KeyType.RSA));
        try (HelloServer server = HelloServer.postQuantum(certificate, client.upgrade())) {
            Throwable complaint = reach(client, tls, server);

            Seen seen = server.seen();
            assertThat(seen.hello().versions()).containsExactly("TLSv1.3");
            assertThat(seen.hello().groups()).startsWith("X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024");
            assertThat(seen.hello().keyShares()).containsExactly(new ClientHello.KeyShare("X25519MLKEM768", 1216));
            assertThat(seen.accepted()).as("accepted, unlike %s", complaint).isTrue();
        }
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("everyClient")
    void acceptsTheServerThatItWasAskedFor(Client client, TlsProvider provider) throws Exception {
        try (HelloServer server = HelloServer.start(ca.issue("localhost"), client.upgrade())) {
            Throwable complaint =
                    reach(client, TlsContext.of(trusting(ca, provider).build()), server);

            assertThat(server.seen().accepted())
                    .as("accepted, unlike %s", complaint)
                    .isEqualTo(client.tellsItsHost(provider));
        }
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("everyClient")
    void refusesAnotherName(Client client, TlsProvider provider) throws Exception {
        String because =
                client.tellsItsHost(provider) ? "you asked for localhost" : "did not say whose certificate it expects";
        assertRefused(client, TlsContext.of(trusting(ca, provider).build()), because);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("everyClient")
    void refusesAnUnknownIssuerAndDoesNotTryAgain(Client client, TlsProvider provider) throws Exception {
        assertRefused(client, TlsContext.of(trusting(LabCa.create(), provider).build()), "issuer is not trusted");
    }

    private void assertRefused(Client client, TlsContext tls, String because) throws Exception {
        try (HelloServer server = HelloServer.start(ca.issue("mail.lab.test"), client.upgrade())) {
            assertThatThrownBy(() -> client.connecting().connect(tls, server.port()))
                    .hasStackTraceContaining(because);

            assertThat(server.seen().accepted()).isFalse();
            assertThat(server.sawMore()).as("a second try").isFalse();
        }
    }

    /** The server hangs up once TLS stands, of which a client may complain; what the server saw is what counts. */
    private static @Nullable Throwable reach(Client client, TlsContext tls, HelloServer server) {
        return catchThrowable(() -> client.connecting().connect(tls, server.port()));
    }

    private static TlsConfig.Builder trusting(LabCa root, TlsProvider provider) {
        return TlsConfig.builder()
                .trust(Trust.certificates(root.certificate()))
                .provider(provider)
                .timeout(Duration.ofSeconds(10));
    }
}
