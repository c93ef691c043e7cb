package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.CertificateRefusedException.Reason;
import io.github.tlsclients.tls.Verification.Rule;
import java.io.IOException;
import java.net.Socket;
import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TlsContextTest {
    private final LabCa ca = LabCa.create();

    @ParameterizedTest
    @CsvSource({
        "JDK, TLS_1_2, EC",
        "JDK, TLS_1_3, RSA",
        "JDK, TLS_1_3, ED25519",
        "BOUNCY_CASTLE, TLS_1_2, RSA",
        "BOUNCY_CASTLE, TLS_1_3, EC",
        "BOUNCY_CASTLE, TLS_1_3, ED25519",
    })
    void connects(TlsProvider provider, TlsVersion version, KeyType key) throws IOException {
        TlsConfig config = trusting().provider(provider).versions(version).build();
        try (TlsEcho server =
                TlsEcho.start(ca.issue(CertificateSpec.server("localhost").with(key)))) {
            TlsConnector connector = connector(server, config);
            try (Socket socket = connector.open()) {
                socket.getOutputStream().write('x');
                assertThat(socket.getInputStream().read()).isEqualTo('x');
            }
            TlsHandshake handshake = connector.handshake().orElseThrow();
            assertThat(handshake.version()).isEqualTo(version.jsseName());
            assertThat(handshake.resumed()).isFalse();
            assertThat(handshake.chain().get(0).getIssuerX500Principal())
                    .isEqualTo(ca.certificate().getSubjectX500Principal());
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void refusesAnUnknownIssuer(TlsProvider provider) throws IOException {
        LabCertificate foreign = LabCa.create().issue("localhost");

        assertRefused(provider, foreign, "localhost", Reason.NOT_TRUSTED);
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void refusesAnotherName(TlsProvider provider) throws IOException {
        CertificateRefusedException refused =
                assertRefused(provider, ca.issue("mail.lab.test"), "localhost", Reason.WRONG_NAME);

        assertThat(refused).hasMessage("the certificate is for mail.lab.test; you asked for localhost");
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void refusesAnExpiredCertificate(TlsProvider provider) throws IOException {
        Instant now = Instant.now();
        CertificateSpec expired = CertificateSpec.server("localhost")
                .valid(now.minus(30, ChronoUnit.MINUTES), now.minus(1, ChronoUnit.MINUTES));

        assertRefused(provider, ca.issue(expired), "localhost", Reason.EXPIRED);
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void refusesACertificateOfTheFuture(TlsProvider provider) throws IOException {
        Instant now = Instant.now();
        CertificateSpec early =
                CertificateSpec.server("localhost").valid(now.plus(1, ChronoUnit.DAYS), now.plus(2, ChronoUnit.DAYS));

        assertRefused(provider, ca.issue(early), "localhost", Reason.NOT_YET_VALID);
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void refusesAClientsCertificateOnAServer(TlsProvider provider) throws IOException {
        assertRefused(provider, ca.issue(CertificateSpec.client("localhost")), "localhost", Reason.WRONG_USAGE);
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aPinMustBeInTheValidatedPath(TlsProvider provider) throws IOException {
        LabCertificate certificate = ca.issue("localhost");
        LabCertificate pinned = LabCa.create().issue("pinned.lab.test");
        // the pinned certificate is sent along, and proves nothing
        LabCertificate padded = new LabCertificate(
                certificate.key(),
                List.of(certificate.chain().get(0), pinned.chain().get(0)));

        TlsConfig own =
                pinnedTo(Pin.of(certificate.chain().get(0))).provider(provider).build();
        TlsConfig root = pinnedTo(Pin.of(ca.certificate())).provider(provider).build();
        TlsConfig other =
                pinnedTo(Pin.of(pinned.chain().get(0))).provider(provider).build();

        try (TlsEcho server = TlsEcho.start(padded)) {
            connector(server, own).open().close();
            connector(server, root).open().close();
            assertThat(refusal(server.endpoint(), other).reason()).isEqualTo(Reason.PIN_MISMATCH);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aPinHoldsForTheHostsOfItsPatternAlone(TlsProvider provider) throws IOException {
        LabCertificate certificate = ca.issue("localhost", "mail.lab.test");
        String other = Pin.of(LabCa.create().certificate()).toString();
        Trust trust = Trust.certificates(ca.certificate()).and(Trust.pinsFor("*.lab.test", other));
        TlsConfig config = TlsConfig.builder().trust(trust).provider(provider).build();

        try (TlsEcho server = TlsEcho.start(certificate)) {
            connector(server, config).open().close();
            Endpoint pinned = server.endpoint().named("mail.lab.test");
            assertThat(refusal(pinned, config).reason()).isEqualTo(Reason.PIN_MISMATCH);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aClientThatSwitchesEndpointIdentificationOffStillHasTheNameChecked(TlsProvider provider) throws IOException {
        TlsContext context = TlsContext.of(trusting().provider(provider).build());
        try (TlsEcho server = TlsEcho.start(ca.issue("mail.lab.test"));
                SSLSocket socket = (SSLSocket) context.socketFactory()
                        .createSocket("localhost", server.endpoint().port())) {
            SSLParameters careless = socket.getSSLParameters();
            careless.setEndpointIdentificationAlgorithm(null);
            socket.setSSLParameters(careless);

            assertThatThrownBy(socket::startHandshake).hasStackTraceContaining("you asked for localhost");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aBoundContextExpectsItsNameWhateverHostAClientPasses(TlsProvider provider) throws IOException {
        TlsContext context =
                TlsContext.of(trusting().provider(provider).build()).boundTo("mail.lab.test");
        try (TlsEcho right = TlsEcho.start(ca.issue("mail.lab.test"));
                TlsEcho wrong = TlsEcho.start(ca.issue("localhost"))) {
            try (SSLSocket socket = (SSLSocket) context.socketFactory()
                    .createSocket("localhost", right.endpoint().port())) {
                socket.startHandshake();
                assertThat(context.hostnameVerifier().verify("localhost", socket.getSession()))
                        .isTrue();
            }
            try (SSLSocket socket = (SSLSocket) context.socketFactory()
                    .createSocket("localhost", wrong.endpoint().port())) {
                assertThatThrownBy(socket::startHandshake).hasStackTraceContaining("you asked for mail.lab.test");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void everySocketAndEngineCarriesTheSettings(TlsProvider provider) throws IOException {
        TlsContext context = TlsContext.of(
                trusting().provider(provider).versions(TlsVersion.TLS_1_2).build());

        for (SSLParameters parameters : List.of(
                ((SSLSocket) context.socketFactory().createSocket()).getSSLParameters(),
                context.sslContext().createSSLEngine("localhost", 1).getSSLParameters(),
                context.sslContext().getDefaultSSLParameters(),
                context.parametersFor("localhost"))) {
            assertThat(parameters.getProtocols()).containsExactly("TLSv1.2");
            assertThat(parameters.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
            assertThat(parameters.getCipherSuites())
                    .isNotEmpty()
                    .allMatch(suite -> suite.contains("_ECDHE_")
                            || suite.contains("_DHE_")
                            || suite.startsWith("TLS_AES")
                            || suite.startsWith("TLS_CHACHA20"));
        }
    }

    @ParameterizedTest
    @CsvSource({"JDK, TLS_1_2", "JDK, TLS_1_3", "BOUNCY_CASTLE, TLS_1_2", "BOUNCY_CASTLE, TLS_1_3"})
    void showsTheClientCertificateThatIsAskedFor(TlsProvider provider, TlsVersion version) throws IOException {
        LabCertificate client = ca.issue(CertificateSpec.client("ada").with(KeyType.ED25519));
        TlsConfig with = trusting()
                .provider(provider)
                .versions(version)
                .identity(Identity.of(client.key(), client.chain()))
                .build();
        try (TlsEcho server = TlsEcho.wantingClients(ca.issue("localhost"), ca.certificate())) {
            TlsConnector connector = connector(server, with);
            try (Socket socket = connector.open()) {
                socket.getOutputStream().write('x');
                assertThat(socket.getInputStream().read()).isEqualTo('x');
            }
            assertThat(connector.watch().certificateWanted()).isTrue();
            assertThat(connector.watch().certificateSent()).isTrue();
        }
    }

    @Test
    void resumesOnTheSecondConnectionOfOneConnector() throws IOException {
        TlsConfig config = trusting().versions(TlsVersion.TLS_1_2).build();
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"))) {
            TlsConnector connector = connector(server, config);
            connector.open().close();
            assertThat(connector.handshake().orElseThrow().resumed()).isFalse();
            connector.open().close();
            assertThat(connector.handshake().orElseThrow().resumed()).isTrue();
        }
    }

    @Test
    void groupsOfBouncyCastleAreUsed() throws IOException {
        // without secp256r1 Bouncy Castle offers no ECDSA on P-256 either, which the lab's root signs with
        TlsConfig shared = bouncyCastle("X448", "secp256r1");
        TlsConfig unshared = bouncyCastle("X448");
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"))) {
            connector(server, shared).open().close();
            assertThatThrownBy(() -> connector(server, unshared).open()).hasStackTraceContaining("handshake_failure");
        }
    }

    @Test
    void unknownNamesAreErrors() {
        assertConfigError(trusting().groups(List.of("x25518")).provider(TlsProvider.BOUNCY_CASTLE), "x25518");
        assertConfigError(trusting().cipherSuites(List.of("TLS_AES_256_GCM")), "TLS_AES_256_GCM");
        assertConfigError(TlsConfig.builder().trust(Trust.pins("sha256/" + "A".repeat(43) + "=")), "no root");
        assertThatThrownBy(() -> Trust.pins("md5/xyz")).isInstanceOf(TlsConfigException.class);
        assertThatThrownBy(() -> TlsVersion.of("1.1")).isInstanceOf(TlsConfigException.class);
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aDeprecatedSuiteThatIsNamedTakesTheDangerousDoor(TlsProvider provider) {
        TlsConfig.Builder weak = trusting().provider(provider).cipherSuites(List.of("TLS_RSA_WITH_AES_128_CBC_SHA"));

        assertConfigError(weak, "TLS_RSA_WITH_AES_128_CBC_SHA is deprecated by RFC 9325 (rule strong-suites)");
        weak.verification(DangerousTls.without(Rule.STRONG_SUITES));
        if (provider == TlsProvider.BOUNCY_CASTLE) { // the JDK's own does away with it in time
            TlsContext.of(weak.build());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_RSA_WITH_3DES_EDE_CBC_SHA, true",
        "SSL_RSA_WITH_3DES_EDE_CBC_SHA, true",
        "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA, true",
        "TLS_ECDHE_RSA_WITH_NULL_SHA, true",
        "TLS_RSA_EXPORT_WITH_RC4_40_MD5, true",
        "SSL_DHE_RSA_WITH_DES_CBC_SHA, true",
        "TLS_ECDH_anon_WITH_AES_128_CBC_SHA, true",
        "TLS_ECDHE_RSA_WITH_RC4_128_SHA, true",
        "TLS_RSA_WITH_AES_256_GCM_SHA384, true",
        "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256, true",
        "TLS_SHA256_SHA256, true",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, false",
        "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256, false",
        "TLS_AES_128_CCM_8_SHA256, false",
        "TLS_EMPTY_RENEGOTIATION_INFO_SCSV, false"
    })
    void whatIsDeprecatedIsKnownByItsName(String suite, boolean deprecated) {
        assertThat(SuiteName.of(suite).deprecatedBy().isEmpty()).isEqualTo(!deprecated);
    }

    @Test
    void registersNoProvider() {
        List<Provider> before = List.of(Security.getProviders());

        TlsContext.of(trusting().provider(TlsProvider.BOUNCY_CASTLE).build());

        assertThat(Security.getProviders()).containsExactlyElementsOf(before);
    }

    private TlsConfig.Builder trusting() {
        return TlsConfig.builder().trust(Trust.certificates(ca.certificate()));
    }

    private TlsConfig bouncyCastle(String... groups) {
        return trusting()
                .provider(TlsProvider.BOUNCY_CASTLE)
                .groups(List.of(groups))
                .build();
    }

    private TlsConfig.Builder pinnedTo(Pin pin) {
        return TlsConfig.builder().trust(Trust.certificates(ca.certificate()).and(Trust.pins(pin.toString())));
    }

    private static TlsConnector connector(TlsEcho server, TlsConfig config) {
        return TlsConnector.to(server.endpoint(), TlsContext.of(config), clear -> {});
    }

    private CertificateRefusedException assertRefused(
            TlsProvider provider, LabCertificate certificate, String name, Reason reason) throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate)) {
            CertificateRefusedException refused = refusal(
                    server.endpoint().named(name), trusting().provider(provider).build());
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.chain().get(0)).isEqualTo(certificate.chain().get(0));
            return refused;
        }
    }

    private static CertificateRefusedException refusal(Endpoint endpoint, TlsConfig config) {
        TlsConnector connector = TlsConnector.to(endpoint, TlsContext.of(config), clear -> {});
        try {
            connector.open().close();
        } catch (IOException e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                if (t instanceof CertificateRefusedException refused) {
                    return refused;
                }
            }
            throw new AssertionError("refused for another reason", e);
        }
        throw new AssertionError("accepted");
    }

    private static void assertConfigError(TlsConfig.Builder builder, String named) {
        assertThatThrownBy(() -> TlsContext.of(builder.build()))
                .isInstanceOfSatisfying(
                        TlsConfigException.class, e -> assertThat(e.hint()).isNotBlank())
                .hasMessageContaining(named);
    }
}
