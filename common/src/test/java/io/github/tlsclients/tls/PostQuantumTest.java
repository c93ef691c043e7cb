package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tlsclients.adapters.ClientHello.KeyShare;
import io.github.tlsclients.adapters.ServerHello;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.BCSSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hybrid key exchange on the wire, and what holds where it is required. */
class PostQuantumTest {
    private static final String HYBRID = "X25519MLKEM768";
    private static final int HANDSHAKE = 22;
    private static final int ALERT = 21;

    private final LabCa ca = LabCa.create();
    private final List<LabCa> roots = new ArrayList<>(List.of(ca));

    /** A server on Bouncy Castle signs on P-256 only if that is a group of its own too; OpenSSL does in any case. */
    @ParameterizedTest
    @CsvSource({"RSA, X25519MLKEM768", "ED25519, X25519MLKEM768", "EC, X25519MLKEM768:secp256r1"})
    void theFirstKeyShareIsTheHybridOneAndSoIsTheServersAnswer(KeyType key, String groups) throws IOException {
        try (TlsEcho server = TlsEcho.offeringOnly(certificate(key), groups.split(":"));
                Relay relay = Relay.to(server)) {
            TlsConnector client = connector(relay.endpoint(), bouncyCastle().requirePostQuantum());
            exchange(client);

            io.github.tlsclients.adapters.ClientHello hello = clientHello(relay);
            assertThat(hello.versions()).containsExactly("TLSv1.3");
            assertThat(hello.keyShares()).containsExactly(new KeyShare(HYBRID, 1216));
            assertThat(ServerHello.first(relay.sentByServer())).isEqualTo(new ServerHello(false, HYBRID, 1120));
            TlsHandshake handshake = client.handshake().orElseThrow();
            assertThat(handshake.group()).contains(HYBRID);
            assertThat(handshake.helloRetried()).isFalse();
            assertThat(SessionReport.of(client).toString()).contains("  group     X25519MLKEM768\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"X25519MLKEM768, 1216, 1120", "SecP256r1MLKEM768, 1249, 1153", "SecP384r1MLKEM1024, 1665, 1665"})
    void eachHybridGroupIsHadByItself(String group, int sent, int answered) throws IOException {
        try (TlsEcho server = TlsEcho.offeringOnly(certificate(KeyType.ED25519), group);
                Relay relay = Relay.to(server)) {
            TlsConnector client = connector(relay.endpoint(), bouncyCastle().groups(List.of(group)));
            exchange(client);

            assertThat(clientHello(relay).versions()).containsExactly("TLSv1.3");
            assertThat(clientHello(relay).keyShares()).containsExactly(new KeyShare(group, sent));
            assertThat(ServerHello.first(relay.sentByServer())).isEqualTo(new ServerHello(false, group, answered));
            assertThat(client.handshake().orElseThrow().group()).contains(group);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HYBRID, "x25519"})
    void withoutGroupsAServerTakesTheHybridOneOrX25519AtOnce(String group) throws IOException {
        try (TlsEcho server = TlsEcho.offeringOnly(certificate(KeyType.RSA), group);
                Relay relay = Relay.to(server)) {
            TlsConnector client = connector(relay.endpoint(), bouncyCastle());
            exchange(client);

            assertThat(clientHello(relay).keyShares())
                    .containsExactly(new KeyShare(HYBRID, 1216), new KeyShare("x25519", 32));
            assertThat(client.handshake().orElseThrow().group()).contains(group);
            assertThat(client.handshake().orElseThrow().helloRetried()).isFalse();
        }
    }

    @Test
    void aSecondClientHelloIsTold() throws IOException {
        try (TlsEcho server = TlsEcho.offeringOnly(certificate(KeyType.EC), "secp256r1")) {
            TlsConnector client = connector(server.endpoint(), bouncyCastle().groups(List.of("x448", "secp256r1")));
            exchange(client);

            assertThat(client.handshake().orElseThrow().group()).contains("secp256r1");
            assertThat(client.handshake().orElseThrow().helloRetried()).isTrue();
            assertThat(SessionReport.of(client).toString()).contains("secp256r1, asked for by a second round");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void theGroupOfTls12IsToldAndAResumedSessionHasNone(TlsProvider provider) throws IOException {
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"))) {
            TlsConnector client = connector(
                    server.endpoint(), bouncyCastle().provider(provider).versions(TlsVersion.TLS_1_2));
            try (Socket control = client.open()) {
                assertThat(client.handshake().orElseThrow().group()).contains("x25519");
                try (ResumedChannel data = client.resume(tcp(server))) {
                    assertThat(data.handshake().resumed()).isTrue();
                    assertThat(data.handshake().group()).isEmpty();
                }
                try (ResumedChannel data = client.openLike(tcp(server))) {
                    assertThat(data.handshake().group()).contains("x25519");
                }
                assertThat(control.isClosed()).isFalse();
            }
            exchange(client);
            assertThat(SessionReport.of(client).toString())
                    .contains("  group     none: a resumed session of TLS 1.2 goes on with its keys\n");
        }
    }

    @Test
    void aSecondConnectionHasAHybridGroupOfItsOwn() throws IOException {
        try (TlsEcho server = TlsEcho.offeringOnly(certificate(KeyType.RSA), HYBRID)) {
            TlsConnector client = connector(server.endpoint(), bouncyCastle().requirePostQuantum());
            try (Socket control = client.open();
                    ResumedChannel data = client.openLike(tcp(server))) {
                assertThat(control.isConnected()).isTrue();
                assertThat(data.handshake().group()).contains(HYBRID);
                assertThat(data.handshake().resumed()).isFalse();
            }
        }
    }

    /** It has a curve that stands in the ClientHello for signatures' sake, and asks for it as a group. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatAsksForAClassicalGroupGetsNothingMore(boolean required) throws IOException {
        TlsConfig.Builder config =
                required ? bouncyCastle().requirePostQuantum() : bouncyCastle().groups(List.of(HYBRID));
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"));
                Relay relay = Relay.to(server)) {
            TlsException refused = failure(relay.endpoint(), config);

            assertThat(refused.failure()).isEqualTo(TlsFailure.NO_POST_QUANTUM);
            assertThat(refused.failure().exitCode()).isEqualTo(6);
            assertThat(refused).hasMessage("the server chose secp256r1, which is not post-quantum");
            assertThat(refused.hint()).contains(HYBRID);
            assertThat(types(relay.sentByClient())).startsWith(HANDSHAKE).doesNotHaveDuplicates();
            assertThat(types(relay.sentByClient())).isSubsetOf(HANDSHAKE, ALERT);
        }
    }

    @Test
    void aServerWithNothingToAskForIsDiagnosedAsClassical() throws IOException {
        try (TlsEcho server = TlsEcho.offeringOnly(certificate(KeyType.RSA), "x25519")) {
            TlsException refused = failure(server.endpoint(), bouncyCastle().requirePostQuantum());

            assertThat(refused.failure()).isEqualTo(TlsFailure.NO_POST_QUANTUM);
            assertThat(refused)
                    .hasMessage("the server takes no post-quantum key exchange: it answers handshake_failure");
        }
    }

    @Test
    void aServerOfTls12AloneIsDiagnosedAsClassical() throws IOException {
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"), "TLSv1.2")) {
            TlsException refused = failure(server.endpoint(), bouncyCastle().requirePostQuantum());

            assertThat(refused.failure()).isEqualTo(TlsFailure.NO_POST_QUANTUM);
            assertThat(refused)
                    .hasMessage("the server takes no post-quantum key exchange: it answers protocol_version");
        }
    }

    @Test
    void whatAClientLibrarySetsInsteadIsRefusedByTheServersAnswer() throws IOException {
        TlsContext tls = TlsContext.of(bouncyCastle().requirePostQuantum().build());
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"));
                Socket tcp = tcp(server);
                SSLSocket socket = (SSLSocket) tls.socketFactory().createSocket(tcp, "localhost", 1, true)) {
            setGroups(socket, "x25519", "secp256r1");

            assertThatThrownBy(socket::startHandshake)
                    .hasStackTraceContaining(ClassicalKeyExchangeException.class.getName())
                    .hasStackTraceContaining("the server chose x25519");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x25519:secp256r1",
                "X25519MLKEM768:SecP256r1MLKEM768:SecP384r1MLKEM1024:secp256r1:secp384r1:secp521r1"
            })
    void whatAClientLibrarySetsOnASocketOfItsOwnIsRefusedToo(String groups) throws IOException {
        TlsContext tls = TlsContext.of(bouncyCastle().requirePostQuantum().build());
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"));
                SSLSocket socket = (SSLSocket) tls.socketFactory().createSocket()) {
            socket.connect(new InetSocketAddress("localhost", server.endpoint().port()));
            setGroups(socket, groups.split(":"));

            assertThatThrownBy(socket::startHandshake)
                    .hasStackTraceContaining(SettingsOverriddenException.class.getName());
        }
    }

    @Test
    void contradictionsAreToldBeforeAnythingIsSent() {
        assertContradiction(
                bouncyCastle().requirePostQuantum().versions(TlsVersion.TLS_1_2),
                "post-quantum key exchange is a part of TLS 1.3, which is switched off");
        assertContradiction(
                bouncyCastle().groups(List.of(HYBRID)).versions(TlsVersion.TLS_1_2),
                "post-quantum key exchange is a part of TLS 1.3, which is switched off");
        assertContradiction(
                bouncyCastle().requirePostQuantum().groups(List.of(HYBRID, "x25519")),
                "post-quantum key exchange is required, and the group x25519 is not post-quantum");
        assertContradiction(
                bouncyCastle().requirePostQuantum().cipherSuites(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")),
                "post-quantum key exchange is required, and none of the cipher suites is one of TLS 1.3");
    }

    @Test
    void groupsThatHaveAClassicalOneAmongThemLeaveTls12() throws IOException {
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"), "TLSv1.2")) {
            TlsConnector client = connector(server.endpoint(), bouncyCastle().groups(List.of(HYBRID, "secp256r1")));
            exchange(client);

            assertThat(client.handshake().orElseThrow().group()).contains("secp256r1");
        }
    }

    @Test
    void theJdksOwnTlsIsAskedWhatItHas() {
        assumeTrue(Runtime.version().feature() >= 20, "SSLParameters have groups from JDK 20 on");

        assertThat(JdkGroups.offers("secp384r1")).isTrue();
        assertThat(JdkGroups.offers(HYBRID)).isEqualTo(Runtime.version().feature() >= 27);
        assertThat(JdkGroups.offers("x25518")).isFalse();
    }

    @Test
    void onAJdkThatHasNoneTheErrorNamesWhatIsNeeded() {
        assumeTrue(Runtime.version().feature() < 27, "JDK 27 has it");
        String jdk = "the TLS of this JDK, " + Runtime.version().feature() + ", has no such thing as ";

        assertContradiction(jdk().groups(List.of(HYBRID)), jdk + "the key-exchange group X25519MLKEM768");
        assertContradiction(jdk().groups(List.of("x25519mlkem768")), jdk + "the key-exchange group x25519mlkem768");
        assertContradiction(jdk().requirePostQuantum(), jdk + "post-quantum key exchange");
        assertThatThrownBy(() -> TlsContext.of(jdk().requirePostQuantum().build()))
                .isInstanceOfSatisfying(
                        TlsConfigException.class, e -> assertThat(e.hint()).contains("--provider bc", "JDK 27"));
    }

    @Test
    void itIsExplained() {
        assertThat(explained(bouncyCastle().requirePostQuantum()))
                .isEqualTo("a server that takes no post-quantum key exchange is refused");
        assertThat(explained(bouncyCastle()))
                .isEqualTo("post-quantum key exchange is offered; a server may decline it");
        assertThat(explained(bouncyCastle().groups(List.of("x25519", "secp256r1"))))
                .isEqualTo("no post-quantum key exchange is offered");
        Explanation required =
                TlsContext.of(bouncyCastle().requirePostQuantum().build()).explain();
        assertThat(required.setting("versions").effective()).containsExactly("TLSv1.3");
        assertThat(required.setting("groups").effective())
                .containsExactly(HYBRID, "SecP256r1MLKEM768", "SecP384r1MLKEM1024");
        assertThat(required.setting("require-post-quantum").origin()).isEqualTo("code");
    }

    private static String explained(TlsConfig.Builder config) {
        return TlsContext.of(config.build())
                .explain()
                .setting("require-post-quantum")
                .effective()
                .get(0);
    }

    private static void setGroups(SSLSocket socket, String... groups) {
        BCSSLParameters parameters = ((BCSSLSocket) socket).getParameters();
        parameters.setNamedGroups(groups);
        parameters.setEarlyKeyShares(new String[] {groups[0]});
        ((BCSSLSocket) socket).setParameters(parameters);
    }

    /** The types of the records, in their order. */
    private static List<Integer> types(byte[] records) {
        List<Integer> types = new ArrayList<>();
        ByteBuffer all = ByteBuffer.wrap(records);
        while (all.hasRemaining()) {
            types.add((int) all.get());
            all.getShort();
            all.position(all.getShort() + all.position());
        }
        return types;
    }

    private static io.github.tlsclients.adapters.ClientHello clientHello(Relay relay) throws IOException {
        return io.github.tlsclients.adapters.ClientHello.read(new ByteArrayInputStream(relay.sentByClient()));
    }

    private LabCertificate certificate(KeyType key) {
        // all of the chain is signed by such a key, since a server looks at that as well
        LabCa root = LabCa.create(CertificateSpec.authority().with(key));
        roots.add(root);
        return root.issue(CertificateSpec.server("localhost").with(key));
    }

    private TlsConfig.Builder bouncyCastle() {
        return jdk().provider(TlsProvider.BOUNCY_CASTLE);
    }

    private TlsConfig.Builder jdk() {
        return TlsConfig.builder()
                .trust(roots.stream()
                        .map(root -> Trust.certificates(root.certificate()))
                        .reduce(Trust::and)
                        .orElseThrow());
    }

    private static TlsConnector connector(Endpoint endpoint, TlsConfig.Builder config) {
        return TlsConnector.to(endpoint, TlsContext.of(config.build()), clear -> {});
    }

    private static void exchange(TlsConnector client) throws IOException {
        try (Socket socket = client.open()) {
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo('x');
        }
    }

    private static TlsException failure(Endpoint endpoint, TlsConfig.Builder config) {
        TlsConnector client = connector(endpoint, config);
        Throwable thrown = catchThrowable(() -> client.open().close());
        assertThat(thrown).isNotNull();
        return Diagnosis.of(thrown, endpoint, client.watch());
    }

    private static void assertContradiction(TlsConfig.Builder config, String because) {
        assertThatThrownBy(() -> TlsContext.of(config.build()))
                .isInstanceOf(TlsConfigException.class)
                .hasMessage(because);
    }

    private static Socket tcp(TlsEcho server) throws IOException {
        return new Socket("localhost", server.endpoint().port());
    }
}
