package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client library sets on our sockets and engines, nothing is agreed on that was not configured. */
class SettingsGuardTest {
    private static final LabCa CA = LabCa.create();
    private static final String NOT_ALLOWED = ", which the configuration does not allow";

    /** By a socket and by an engine, whose settings a client changes before the handshake. */
    private enum Way {
        SOCKET {
            @Override
            void connect(TlsContext tls, int port, UnaryOperator<SSLParameters> client) throws IOException {
                try (SSLSocket socket = (SSLSocket) tls.socketFactory().createSocket("localhost", port)) {
                    socket.setSSLParameters(client.apply(socket.getSSLParameters()));
                    socket.startHandshake();
                }
            }
        },
        ENGINE {
            @Override
            void connect(TlsContext tls, int port, UnaryOperator<SSLParameters> client) throws IOException {
                try (Socket tcp = new Socket("localhost", port)) {
                    SSLEngine engine = tls.sslContext().createSSLEngine("localhost", port);
                    engine.setSSLParameters(client.apply(engine.getSSLParameters()));
                    EngineClient.shakeHands(engine, tcp);
                }
            }
        };

        abstract void connect(TlsContext tls, int port, UnaryOperator<SSLParameters> client) throws IOException;
    }

    static Stream<Arguments> everyWay() {
        return Arrays.stream(TlsProvider.values())
                .flatMap(provider -> Arrays.stream(Way.values()).map(way -> Arguments.of(provider, way)));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void refusesAVersionThatWasNotConfigured(TlsProvider provider, Way way) throws IOException {
        TlsConfig config = trusting(provider).versions(TlsVersion.TLS_1_3).build();

        assertRefused(way, config, set -> protocols(set, "TLSv1.2"), "TLSv1.2 was agreed on" + NOT_ALLOWED);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void refusesACipherSuiteThatWasNotConfigured(TlsProvider provider, Way way) throws IOException {
        TlsConfig config = trusting(provider)
                .cipherSuites(List.of("TLS_AES_256_GCM_SHA384"))
                .build();

        assertRefused(
                way,
                config,
                set -> suites(set, "TLS_AES_128_GCM_SHA256"),
                "the cipher suite TLS_AES_128_GCM_SHA256 was agreed on" + NOT_ALLOWED);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void refusesACipherSuiteThatIsNotSafeWhereNoneWasConfigured(TlsProvider provider, Way way) throws IOException {
        String cbc = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256";

        assertRefused(
                way,
                trusting(provider).build(),
                set -> protocols(suites(set, cbc), "TLSv1.2"),
                "the cipher suite " + cbc + " was agreed on" + NOT_ALLOWED);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void refusesGroupsThatWereNotConfigured(TlsProvider provider, Way way) throws IOException {
        assumeTrue(Groups.settable(), "SSLParameters have groups from JDK 20 on");
        TlsConfig config = trusting(provider).groups(List.of("secp256r1")).build();

        assertRefused(
                way,
                config,
                set -> Groups.set(set, "secp384r1", "secp256r1"),
                "the key-exchange groups secp384r1, secp256r1 were offered" + NOT_ALLOWED);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void aClientMayNarrowWhatWasConfigured(TlsProvider provider, Way way) throws IOException {
        TlsContext tls = TlsContext.of(trusting(provider).build());
        try (TlsEcho server = TlsEcho.start(CA.issue("localhost"))) {
            way.connect(
                    tls,
                    server.endpoint().port(),
                    set -> protocols(suites(set, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"), "TLSv1.2"));
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void emptyParametersTakeNothingAway(TlsProvider provider, Way way) throws IOException {
        TlsContext tls =
                TlsContext.of(trusting(provider).versions(TlsVersion.TLS_1_3).build());
        try (TlsEcho right = TlsEcho.start(CA.issue("localhost"));
                TlsEcho wrong = TlsEcho.start(CA.issue("mail.lab.test"));
                TlsEcho old = TlsEcho.start(CA.issue("localhost"), "TLSv1.2")) {
            way.connect(tls, right.endpoint().port(), set -> new SSLParameters());
            assertThatThrownBy(() -> way.connect(tls, wrong.endpoint().port(), set -> new SSLParameters()))
                    .hasStackTraceContaining("you asked for localhost");
            assertThatThrownBy(() -> way.connect(tls, old.endpoint().port(), set -> new SSLParameters()))
                    .hasStackTraceContaining("protocol_version");
        }
    }

    /** JSSE takes them for "the provider's own groups", and the JDK's HttpClient sets such. */
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void anEngineKeepsItsGroupsWhenParametersCarryNone(TlsProvider provider) throws IOException {
        assumeTrue(Groups.settable() || provider == TlsProvider.BOUNCY_CASTLE, "the JDK has groups from 20 on");
        TlsContext tls = TlsContext.of(
                trusting(provider).groups(List.of("secp384r1", "secp256r1")).build());
        try (TlsEcho server = TlsEcho.start(CA.issue("localhost"))) {
            Way.ENGINE.connect(tls, server.endpoint().port(), set -> new SSLParameters());
        }
    }

    private static void assertRefused(Way way, TlsConfig config, UnaryOperator<SSLParameters> client, String because)
            throws IOException {
        TlsContext tls = TlsContext.of(config);
        try (TlsEcho server = TlsEcho.start(CA.issue("localhost"))) {
            assertThatThrownBy(() -> way.connect(tls, server.endpoint().port(), client))
                    .satisfies(e -> {
                        TlsException told = Diagnosis.of(e, server.endpoint(), HandshakeWatch.nothing());
                        assertThat(told.failure()).isEqualTo(TlsFailure.HANDSHAKE_FAILED);
                        assertThat(told).hasMessage("the client library changed its TLS settings: " + because);
                    });
        }
    }

    private static SSLParameters protocols(SSLParameters parameters, String... protocols) {
        parameters.setProtocols(protocols);
        return parameters;
    }

    private static SSLParameters suites(SSLParameters parameters, String... suites) {
        parameters.setCipherSuites(suites);
        return parameters;
    }

    private static TlsConfig.Builder trusting(TlsProvider provider) {
        return TlsConfig.builder().trust(Trust.certificates(CA.certificate())).provider(provider);
    }

    /** {@code SSLParameters.setNamedGroups}, which is there from JDK 20 on. */
    private static final class Groups {
        static boolean settable() {
            return Runtime.version().feature() >= 20;
        }

        static SSLParameters set(SSLParameters parameters, String... groups) {
            try {
                SSLParameters.class.getMethod("setNamedGroups", String[].class).invoke(parameters, (Object) groups);
                return parameters;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
