package io.github.tlsclients.tls;

import static io.github.tlsclients.tls.Revocation.HARD_FAIL;
import static io.github.tlsclients.tls.Revocation.OFF;
import static io.github.tlsclients.tls.Revocation.SOFT_FAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.CertificateSpec.StatusSource;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.StaplingServer;
import io.github.tlsclients.lab.StatusServer;
import io.github.tlsclients.lab.StatusServer.Fault;
import io.github.tlsclients.lab.StatusServer.Status;
import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.CertificateRefusedException.Reason;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class RevocationTest {
    private static final CertificateSpec SERVER = CertificateSpec.server("localhost");
    private static final Upgrade NO_UPGRADE = new Upgrade() {
        @Override
        public void ask(ClearText clear) {
            throw new IllegalStateException("the mode is implicit");
        }
    };

    private StatusServer status;
    private LabCa ca;

    @BeforeEach
    void startResponder() throws IOException {
        status = StatusServer.start();
        ca = LabCa.create().reportingTo(status);
    }

    @AfterEach
    void stopResponder() throws IOException {
        status.close();
    }

    @ParameterizedTest
    @CsvSource({"SOFT_FAIL, OCSP", "HARD_FAIL, OCSP", "SOFT_FAIL, CRL", "HARD_FAIL, CRL"})
    void theResponderOrTheCrlIsAsked(Revocation mode, StatusSource source) throws Exception {
        LabCertificate certificate = ca.issue(SERVER.statusFrom(source));

        check(mode, certificate);

        assertThat(status.asked()).containsExactly(source);
    }

    @ParameterizedTest
    @CsvSource({"SOFT_FAIL, OCSP", "HARD_FAIL, OCSP", "SOFT_FAIL, CRL", "HARD_FAIL, CRL"})
    void whatTheResponderOrTheCrlCallsRevokedIsRefused(Revocation mode, StatusSource source) {
        LabCertificate certificate = ca.issue(SERVER.statusFrom(source));
        status.revoke(certificate);

        assertRefused(Reason.REVOKED, () -> check(mode, certificate));
        assertThat(status.asked()).containsExactly(source);
    }

    @Test
    void nobodyIsAskedWhereItIsOff() throws Exception {
        LabCertificate certificate = ca.issue(SERVER);
        status.revoke(certificate);

        check(OFF, certificate);

        assertThat(status.asked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NONE", "SILENT"})
    void anUnusableAnswerIsNone(Fault fault) throws Exception {
        LabCertificate certificate = ca.issue(SERVER);
        status.ocsp(fault);
        status.crl(fault);

        check(SOFT_FAIL, certificate);
        assertRefused(Reason.REVOCATION_UNKNOWN, () -> check(HARD_FAIL, certificate));
    }

    @Test
    void theCrlTellsWhereTheResponderDoesNot() {
        LabCertificate certificate = ca.issue(SERVER);
        status.revoke(certificate);
        status.ocsp(Fault.TRY_LATER);

        assertRefused(Reason.REVOKED, () -> check(SOFT_FAIL, certificate));
        assertThat(status.asked()).containsExactly(StatusSource.OCSP, StatusSource.CRL);
    }

    @Test
    void aSilentResponderDelaysNoLongerThanTheTimeout() throws Exception {
        LabCertificate certificate = ca.issue(SERVER);
        status.ocsp(Fault.SILENT);
        status.crl(Fault.SILENT);

        check(SOFT_FAIL, certificate, ca, Duration.ofMillis(200));
        assertRefused(Reason.REVOCATION_UNKNOWN, () -> check(HARD_FAIL, certificate, ca, Duration.ofMillis(200)));
    }

    @Test
    void aCertificateThatNamesNobodyToAskIsUnknown() throws Exception {
        LabCa silent = LabCa.create();
        LabCertificate certificate = silent.issue(SERVER);

        check(SOFT_FAIL, certificate, silent, Duration.ofSeconds(10));
        assertRefused(Reason.REVOCATION_UNKNOWN, () -> check(HARD_FAIL, certificate, silent, Duration.ofSeconds(10)));
    }

    @Test
    void anIntermediateIsAskedAboutAsWell() throws Exception {
        LabCa intermediate = ca.intermediate();
        LabCertificate certificate = intermediate.issue(SERVER);

        check(HARD_FAIL, certificate);
        status.tell(intermediate.certificate(), Status.REVOKED);

        assertRefused(Reason.REVOKED, () -> check(SOFT_FAIL, certificate));
    }

    @Test
    void aRevokedServerIsFoundBehindAnIntermediateOfWhichNobodyTells() throws Exception {
        LabCa root = LabCa.create();
        LabCa intermediate = root.intermediate().reportingTo(status);
        LabCertificate certificate = intermediate.issue(SERVER);
        status.revoke(certificate);

        assertRefused(Reason.REVOKED, () -> check(SOFT_FAIL, certificate, root, Duration.ofSeconds(10)));
    }

    static Stream<Arguments> staplesRead() {
        return Stream.of(
                Arguments.of(TlsProvider.JDK, TlsVersion.TLS_1_2),
                Arguments.of(TlsProvider.JDK, TlsVersion.TLS_1_3),
                Arguments.of(TlsProvider.BOUNCY_CASTLE, TlsVersion.TLS_1_2));
    }

    @ParameterizedTest
    @MethodSource("staplesRead")
    void aStapleIsTheAnswer(TlsProvider provider, TlsVersion version) throws Exception {
        LabCertificate certificate = ca.issue(SERVER.mustStaple());

        connect(HARD_FAIL, provider, certificate, version, status.staple(certificate));

        assertThat(status.asked()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("staplesRead")
    void aStapleThatSaysRevokedIsBelieved(TlsProvider provider, TlsVersion version) {
        LabCertificate certificate = ca.issue(SERVER);
        byte[] staple = status.staple(certificate, Status.REVOKED, Fault.NONE);

        assertFails(TlsFailure.REVOKED, () -> connect(SOFT_FAIL, provider, certificate, version, staple));
        assertThat(status.asked()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("staplesRead")
    void aStaleStapleIsNoAnswer(TlsProvider provider, TlsVersion version) throws Exception {
        LabCertificate certificate = ca.issue(SERVER);
        byte[] staple = status.staple(certificate, Status.GOOD, Fault.STALE);
        status.revoke(certificate);

        assertFails(TlsFailure.REVOKED, () -> connect(SOFT_FAIL, provider, certificate, version, staple));
        assertThat(status.asked()).contains(StatusSource.CRL);
    }

    static Stream<Arguments> everyProviderAndVersion() {
        return Arrays.stream(TlsProvider.values())
                .flatMap(
                        provider -> Arrays.stream(TlsVersion.values()).map(version -> Arguments.of(provider, version)));
    }

    @ParameterizedTest
    @MethodSource("everyProviderAndVersion")
    void aCertificateThatDemandsAStapleIsRefusedWithoutOne(TlsProvider provider, TlsVersion version) throws Exception {
        LabCertificate certificate = ca.issue(SERVER.mustStaple());

        assertFails(TlsFailure.REVOCATION_UNKNOWN, () -> connect(SOFT_FAIL, provider, certificate, version));
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void whereRevocationIsOffNoStapleIsDemanded(TlsVersion version) throws Exception {
        connect(OFF, TlsProvider.JDK, ca.issue(SERVER.mustStaple()), version);

        assertThat(status.asked()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyProviderAndVersion")
    void aRevokedServerIsRefusedInAHandshake(TlsProvider provider, TlsVersion version) {
        LabCertificate certificate = ca.issue(SERVER);
        status.revoke(certificate);

        assertFails(TlsFailure.REVOKED, () -> connect(HARD_FAIL, provider, certificate, version));
    }

    private void check(Revocation mode, LabCertificate certificate) throws CertificateException {
        check(mode, certificate, ca, Duration.ofSeconds(10));
    }

    private static void check(Revocation mode, LabCertificate certificate, LabCa root, Duration timeout)
            throws CertificateException {
        TlsConfig config = TlsConfig.builder()
                .trust(Trust.certificates(root.certificate()))
                .revocation(mode)
                .timeout(timeout)
                .build();
        TlsContext.of(config)
                .boundTo("localhost")
                .trustManager()
                .checkServerTrusted(certificate.chain().toArray(X509Certificate[]::new), "UNKNOWN");
    }

    private void connect(
            Revocation mode, TlsProvider provider, LabCertificate certificate, TlsVersion version, byte... staple)
            throws IOException {
        byte[][] staples = staple.length == 0 ? new byte[0][] : new byte[][] {staple};
        TlsConfig config = TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .revocation(mode)
                .provider(provider)
                .timeout(Duration.ofSeconds(10))
                .build();
        try (StaplingServer server = StaplingServer.start(certificate, version, staples)) {
            Endpoint endpoint = Endpoint.of(Protocol.SMTP, TlsMode.IMPLICIT, "localhost", server.port());
            TlsConnector connector = TlsConnector.to(endpoint, TlsContext.of(config), NO_UPGRADE);
            try (Socket socket = connector.open()) {
                socket.getOutputStream().write('x');
                assertThat(socket.getInputStream().read()).isEqualTo('x');
            } catch (IOException e) {
                throw Diagnosis.of(e, endpoint, connector.watch());
            }
        }
    }

    private static void assertRefused(Reason reason, ThrowingCallable check) {
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        CertificateRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static void assertFails(TlsFailure failure, ThrowingCallable connect) {
        assertThatThrownBy(connect)
                .isInstanceOfSatisfying(
                        TlsException.class,
                        e -> assertThat(e.failure())
                                .as(String.valueOf(e.getMessage()))
                                .isEqualTo(failure));
    }
}
