package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real servers that let nobody in without a client certificate. */
class ClientCertificateContainerIT {
    @Nested
    class Nginx extends RequiringServer {
        Nginx() {
            super("nginx");
        }

        /** Inside TLS, by the status 400, which may mean anything. */
        @Override
        TlsFailure refused() {
            return TlsFailure.REFUSED_BY_SERVER;
        }
    }

    @Nested
    class Apache extends RequiringServer {
        Apache() {
            super("apache");
        }
    }

    @Nested
    class Haproxy extends RequiringServer {
        Haproxy() {
            super("haproxy");
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class RequiringServer {
        private final LabCa ca = LabCa.create();
        private final ServerContainer server;

        RequiringServer(String name) {
            server = ServerContainer.start(ServerSetup.of(ca).requiringClientCertificate(), "http", name, 443);
        }

        /** What it says of a certificate that it does not take. */
        TlsFailure refused() {
            return TlsFailure.CLIENT_CERTIFICATE_REFUSED;
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @ParameterizedTest
        @MethodSource("clients")
        void theServerNamesWhomItLetIn(TlsProvider provider, TlsVersion version, KeyType key) throws IOException {
            TlsContext context = showing(ca, CertificateSpec.client("ada").with(key), provider, version);
            try (HttpSession session = HttpSession.open(endpoint(), context);
                    HttpAnswer answer = session.get().orRefusal()) {
                assertThat(answer.header("X-Tls-Client")).hasValue("CN=ada");
            }
        }

        @ParameterizedTest
        @MethodSource("ways")
        void aClientWithoutACertificateIsToldWhatIsMissing(TlsProvider provider, TlsVersion version) {
            TlsException refusal = refusal(TlsContext.of(
                    Clients.config(ca).provider(provider).versions(version).build()));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_WANTED);
            assertThat(refusal.hint()).contains("--cert FILE --key FILE");
        }

        /** The server names the issuers that it takes, so that a client need not tell it who else it is. */
        @ParameterizedTest
        @MethodSource("ways")
        void aCertificateOfAnotherIssuerIsNotEvenShown(TlsProvider provider, TlsVersion version) {
            TlsException refusal = refusal(showing(LabCa.create(), CertificateSpec.client("eve"), provider, version));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_WANTED);
        }

        @ParameterizedTest
        @MethodSource("ways")
        void aCertificateThatIsForServersIsRefused(TlsProvider provider, TlsVersion version) {
            TlsException refusal = refusal(showing(ca, CertificateSpec.server("ada"), provider, version));

            assertThat(refusal.failure()).isEqualTo(refused());
            assertThat(refusal.getMessage() + refusal.hint()).contains("client certificate");
        }

        /** The certificate is not shown again; the server knows whose session it is. */
        @ParameterizedTest
        @MethodSource("ways")
        void aResumedSessionIsTheSameClients(TlsProvider provider, TlsVersion version) throws IOException {
            TlsContext context = showing(ca, CertificateSpec.client("ada"), provider, version);
            for (String kind : new String[] {"Initial", "Resumed"}) {
                try (HttpSession session = HttpSession.open(endpoint(), context);
                        HttpAnswer answer = session.get().orRefusal()) {
                    answer.body().readAllBytes();
                    boolean never = provider == TlsProvider.BOUNCY_CASTLE && version == TlsVersion.TLS_1_3;
                    assertThat(answer.header("X-Tls-Resumed")).hasValue(never ? "Initial" : kind);
                    assertThat(answer.header("X-Tls-Client")).hasValue("CN=ada");
                }
            }
        }

        static Stream<Arguments> ways() {
            return Stream.of(TlsProvider.values())
                    .flatMap(
                            provider -> Stream.of(TlsVersion.values()).map(version -> Arguments.of(provider, version)));
        }

        static Stream<Arguments> clients() {
            return ways().flatMap(way -> Stream.of(KeyType.RSA, KeyType.EC, KeyType.ED25519)
                    .map(key -> Arguments.of(way.get()[0], way.get()[1], key)));
        }

        private TlsContext showing(LabCa issuer, CertificateSpec client, TlsProvider provider, TlsVersion version) {
            return TlsContext.of(Clients.config(ca)
                    .identity(issuer.issue(client).identity())
                    .provider(provider)
                    .versions(version)
                    .build());
        }

        private TlsException refusal(TlsContext context) {
            try (HttpSession session = HttpSession.open(endpoint(), context)) {
                return Clients.refusal(session);
            }
        }

        private Endpoint endpoint() {
            return Clients.endpoint(TlsMode.IMPLICIT, server.port(443));
        }
    }
}
