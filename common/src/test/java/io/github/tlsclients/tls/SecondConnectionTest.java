package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.DataChannelException.Reason;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A second connection to the same server, by a handshake of its own. */
class SecondConnectionTest {
    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("localhost");

    @ParameterizedTest
    @CsvSource({"JDK, TLS_1_2", "JDK, TLS_1_3", "BOUNCY_CASTLE, TLS_1_2", "BOUNCY_CASTLE, TLS_1_3"})
    void shakesHandsAnewWithTheSameServer(TlsProvider provider, TlsVersion version) throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate)) {
            TlsConnector client = connector(server, config(provider).versions(version));
            try (Socket control = client.open()) {
                for (int i = 0; i < 2; i++) {
                    try (ResumedChannel data = client.openLike(tcp(server))) {
                        data.getOutputStream().write('x');
                        assertThat(data.getInputStream().read()).isEqualTo('x');
                        assertThat(data.handshake().resumed()).isFalse();
                        assertThat(data.handshake().version()).isEqualTo(version.jsseName());
                        assertThat(data.handshake().chain().get(0))
                                .isEqualTo(certificate.chain().get(0));
                    }
                }
                control.getOutputStream().write('x');
                assertThat(control.getInputStream().read()).isEqualTo('x');
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void anotherCertificateForTheSameNameIsRefused(TlsProvider provider) throws IOException {
        assertRefused(provider, ca.issue("localhost"));
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aCertificateThatIsNotTrustedIsAnotherOneFirstOfAll(TlsProvider provider) throws IOException {
        assertRefused(provider, LabCa.create().issue("localhost"));
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void anEarlierVersionIsRefused(TlsProvider provider) throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate);
                TlsEcho old = TlsEcho.start(certificate, "TLSv1.2")) {
            TlsConnector client = connector(server, config(provider));
            try (Socket control = client.open()) {
                Socket tcp = tcp(old);
                assertThatThrownBy(() -> client.openLike(tcp)).hasStackTraceContaining("protocol_version");
                assertThat(tcp.isClosed()).isTrue();
                assertThat(control.isClosed()).isFalse();
            }
        }
    }

    @Test
    void aSecondConnectionNeedsAFirst() throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate);
                Socket tcp = tcp(server)) {
            TlsConnector client = connector(server, config(TlsProvider.JDK));

            assertThatThrownBy(() -> client.openLike(tcp)).isInstanceOf(IllegalStateException.class);
        }
    }

    private void assertRefused(TlsProvider provider, LabCertificate other) throws IOException {
        try (RotatingEcho server = RotatingEcho.start(certificate)) {
            TlsConnector client = TlsConnector.to(
                    server.endpoint(), TlsContext.of(config(provider).build()), clear -> {});
            try (Socket control = client.open()) {
                server.show(other);
                Socket tcp = new Socket("localhost", server.endpoint().port());
                assertThatThrownBy(() -> client.openLike(tcp)).isInstanceOfSatisfying(DataChannelException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.OTHER_CERTIFICATE);
                    assertThat(e.chain().get(0)).isEqualTo(other.chain().get(0));
                });
                assertThat(tcp.isClosed()).isTrue();
                assertThat(control.isClosed()).isFalse();
            }
        }
    }

    private TlsConfig.Builder config(TlsProvider provider) {
        return TlsConfig.builder().trust(Trust.certificates(ca.certificate())).provider(provider);
    }

    private static TlsConnector connector(TlsEcho server, TlsConfig.Builder config) {
        return TlsConnector.to(server.endpoint(), TlsContext.of(config.build()), clear -> {});
    }

    private static Socket tcp(TlsEcho server) throws IOException {
        return new Socket("localhost", server.endpoint().port());
    }
}
