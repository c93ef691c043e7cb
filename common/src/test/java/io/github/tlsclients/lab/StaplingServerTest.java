package io.github.tlsclients.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.StatusServer.Fault;
import io.github.tlsclients.lab.StatusServer.Status;
import io.github.tlsclients.tls.TlsVersion;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The JDK's client, which asks for staples by default, is handed those that the test gave. */
class StaplingServerTest {
    @ParameterizedTest
    @CsvSource({
        "TLS_1_2, EC, GOOD, NONE",
        "TLS_1_2, RSA, REVOKED, NONE",
        "TLS_1_3, EC, REVOKED, NONE",
        "TLS_1_3, RSA, GOOD, NONE",
        "TLS_1_2, EC, GOOD, MALFORMED",
        "TLS_1_3, EC, GOOD, STALE"
    })
    void staplesWhatItIsGiven(TlsVersion version, KeyType key, Status told, Fault fault) throws Exception {
        try (StatusServer status = StatusServer.start()) {
            LabCa ca = LabCa.create().reportingTo(status);
            LabCertificate certificate =
                    ca.issue(CertificateSpec.server("localhost").with(key));
            byte[] staple = status.staple(certificate, told, fault);

            try (StaplingServer server = StaplingServer.start(certificate, version, staple)) {
                assertThat(staples(server, ca, version)).containsExactly(staple);
                assertThat(server.stapled()).isEqualTo(1);
                assertThat(status.asked()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void staplesNothingWhereNothingIsGiven(TlsVersion version) throws Exception {
        LabCa ca = LabCa.create();
        try (StaplingServer server = StaplingServer.start(ca.issue("localhost"), version)) {
            assertThat(staples(server, ca, version)).isEmpty();
            assertThat(server.stapled()).isZero();
        }
    }

    @Test
    void staplesForIntermediatesInTls13() throws Exception {
        try (StatusServer status = StatusServer.start()) {
            LabCa ca = LabCa.create().reportingTo(status);
            LabCa intermediate = ca.intermediate();
            LabCertificate certificate = intermediate.issue("localhost");
            byte[] first = status.staple(certificate);
            byte[] second = status.staple(intermediate.certificate(), Status.REVOKED, Fault.NONE);

            try (StaplingServer server = StaplingServer.start(certificate, TlsVersion.TLS_1_3, first, second)) {
                assertThat(staples(server, ca, TlsVersion.TLS_1_3)).containsExactly(first, second);
            }
        }
    }

    @Test
    void evenWhatIsNoResponseIsStapled() throws Exception {
        LabCa ca = LabCa.create();
        try (StaplingServer server =
                StaplingServer.start(ca.issue("localhost"), TlsVersion.TLS_1_3, new byte[] {1, 2, 3})) {
            // the JDK reads staples of TLS 1.3 while it reads the certificates
            assertThatThrownBy(() -> staples(server, ca, TlsVersion.TLS_1_3)).isInstanceOf(SSLException.class);
            assertThat(server.stapled()).isEqualTo(1);
        }
    }

    /** Says one byte, hears it again, and gives the staples of the handshake. */
    private static List<byte[]> staples(StaplingServer server, LabCa ca, TlsVersion version)
            throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("root", ca.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", server.port())) {
            socket.setSoTimeout(10_000); // a server that falls silent fails the test
            socket.setEnabledProtocols(new String[] {version.jsseName()});
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            return ((ExtendedSSLSession) socket.getSession()).getStatusResponses();
        }
    }
}
