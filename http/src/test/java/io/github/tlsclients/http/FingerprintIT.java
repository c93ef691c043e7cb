package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.Observer;
import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.wire.Conversation;
import io.github.tlsclients.wire.Flow;
import io.github.tlsclients.wire.HandshakeMessage.ClientHello;
import io.github.tlsclients.wire.Recording;
import io.github.tlsclients.wire.Tap;
import io.github.tlsclients.wire.WireEvent.TlsRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we read in the ClientHellos of clients that people use is what tshark reads in them. */
class FingerprintIT {
    private static final LabCa CA = LabCa.create();
    private static final String NAME = Observer.HOST;

    private static Observer observer;

    private LabServer lab;
    private Tap tap;

    @BeforeAll
    static void startObserver() {
        observer = Observer.start();
        observer.put("/tmp/ca.pem", CA.pem());
    }

    @AfterAll
    static void stopObserver() {
        observer.close();
    }

    /** The container comes from outside of this machine's loopback; the lab is let alone by all but the relay. */
    @BeforeEach
    void start() throws IOException {
        lab = HttpLab.start(TlsMode.IMPLICIT, CA.issue(NAME), LabAccount.create());
        tap = Tap.listening(
                new InetSocketAddress(0), new InetSocketAddress(InetAddress.getLoopbackAddress(), lab.port()));
    }

    @AfterEach
    void stop() {
        tap.close();
        lab.close();
    }

    @Test
    void curl() throws IOException {
        String page = observer.run("curl", "--silent", "--show-error", "--cacert", "/tmp/ca.pem", uri());

        assertThat(page).isEqualTo("hello from the lab\n");
        ClientHello hello = theOnly(agreedHellos());
        assertThat(hello.serverName()).contains(NAME);
        assertThat(hello.alpn()).containsExactly("h2", "http/1.1");
        assertThat(hello.ja4()).startsWith("t13d").contains("h2_");
    }

    @Test
    void openssl() throws IOException {
        String client = "openssl s_client -connect " + NAME + ":" + tap.port() + " -servername " + NAME;
        observer.run("sh", "-c", client + " -CAfile /tmp/ca.pem -verify_return_error </dev/null");

        ClientHello hello = theOnly(agreedHellos());
        assertThat(hello.serverName()).contains(NAME);
        assertThat(hello.alpn()).isEmpty();
        assertThat(hello.ja4()).startsWith("t13d").contains("00_");
    }

    @Test
    void opensslWithoutNameAndOfAnOlderVersion() throws IOException {
        String client = "openssl s_client -connect " + NAME + ":" + tap.port() + " -noservername -tls1_2";
        observer.run("sh", "-c", client + " -alpn http/1.1 -CAfile /tmp/ca.pem </dev/null");

        ClientHello hello = theOnly(agreedHellos());
        assertThat(hello.serverName()).isEmpty();
        assertThat(hello.versions()).doesNotContain("TLSv1.3");
        assertThat(hello.ja4()).startsWith("t12i").contains("h1_");
    }

    /** Its hello is larger than a packet, has made-up values in it (RFC 8701), and is in another order each time. */
    @Test
    void chromium() throws IOException {
        String page = observer.run(
                "timeout",
                "180",
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--ignore-certificate-errors",
                "--dump-dom",
                uri());

        assertThat(page).contains("hello from the lab");
        List<ClientHello> hellos = agreedHellos();
        assertThat(hellos).isNotEmpty().allSatisfy(hello -> {
            assertThat(hello.serverName()).contains(NAME);
            assertThat(hello.alpn()).containsExactly("h2", "http/1.1");
            assertThat(hello.ja4()).startsWith("t13d").contains("h2_");
        });
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void okHttp(TlsProvider provider) throws IOException {
        try (HttpSession session = HttpSession.open(throughTap(), context(provider));
                HttpAnswer answer = session.get()) {
            assertThat(answer.body().readAllBytes()).isNotEmpty();
        }

        ClientHello hello = theOnly(agreedHellos());
        assertThat(hello.serverName()).contains(NAME);
        assertThat(hello.alpn()).containsExactly("h2", "http/1.1");
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void bareSocket(TlsProvider provider) throws IOException {
        try (SSLSocket socket = (SSLSocket) context(provider)
                .socketFactory()
                .createSocket(new Socket(InetAddress.getLoopbackAddress(), tap.port()), NAME, tap.port(), true)) {
            socket.startHandshake();
        }

        assertThat(theOnly(agreedHellos()).serverName()).contains(NAME);
    }

    @Test
    void aContextOfOursThatIsObservedIsReadLikeTheRelay() throws IOException {
        Recording recording = new Recording();
        TlsContext context = context(TlsProvider.JDK).observedBy(recording);
        try (HttpSession session = HttpSession.open(throughTap(), context);
                HttpAnswer answer = session.get()) {
            assertThat(answer.body().readAllBytes()).isNotEmpty();
        }

        assertThat(hellos(recording)).isEqualTo(agreedHellos()).hasSize(1);
    }

    private String uri() {
        return "https://" + NAME + ":" + tap.port() + "/";
    }

    private Endpoint throughTap() {
        return Endpoint.parse(uri()).connectTo("localhost:" + tap.port());
    }

    private static TlsContext context(TlsProvider provider) {
        return TlsContext.of(Clients.config(CA).provider(provider).build());
    }

    private static ClientHello theOnly(List<ClientHello> hellos) {
        assertThat(hellos).hasSize(1);
        return hellos.get(0);
    }

    /** The ClientHellos that the relay has seen, which tshark and we read alike. */
    private List<ClientHello> agreedHellos() throws IOException {
        List<ClientHello> ours = hellos(tap.recording());
        List<List<String>> theirs = observer.fields(
                tap.recording(),
                Optional.empty(),
                List.of("-d", "tcp.port==" + lab.port() + ",tls"),
                "tls.handshake.type == 1",
                "tls.handshake.ja4",
                "tls.handshake.ja4_r",
                "tls.handshake.ja3",
                "tls.handshake.extensions_server_name",
                "tls.handshake.extensions_alpn_str");

        assertThat(ours.stream()
                        .map(hello -> List.of(
                                hello.ja4(),
                                hello.ja3(),
                                hello.serverName().orElse(""),
                                String.join(",", hello.alpn()))))
                .containsExactlyInAnyOrderElementsOf(theirs.stream()
                        .map(read -> List.of(ja4(read.get(0), read.get(1)), read.get(2), read.get(3), read.get(4)))
                        .toList())
                .isNotEmpty();
        return ours;
    }

    /**
     * The JA4 of tshark, but for one thing: 4.4 counts made-up signature schemes, which Chromium has sent since its version
     * 152, another one each time. They are to be passed over like all others (JA4.md of FoxIO, "ignore GREASE values
     * anywhere"), so the last part is made anew of what tshark has read.
     */
    private static String ja4(String hashed, String raw) {
        String real = raw.replaceAll("(?<=[_,])([0-9a-f])a\\1a,|,([0-9a-f])a\\2a$", "");
        if (real.equals(raw)) {
            return hashed;
        }
        String extensionsAndSchemes = real.split("_", 3)[2];
        return hashed.substring(0, hashed.lastIndexOf('_') + 1)
                + sha256(extensionsAndSchemes).substring(0, 12);
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    private static List<ClientHello> hellos(Recording recording) {
        return recording.flows().stream().flatMap(FingerprintIT::hellos).toList();
    }

    private static Stream<ClientHello> hellos(Flow flow) {
        return Conversation.of(flow).events().stream()
                .filter(TlsRecord.class::isInstance)
                .flatMap(event -> ((TlsRecord) event).readable().stream())
                .filter(ClientHello.class::isInstance)
                .map(ClientHello.class::cast);
    }
}
