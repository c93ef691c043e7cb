package io.github.tlsclients.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.ClosedPort;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.ScriptedServer;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsEcho;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import io.github.tlsclients.tls.Upgrade;
import io.github.tlsclients.tls.UpgradeException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {
    private final LabCa ca = LabCa.create();

    static Stream<Arguments> everyWay() {
        return Stream.of(TlsProvider.values())
                .flatMap(provider -> Stream.of(TlsVersion.values()).map(version -> Arguments.of(provider, version)));
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void anUnknownIssuer(TlsProvider provider) throws IOException {
        try (TlsEcho server = TlsEcho.start(LabCa.create().issue("localhost"))) {
            TlsException failure = failure(server.endpoint(), trusting(provider));

            assertThat(failure.failure()).isEqualTo(TlsFailure.NOT_TRUSTED);
            assertThat(failure.hint()).contains("--ca FILE");
            assertThat(failure.chain()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void anotherName(TlsProvider provider) throws IOException {
        try (TlsEcho server = TlsEcho.start(ca.issue("mail.lab.test"))) {
            TlsException failure = failure(server.endpoint(), trusting(provider));

            assertThat(failure.failure()).isEqualTo(TlsFailure.WRONG_NAME);
            assertThat(failure).hasMessage("the certificate is for mail.lab.test; you asked for localhost");
            assertThat(failure.hint()).isEqualTo("connect by that name, or pass --server-name mail.lab.test");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void noSharedVersion(TlsProvider provider) throws IOException {
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"), "TLSv1.2")) {
            TlsConfig.Builder only13 = trusting(provider).versions(TlsVersion.TLS_1_3);

            assertThat(failure(server.endpoint(), only13).failure()).isEqualTo(TlsFailure.NO_SHARED_VERSION);
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void aClientCertificateIsWanted(TlsProvider provider, TlsVersion version) throws IOException {
        try (TlsEcho server = TlsEcho.wantingClients(ca.issue("localhost"), ca.certificate())) {
            TlsException failure = failure(server.endpoint(), trusting(provider).versions(version));

            assertThat(failure.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_WANTED);
            assertThat(failure.hint()).contains("--cert FILE --key FILE");
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void theClientCertificateIsRefused(TlsProvider provider, TlsVersion version) throws IOException {
        LabCertificate client = LabCa.create().issue(CertificateSpec.client("eve"));
        try (TlsEcho server = TlsEcho.refusingClients(ca.issue("localhost"))) {
            TlsConfig.Builder with = trusting(provider).versions(version).identity(client.identity());

            assertThat(failure(server.endpoint(), with).failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_REFUSED);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void plainTextOnATlsPort(TlsProvider provider) throws IOException {
        try (ScriptedServer server = ScriptedServer.start("220 plain.lab.test ready\r\n", line -> "")) {
            TlsException failure = failure(endpoint(TlsMode.IMPLICIT, server.port()), trusting(provider));

            assertThat(failure.failure()).isEqualTo(TlsFailure.PLAINTEXT_ON_TLS_PORT);
            assertThat(failure).hasMessageContaining("220 plain.lab.test ready");
            assertThat(failure.hint()).contains("smtp+starttls://localhost:" + server.port());
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void tlsWhereAnUpgradeWasAskedFor(TlsProvider provider) throws IOException {
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"))) {
            Endpoint upgrade = endpoint(TlsMode.STARTTLS, server.endpoint().port());

            TlsException failure = failure(upgrade, trusting(provider).timeout(Duration.ofSeconds(20)));

            assertThat(failure.failure()).isEqualTo(TlsFailure.TLS_ON_UPGRADE_PORT);
            assertThat(failure.hint()).contains("smtps://localhost:" + upgrade.port());
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void bytesBehindTheConsent(TlsProvider provider) throws IOException {
        try (ScriptedServer server = ScriptedServer.start("220 go\r\n250 forged\r\n", line -> "")) {
            TlsException failure = failure(endpoint(TlsMode.STARTTLS, server.port()), trusting(provider));

            assertThat(failure.failure()).isEqualTo(TlsFailure.STARTTLS_INJECTED);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void bytesAfterTheClientHello(TlsProvider provider) throws IOException {
        // the forged reply comes only once our ClientHello is there, so no look at what is waiting can see it
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread forger = new Thread(() -> forge(listener), "forger");
            forger.setDaemon(true);
            forger.start();

            TlsException failure = failure(
                    endpoint(TlsMode.STARTTLS, listener.getLocalPort()),
                    trusting(provider).timeout(Duration.ofSeconds(10)));

            assertThat(failure.failure()).isEqualTo(TlsFailure.STARTTLS_INJECTED);
        }
    }

    private static void forge(ServerSocket listener) {
        try (Socket client = listener.accept()) {
            client.getOutputStream().write("220 go\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().readNBytes(5);
            client.getOutputStream().write("250 forged\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the client has seen enough
        }
    }

    @Test
    void aRefusalOfTheUpgradeKeepsTheServersWords() throws IOException {
        Upgrade refused = clear -> {
            throw new UpgradeException(UpgradeException.Reason.NOT_OFFERED, "the server does not offer STARTTLS");
        };
        try (ScriptedServer server = ScriptedServer.start("220 go\r\n", line -> "")) {
            TlsException failure =
                    failure(endpoint(TlsMode.STARTTLS, server.port()), trusting(TlsProvider.JDK), refused);

            assertThat(failure.failure()).isEqualTo(TlsFailure.STARTTLS_NOT_OFFERED);
            assertThat(failure.hint()).contains("smtps://localhost:465");
        }
    }

    @Test
    void silence() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            TlsConfig.Builder impatient = trusting(TlsProvider.JDK).timeout(Duration.ofMillis(200));

            TlsException failure = failure(endpoint(TlsMode.IMPLICIT, mute.getLocalPort()), impatient);

            assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
            assertThat(failure.hint()).contains("--timeout");
        }
    }

    @Test
    void nobodyListens() throws IOException {
        try (ClosedPort nobody = new ClosedPort()) {
            TlsException failure = failure(endpoint(TlsMode.IMPLICIT, nobody.port()), trusting(TlsProvider.JDK));

            assertThat(failure.failure()).isEqualTo(TlsFailure.CONNECTION_REFUSED);
            assertThat(failure.hint()).contains("465");
        }
    }

    @Test
    void noSuchHost() {
        Endpoint nowhere = Endpoint.of(Protocol.SMTP, TlsMode.IMPLICIT, "nowhere.invalid", 465);

        // a resolver may ask several servers, none of which answers
        TlsException failure = failure(nowhere, trusting(TlsProvider.JDK).timeout(Duration.ofMinutes(2)));

        assertThat(failure.failure()).isEqualTo(TlsFailure.UNKNOWN_HOST);
        assertThat(failure).hasMessage("no such host: nowhere.invalid");
    }

    @Test
    void aBugOfOursIsNotDressedUp() {
        Endpoint endpoint = endpoint(TlsMode.IMPLICIT, 1);
        TlsException failure = Diagnosis.of(new IllegalStateException("oops"), endpoint, HandshakeWatch.nothing());

        assertThat(failure.failure()).isEqualTo(TlsFailure.INTERNAL);
        assertThat(failure.failure().exitCode()).isEqualTo(70);
        assertThatThrownBy(() -> {
                    throw failure;
                })
                .hasMessageContaining("oops");
    }

    private TlsConfig.Builder trusting(TlsProvider provider) {
        return TlsConfig.builder().trust(Trust.certificates(ca.certificate())).provider(provider);
    }

    private static Endpoint endpoint(TlsMode mode, int port) {
        return Endpoint.of(Protocol.SMTP, mode, "localhost", port);
    }

    private static TlsException failure(Endpoint endpoint, TlsConfig.Builder config) {
        return failure(endpoint, config, ClearTextGreeting.INSTANCE);
    }

    /** What a session does: open, speak, and put whatever is thrown to the diagnosis. */
    private static TlsException failure(Endpoint endpoint, TlsConfig.Builder config, Upgrade upgrade) {
        TlsConnector connector = TlsConnector.to(endpoint, TlsContext.of(config.build()), upgrade);
        try (Socket socket = connector.open()) {
            socket.getOutputStream().write('x');
            socket.getInputStream().read();
        } catch (Exception e) {
            return Diagnosis.of(e, endpoint, connector.watch());
        }
        throw new AssertionError("nothing failed");
    }

    /** The shortest upgrade there could be: the server greets, and that is its consent. */
    private enum ClearTextGreeting implements Upgrade {
        INSTANCE;

        @Override
        public void ask(io.github.tlsclients.tls.ClearText clear) throws IOException {
            clear.readLine();
        }
    }
}
