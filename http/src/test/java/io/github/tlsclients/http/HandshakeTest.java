package io.github.tlsclients.http;

import static io.github.tlsclients.http.HostileServer.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers with demands that a client does not meet. */
class HandshakeTest {
    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("localhost");

    static Stream<Arguments> everyWay() {
        return Clients.everyWay();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void saysWhenTheServerWantsAClientCertificate(TlsMode mode, TlsProvider provider, TlsVersion version) {
        TlsConfig.Builder config = Clients.config(ca).provider(provider).versions(version);

        TlsException failure = failure(mode, config, List.of(ca), socket -> socket.setNeedClientAuth(true));

        assertThat(failure.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_WANTED);
        assertThat(failure.hint()).contains("--cert");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void aClientCertificateOfAnotherRootIsNotShown(TlsMode mode, TlsProvider provider, TlsVersion version) {
        LabCertificate stranger = LabCa.create().issue(CertificateSpec.client("eve"));
        TlsConfig.Builder config = Clients.config(ca)
                .provider(provider)
                .versions(version)
                .identity(Identity.of(stranger.key(), stranger.chain()));

        TlsException failure = failure(mode, config, List.of(ca), socket -> socket.setNeedClientAuth(true));

        assertThat(failure.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_WANTED);
        assertThat(failure).hasMessageContaining("yours was not shown");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void saysWhenNoVersionIsShared(TlsMode mode, TlsProvider provider, TlsVersion version) {
        TlsConfig.Builder config = Clients.config(ca).provider(provider).versions(version);
        TlsVersion other = version == TlsVersion.TLS_1_2 ? TlsVersion.TLS_1_3 : TlsVersion.TLS_1_2;

        TlsException failure =
                failure(mode, config, List.of(), socket -> socket.setEnabledProtocols(new String[] {other.jsseName()}));

        assertThat(failure.failure()).isEqualTo(TlsFailure.NO_SHARED_VERSION);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void refusesAKeyThatIsNotPinned(TlsMode mode, TlsProvider provider, TlsVersion version) {
        Trust pinned = Trust.certificates(ca.certificate())
                .and(Trust.pins("sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
        TlsConfig.Builder config =
                Clients.config(ca).trust(pinned).provider(provider).versions(version);

        TlsException failure = failure(mode, config, List.of(), socket -> {});

        assertThat(failure.failure()).isEqualTo(TlsFailure.PIN_MISMATCH);
    }

    private TlsException failure(
            TlsMode mode, TlsConfig.Builder config, List<LabCa> clientRoots, Consumer<SSLSocket> demands) {
        SSLContext context = certificate.serverContext(
                clientRoots.stream().map(LabCa::certificate).toList());
        try (HostileServer server = HostileServer.start(client -> {
            if (mode == TlsMode.STARTTLS) {
                client.hear();
                client.say(CONSENT);
            }
            client.startTls(context, demands);
            client.hear();
            client.say("HTTP/1.1 204 No Content\r\n\r\n").awaitTheClientsEnd();
        })) {
            return Clients.failure(Clients.endpoint(mode, server.port()), TlsContext.of(config.build()));
        }
    }
}
