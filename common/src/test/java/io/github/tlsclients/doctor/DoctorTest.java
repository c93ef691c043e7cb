package io.github.tlsclients.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.Flaw;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.ScriptedServer;
import io.github.tlsclients.lab.StaplingServer;
import io.github.tlsclients.lab.TestPki;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.Revocation;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsEcho;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Upgrade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the doctor finds out about a server, and what she never does to find it out. */
class DoctorTest {
    /** Nothing listens there: a test that wants the other mode names its port. */
    private static final int NOBODY = 1;

    @RegisterExtension
    static final TestPki pki = TestPki.create();

    private final LineDialect dialect = new LineDialect();

    @Test
    void aSoundServerIsWellAndEveryQuestionIsAnswered() throws IOException {
        try (TlsEcho server = TlsEcho.start(pki.server("localhost"))) {
            Examination examination = examine(server.endpoint());

            assertThat(examination.exitCode()).isZero();
            assertThat(examination.verdict())
                    .startsWith("smtps://localhost:")
                    .contains(" is well (0 errors, 0 warnings");
            assertThat(examination.session()).isPresent();
            assertThat(examination.findings())
                    .filteredOn(finding -> finding.severity() == Severity.OK)
                    .extracting(Finding::topic)
                    .contains(
                            Topic.ADDRESSES,
                            Topic.MODE,
                            Topic.TRUST,
                            Topic.NAME,
                            Topic.DATES,
                            Topic.STRENGTH,
                            Topic.STATUS,
                            Topic.CLIENT_CERTIFICATE,
                            Topic.RESUMPTION);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = Mode.EXCLUDE, names = "REVOKED") // who does not ask cannot know
    void eachFlawOfACertificateIsAnErrorByItsName(Flaw flaw) throws IOException {
        try (TlsEcho server = TlsEcho.start(pki.server(flaw, "localhost"))) {
            Examination examination = examine(server.endpoint());

            TlsFailure expected = TlsFailure.valueOf(flaw.reason().name().replaceFirst("^WEAK$", "WEAK_CERTIFICATE"));
            assertThat(examination.exitCode()).isEqualTo(4);
            assertThat(examination.findings().get(0).failure()).contains(expected);
            assertThat(examination.findings().get(0).fix()).isNotEmpty();
            assertThat(examination.letter())
                    .contains(examination.findings().get(0).owner());
            assertThat(seen(examination, Topic.VERSION)).hasSize(2).allMatch(seen -> seen.endsWith(" is spoken"));
        }
    }

    @Test
    void aRevokedCertificateIsNamedWhereTheConfigurationAsks() throws IOException {
        try (TestPkiWithStatus revoking = new TestPkiWithStatus();
                TlsEcho server = TlsEcho.start(revoking.revoked())) {
            TlsConfig config = revoking.config();

            Examination examination = doctor(server.endpoint(), config).examine();

            assertThat(error(examination).failure()).contains(TlsFailure.REVOKED);
            assertThat(seen(examination, Topic.STATUS)).anyMatch(seen -> seen.contains("OCSP at http://"));
        }
    }

    @Test
    void whatIsWrongIsToldAltogetherAndNotTheFirstAlone() throws IOException {
        CertificateSpec spec = CertificateSpec.server("elsewhere.lab.test").rsa(1024);
        CertificateSpec expired = spec.valid(
                Instant.now().minus(Duration.ofDays(9)), Instant.now().minus(Duration.ofDays(2)));
        try (TlsEcho server = TlsEcho.start(LabCertificate.selfSigned(expired))) {
            Examination examination = examine(server.endpoint());

            assertThat(examination.findings())
                    .filteredOn(finding -> finding.severity() == Severity.ERROR)
                    .extracting(finding -> finding.failure().orElseThrow())
                    .containsExactly(
                            TlsFailure.NOT_TRUSTED,
                            TlsFailure.WRONG_NAME,
                            TlsFailure.EXPIRED,
                            TlsFailure.WEAK_CERTIFICATE);
        }
    }

    @Test
    void aMissingIntermediateIsNamedWithWhereItIsSaidToBeAndIsNotFetched() throws IOException {
        try (ScriptedServer web = ScriptedServer.start("", line -> "")) {
            URI url = URI.create("http://127.0.0.1:" + web.port() + "/intermediate.der");
            LabCertificate flawed = pki.issue(
                    Flaw.MISSING_INTERMEDIATE,
                    CertificateSpec.server("localhost").issuerAt(url));
            try (TlsEcho server = TlsEcho.start(flawed)) {
                Finding finding = error(examine(server.endpoint()));

                assertThat(finding.failure()).contains(TlsFailure.NOT_TRUSTED);
                assertThat(finding.seen()).contains("CN=Lab CA flawed intermediate, was not sent");
                assertThat(finding.fix()).contains(url.toString());
                assertThat(finding.owner()).contains(url.toString());
            }
            assertThat(web.heard()).isEmpty();
        }
    }

    @Test
    void aChainInTheWrongOrderIsAWarningThatSortsIt() throws IOException {
        LabCa upper = pki.root().intermediate(CertificateSpec.authority("Upper"));
        LabCertificate issued =
                upper.intermediate(CertificateSpec.authority("Lower")).issue("localhost");
        List<X509Certificate> sent = new ArrayList<>(issued.chain());
        Collections.swap(sent, 1, 2);
        try (TlsEcho server = TlsEcho.start(new LabCertificate(issued.key(), sent))) {
            Examination examination = examine(server.endpoint());

            assertThat(examination.exitCode()).isEqualTo(1);
            assertThat(examination.verdict()).contains("works, but the chain was sent in the wrong order");
            assertThat(examination.letter()).contains("CN=localhost | CN=Lower | CN=Upper");
        }
    }

    @Test
    void aRootThatIsSentIsANoteAndWhatLeadsNowhereToo() throws IOException {
        LabCertificate issued = pki.server("localhost");
        List<X509Certificate> sent = new ArrayList<>(issued.sent());
        sent.add(pki.root().certificate());
        sent.add(LabCa.create().certificate());
        try (TlsEcho server = TlsEcho.start(new LabCertificate(issued.key(), sent))) {
            Examination examination = examine(server.endpoint());

            assertThat(examination.exitCode()).isZero();
            assertThat(seen(examination, Topic.CHAIN))
                    .anyMatch(seen -> seen.startsWith("the root was sent along"))
                    .anyMatch(seen -> seen.startsWith("certificates were sent that lead nowhere"));
        }
    }

    @ParameterizedTest
    @CsvSource({"365, 20, WARNING", "365, 22, OK", "20, 20, WARNING", "6, 4, OK", "6, 1, WARNING"})
    void aCertificateIsToBeRenewedThreeWeeksBeforeItsEndAndAShortLivedOneInItsLastThird(
            int life, int left, Severity severity) throws IOException {
        Instant end = Instant.now().plus(Duration.ofDays(left)).plusSeconds(600);
        LabCertificate certificate = pki.issue(CertificateSpec.server("localhost")
                .valid(end.minus(Duration.ofDays(life)).minusSeconds(1_200), end));
        try (TlsEcho server = TlsEcho.start(certificate)) {
            Examination examination = examine(server.endpoint());

            assertThat(examination.findings())
                    .filteredOn(finding -> finding.topic() == Topic.DATES)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.severity()).isEqualTo(severity))
                    .satisfies(finding -> assertThat(finding.seen()).contains(left + " day"));
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void aServerOfOneVersionWorksAndTheOtherIsSaidToBeMissing(TlsVersion only) throws IOException {
        try (TlsEcho server = TlsEcho.start(pki.server("localhost"), only.jsseName())) {
            Examination examination = examine(server.endpoint());

            assertThat(examination.exitCode()).isZero();
            assertThat(seen(examination, Topic.VERSION))
                    .hasSize(2)
                    .contains(only + " is spoken")
                    .anyMatch(seen -> seen.contains(" is not spoken: "));
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void aClientCertificateThatIsRequiredIsAnErrorThatSaysSo(TlsVersion version) throws IOException {
        X509Certificate root = pki.root().certificate();
        try (TlsEcho server = TlsEcho.wantingClients(pki.server("localhost"), root, version.jsseName())) {
            Examination examination = examine(server.endpoint());
            TlsConfig known =
                    config().toBuilder().identity(pki.client("ada").identity()).build();

            assertThat(examination.exitCode()).isEqualTo(6);
            assertThat(error(examination).topic()).isEqualTo(Topic.CLIENT_CERTIFICATE);
            assertThat(error(examination).failure()).contains(TlsFailure.CLIENT_CERTIFICATE_WANTED);
            assertThat(doctor(server.endpoint(), known).examine().exitCode()).isZero();
        }
    }

    @Test
    void aClientCertificateThatIsAskedForIsSeenAtAnUntrustedServerToo() throws IOException {
        X509Certificate root = pki.root().certificate();
        LabCertificate unknown = pki.server(Flaw.UNKNOWN_ROOT, "localhost");
        try (TlsEcho server = TlsEcho.wantingClients(unknown, root)) {
            Examination examination = examine(server.endpoint());

            assertThat(error(examination).failure()).contains(TlsFailure.NOT_TRUSTED);
            assertThat(seen(examination, Topic.CLIENT_CERTIFICATE))
                    .anyMatch(seen -> seen.startsWith("the server asks for a client certificate"));
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void aStapleIsSeenAndOneThatIsDemandedIsMissed(TlsVersion version) throws IOException {
        try (TestPkiWithStatus stapling = new TestPkiWithStatus()) {
            LabCertificate demanding = stapling.mustStaple();
            try (StaplingServer with = StaplingServer.start(demanding, version, stapling.staple(demanding));
                    StaplingServer without = StaplingServer.start(demanding, version)) {
                Examination stapled = doctor(at(with.port()), stapling.config()).examine();
                Examination unstapled =
                        doctor(at(without.port()), stapling.config()).examine();

                assertThat(seen(stapled, Topic.STATUS)).contains("the server staples its status");
                assertThat(stapled.exitCode()).isZero();
                assertThat(error(unstapled).topic()).isEqualTo(Topic.STATUS);
                assertThat(unstapled.exitCode()).isEqualTo(4);
            }
        }
    }

    @Test
    void postQuantumKeyExchangeIsFoundWhereItIs() throws IOException {
        try (TlsEcho hybrid = TlsEcho.offeringOnly(pki.server("localhost"), "X25519MLKEM768", "secp256r1");
                TlsEcho classical = TlsEcho.start(pki.server("localhost"))) {
            assertThat(seen(examine(hybrid.endpoint()), Topic.POST_QUANTUM))
                    .singleElement()
                    .asString()
                    .startsWith("the server takes X25519MLKEM768");
            assertThat(seen(examine(classical.endpoint()), Topic.POST_QUANTUM))
                    .containsExactly("the server takes no post-quantum key exchange");
        }
    }

    @Test
    void aServerThatTakesNothingElseThanAHybridGroupIsFoundToDoSo() throws IOException {
        LabCertificate certificate =
                pki.issue(CertificateSpec.server("localhost").with(KeyType.RSA));
        try (TlsEcho server = TlsEcho.offeringOnly(certificate, "X25519MLKEM768")) {
            Examination examination = examine(server.endpoint());

            assertThat(error(examination).failure()).contains(TlsFailure.HANDSHAKE_FAILED);
            assertThat(seen(examination, Topic.POST_QUANTUM))
                    .hasSize(1)
                    .allMatch(seen -> seen.contains("takes X25519MLKEM768"));
            assertThat(examination.letter()).doesNotContain("does not speak TLS 1.3");
        }
    }

    @Test
    void bouncyCastleSaysWhatItCannotSee() throws IOException {
        TlsConfig config =
                config().toBuilder().provider(TlsProvider.BOUNCY_CASTLE).build();
        try (TlsEcho server = TlsEcho.start(pki.server("localhost"))) {
            Examination examination = doctor(server.endpoint(), config).examine();

            assertThat(examination.exitCode()).isZero();
            assertThat(seen(examination, Topic.RESUMPTION)).allMatch(seen -> seen.startsWith("was not examined"));
        }
    }

    @Test
    void ofTwoAddressesTheOneThatFailsIsNamed() throws IOException {
        try (TlsEcho server = TlsEcho.start(pki.server("two.lab.test"))) {
            int port = server.endpoint().port();
            Endpoint endpoint = Endpoint.of(Protocol.SMTP, TlsMode.IMPLICIT, "two.lab.test", port);

            Examination examination = doctor(endpoint, config())
                    .resolver(name -> addresses("::1", "127.0.0.1"))
                    .examine();

            assertThat(examination.exitCode()).isEqualTo(1);
            assertThat(examination.findings().get(0).topic()).isEqualTo(Topic.ADDRESSES);
            assertThat(examination.findings().get(0).seen())
                    .startsWith("[0:0:0:0:0:0:0:1]:" + port)
                    .endsWith("127.0.0.1:" + port + " works");
            assertThat(examination.addresses())
                    .extracting(Examination.Address::connects)
                    .containsExactly(false, true);
        }
    }

    @Test
    void aSecondAddressWithACertificateThatIsRefusedIsAWarning() throws IOException {
        LabCertificate good = pki.server("two.lab.test");
        LabCertificate bad = pki.server(Flaw.EXPIRED, "two.lab.test");
        try (TlsLog first = TlsLog.start(good, "127.0.0.1", 0);
                TlsLog second = TlsLog.start(bad, "127.0.0.2", first.port())) {
            Endpoint endpoint = Endpoint.of(Protocol.SMTP, TlsMode.IMPLICIT, "two.lab.test", first.port());

            Examination examination = doctor(endpoint, config())
                    .resolver(name -> addresses("127.0.0.1", "127.0.0.2"))
                    .examine();

            assertThat(examination.findings())
                    .filteredOn(finding -> finding.severity() == Severity.WARNING)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.failure()).contains(TlsFailure.EXPIRED))
                    .satisfies(finding -> assertThat(finding.seen()).startsWith("127.0.0.2:" + second.port()));
        }
    }

    @Test
    void anUnknownNameAndASilentResolverEndInTime() {
        Endpoint endpoint = at(NOBODY);
        CountDownLatch never = new CountDownLatch(1);

        Examination unknown = doctor(endpoint, config())
                .resolver(name -> {
                    throw new UnknownHostException(name);
                })
                .examine();
        Examination silent = doctor(
                        endpoint,
                        config().toBuilder().timeout(Duration.ofMillis(200)).build())
                .resolver(name -> {
                    waitFor(never);
                    return addresses("127.0.0.1");
                })
                .examine();

        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(error(unknown).failure()).contains(TlsFailure.UNKNOWN_HOST);
        assertThat(error(silent).failure()).contains(TlsFailure.TIMEOUT);
    }

    @Test
    void nobodyAtHomeIsAnErrorAndTheOtherModeIsTriedNonetheless() throws IOException {
        try (TlsEcho server = TlsEcho.start(pki.server("localhost"))) {
            Endpoint nobody = Endpoint.of(Protocol.SMTP, TlsMode.STARTTLS, "localhost", NOBODY);

            Examination examination = Doctor.of(nobody, config(), dialect)
                    .otherPort(server.endpoint().port())
                    .examine();

            assertThat(examination.exitCode()).isEqualTo(3);
            assertThat(error(examination).failure()).contains(TlsFailure.CONNECTION_REFUSED);
            assertThat(seen(examination, Topic.MODE)).anyMatch(seen -> seen.contains("works too: TLSv1.3"));
        }
    }

    @Test
    void aStrippedUpgradeIsAnErrorThatTellsWhetherTheImplicitPortWorks() throws IOException {
        try (ScriptedServer stripped = ScriptedServer.start("LOGIN\r\n", line -> "");
                TlsEcho server = TlsEcho.start(pki.server("localhost"))) {
            Endpoint endpoint = Endpoint.of(Protocol.SMTP, TlsMode.STARTTLS, "localhost", stripped.port());
            Doctor doctor = Doctor.of(endpoint, config(), dialect);

            Examination saved = doctor.otherPort(server.endpoint().port()).examine();
            Examination lost = doctor.otherPort(NOBODY).examine();

            assertThat(saved.exitCode()).isEqualTo(5);
            assertThat(error(saved).failure()).contains(TlsFailure.STARTTLS_NOT_OFFERED);
            assertThat(error(saved).fix())
                    .startsWith("use smtps://localhost:" + server.endpoint().port());
            assertThat(error(lost).seen()).contains("smtps://localhost:1 does not work either");
            assertThat(seen(saved, Topic.CLEAR_TEXT)).singleElement().asString().contains("logins in clear");
            assertThat(stripped.heard()).isEmpty();
        }
    }

    @Test
    void clearTextOnATlsPortIsNamed() throws IOException {
        try (ScriptedServer clear = ScriptedServer.start("220 hello\r\n", line -> "")) {
            Examination examination = examine(at(clear.port()));

            assertThat(examination.exitCode()).isEqualTo(5);
            assertThat(error(examination).failure()).contains(TlsFailure.PLAINTEXT_ON_TLS_PORT);
        }
    }

    @Test
    void whatAServerNobodyVerifiedHearsInsideTlsIsNothing() throws Exception {
        for (Flaw flaw : List.of(Flaw.UNKNOWN_ROOT, Flaw.SELF_SIGNED, Flaw.WRONG_NAME, Flaw.EXPIRED)) {
            try (TlsLog server = TlsLog.start(pki.server(flaw, "localhost"), "127.0.0.1", 0)) {
                Examination examination = doctor(at(server.port()), config())
                        .login("ada", "secret".toCharArray())
                        .examine();

                assertThat(examination.exitCode()).as("%s", flaw).isEqualTo(4);
                assertThat(server.connections())
                        .allSatisfy(heard -> assertThat(heard).isEmpty());
                assertThat(dialect.loggedIn()).isFalse();
                assertThat(examination.toString())
                        .contains("the password is not sent")
                        .doesNotContain("secret");
            }
        }
    }

    @Test
    void aVerifiedServersDataChannelIsLookedAtByALogin() throws IOException {
        try (TlsEcho server = TlsEcho.start(pki.server("localhost"))) {
            Examination examination = doctor(server.endpoint(), config())
                    .login("ada", "secret".toCharArray())
                    .examine();

            assertThat(dialect.loggedIn()).isTrue();
            assertThat(seen(examination, Topic.DATA_CHANNEL))
                    .containsExactly("data connections resume the control connection's session");
        }
    }

    @Test
    void whatAServerWritesIntoItsCertificateStaysOnItsLine() throws IOException {
        LabCertificate evil = LabCertificate.selfSigned(
                CertificateSpec.server("localhost").commonName("a\nerror: x\u001b[31m\u202eb"));
        try (TlsEcho server = TlsEcho.start(evil)) {
            assertThat(examine(server.endpoint()).findings())
                    .allSatisfy(finding -> assertThat(finding.seen() + finding.fix() + finding.owner())
                            .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}]"));
        }
    }

    @Test
    void aLoginThatServesNothingIsRefused() {
        Dialect without = new Dialect() {
            @Override
            public Upgrade upgrade(Endpoint endpoint) {
                return clear -> {};
            }

            @Override
            public String farewell(Endpoint endpoint) {
                return "";
            }

            @Override
            public Optional<String> clearLogin(List<String> transcript) {
                return Optional.empty();
            }
        };
        Doctor doctor = Doctor.of(at(NOBODY), config(), without);

        assertThatThrownBy(() -> doctor.login("ada", "secret".toCharArray()))
                .isInstanceOf(TlsConfigException.class)
                .hasMessage("nothing is examined by a login for smtp");
    }

    private Examination examine(Endpoint endpoint) {
        return doctor(endpoint, config()).examine();
    }

    private Doctor doctor(Endpoint endpoint, TlsConfig config) {
        return Doctor.of(endpoint, config, dialect).otherPort(NOBODY);
    }

    private static TlsConfig config() {
        return TlsConfig.builder()
                .trust(pki.trust())
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    private static Endpoint at(int port) {
        return Endpoint.of(Protocol.SMTP, TlsMode.IMPLICIT, "localhost", port);
    }

    private static Finding error(Examination examination) {
        Finding first = examination.findings().get(0);
        assertThat(first.severity()).as("%s", examination).isEqualTo(Severity.ERROR);
        return first;
    }

    private static List<String> seen(Examination examination, Topic topic) {
        return examination.findings().stream()
                .filter(finding -> finding.topic() == topic)
                .map(Finding::seen)
                .toList();
    }

    private static InetAddress[] addresses(String... numbers) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            addresses[i] = InetAddress.getByName(numbers[i]);
        }
        return addresses;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A PKI of its own whose responder is known to what it issues. */
    private static final class TestPkiWithStatus implements AutoCloseable {
        private final LabPki own = LabPki.create();

        LabCertificate revoked() {
            return own.server(Flaw.REVOKED, "localhost");
        }

        LabCertificate mustStaple() {
            own.status();
            return own.issue(CertificateSpec.server("localhost").mustStaple());
        }

        byte[] staple(LabCertificate certificate) {
            return own.status().staple(certificate);
        }

        TlsConfig config() {
            return TlsConfig.builder()
                    .trust(own.trust())
                    .revocation(Revocation.SOFT_FAIL)
                    .timeout(Duration.ofSeconds(10))
                    .build();
        }

        @Override
        public void close() {
            own.close();
        }
    }

    /** Keeps what clients say inside TLS, connection by connection. */
    private static final class TlsLog implements AutoCloseable {
        private final SSLServerSocket listener;
        private final BlockingQueue<byte[]> ended = new LinkedBlockingQueue<>();
        private volatile int accepted;

        private TlsLog(SSLServerSocket listener) {
            this.listener = listener;
        }

        static TlsLog start(LabCertificate certificate, String address, int port) throws IOException {
            TlsLog log = new TlsLog((SSLServerSocket) certificate
                    .serverContext()
                    .getServerSocketFactory()
                    .createServerSocket(port, 50, InetAddress.getByName(address)));
            Thread thread = new Thread(log::serve, "tls-log");
            thread.setDaemon(true);
            thread.start();
            return log;
        }

        int port() {
            return listener.getLocalPort();
        }

        /** Of every connection so far, once it has ended. */
        List<byte[]> connections() throws InterruptedException {
            List<byte[]> all = new ArrayList<>();
            while (all.size() < accepted) {
                byte[] heard = ended.poll(10, TimeUnit.SECONDS);
                all.add(heard == null ? "a connection that does not end".getBytes(StandardCharsets.US_ASCII) : heard);
            }
            assertThat(all).isNotEmpty();
            return all;
        }

        private void serve() {
            while (!listener.isClosed()) {
                try {
                    SSLSocket client = (SSLSocket) listener.accept();
                    accepted++;
                    Thread thread = new Thread(() -> hear(client), "tls-log-client");
                    thread.setDaemon(true);
                    thread.start();
                } catch (IOException e) {
                    return; // closed
                }
            }
        }

        private void hear(SSLSocket client) {
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            try (client;
                    InputStream in = client.getInputStream()) {
                for (int next = in.read(); next >= 0; next = in.read()) {
                    heard.write(next);
                    client.getOutputStream().write(next);
                }
            } catch (IOException e) {
                // the client refused us
            } finally {
                ended.add(heard.toByteArray());
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
