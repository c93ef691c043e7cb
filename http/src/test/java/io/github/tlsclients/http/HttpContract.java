package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any server must show: in each of its modes, in both versions, with both providers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpContract {
    private static final int BIG = 16 << 20;

    /** By OpenSSL's names, or where it has none by their numbers, what the registry of IANA calls otherwise. */
    private static final Map<String, String> GROUPS =
            Map.of("X25519", "x25519", "prime256v1", "secp256r1", "0x11ec", "X25519MLKEM768");

    /** The ways in which the server is met. */
    record Way(TlsMode mode, TlsVersion version, TlsProvider provider) {
        boolean upgrades() {
            return mode == TlsMode.STARTTLS;
        }
    }

    /** The port of a mode; empty if the server has not got it. */
    abstract Optional<Integer> port(TlsMode mode);

    /** What it shows a certificate of, and takes client certificates of. */
    abstract LabCa ca();

    /** What its front page says. */
    abstract String greeting();

    /** What ALPN comes to in implicit TLS; empty if it has none. */
    abstract Optional<String> alpn();

    /** Whether it has 16 MiB at {@code /big}, tells of TLS in its headers, and asks for a client certificate. */
    boolean isOneOfOurSites() {
        return true;
    }

    /** Whether a second connection resumes the first one's session. Bouncy Castle resumes no session of TLS 1.3. */
    boolean resumes(Way way) {
        return way.provider() == TlsProvider.JDK || way.version() == TlsVersion.TLS_1_2;
    }

    Stream<Way> ways() {
        return Stream.of(TlsMode.values())
                .filter(mode -> port(mode).isPresent())
                .flatMap(mode -> Stream.of(TlsVersion.values())
                        .flatMap(version ->
                                Stream.of(TlsProvider.values()).map(provider -> new Way(mode, version, provider))));
    }

    Stream<Way> waysToOurSites() {
        return isOneOfOurSites() ? ways() : Stream.of();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void getsAPageAndReportsTheSession(Way way) throws IOException {
        Endpoint endpoint = endpoint(way);
        try (HttpSession session = HttpSession.open(endpoint, trusting(way));
                HttpAnswer answer = session.get()) {
            String page = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
            SessionReport report = session.report();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(page).contains(greeting());
            assertThat(report.mode()).isEqualTo(way.mode());
            assertThat(report.version()).isEqualTo(way.version().jsseName());
            assertThat(report.applicationProtocol()).isEqualTo(way.upgrades() ? Optional.empty() : alpn());
            assertThat(report.resumed()).isFalse();
            assertThat(report.chain().get(0).names()).contains("localhost");
            assertThat(report.timing().handshakeMillis()).isPositive();
            answer.header("X-Tls-Version").ifPresent(seen -> assertThat(seen).isEqualTo(report.version()));
            answer.header("X-Tls-Group")
                    .ifPresent(seen -> assertThat(report.group()).hasValue(GROUPS.getOrDefault(seen, seen)));
        }
    }

    /** Two sessions of one context, as two runs of an app's job would make them. */
    @ParameterizedTest
    @MethodSource("ways")
    void aReconnectResumesWhereProviderAndServerDo(Way way) throws IOException {
        TlsContext context = trusting(way);
        try (HttpSession first = HttpSession.open(endpoint(way), context);
                HttpAnswer answer = first.get()) {
            answer.body().readAllBytes();
            assertThat(first.report().resumed()).isFalse();
            answer.header("X-Tls-Resumed").ifPresent(seen -> assertThat(seen).isEqualTo("Initial"));
        }
        try (HttpSession second = HttpSession.open(endpoint(way), context);
                HttpAnswer answer = second.get()) {
            SessionReport report = second.report();

            assertThat(report.resumed()).isEqualTo(resumes(way));
            answer.header("X-Tls-Resumed")
                    .ifPresent(seen -> assertThat(seen).isEqualTo(resumes(way) ? "Resumed" : "Initial"));
            assertThat(report.chain().get(0).names()).contains("localhost");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void nothingButTheQuestionForTlsGoesOutInClear(Way way) throws IOException {
        try (HttpSession session = HttpSession.open(endpoint(way), trusting(way))) {
            session.login("ada", "a secret".toCharArray());
            session.get("/?token=secret", Headers.EMPTY).close();

            List<String> sent = session.report().clearText().stream()
                    .filter(line -> line.startsWith("C: "))
                    .toList();
            assertThat(sent)
                    .isEqualTo(
                            way.upgrades()
                                    ? List.of(
                                            "C: OPTIONS * HTTP/1.1",
                                            "C: Host: localhost:"
                                                    + port(way.mode()).orElseThrow(),
                                            "C: Upgrade: TLS/1.2",
                                            "C: Connection: Upgrade")
                                    : List.of());
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void usesItsConnectionAgain(Way way) throws IOException {
        try (HttpSession session = HttpSession.open(endpoint(way), trusting(way))) {
            read(session.get());
            SessionReport first = session.report();
            try (HttpAnswer missing = session.get("/missing", Headers.EMPTY)) {
                TlsException refusal = catchThrowableOfType(TlsException.class, missing::orRefusal);
                assertThat(refusal.failure()).isEqualTo(TlsFailure.NOT_FOUND);
            }
            assertThat(session.report()).isEqualTo(first);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("waysToOurSites")
    void getsSixteenMebibytesWhole(Way way) throws IOException {
        try (HttpSession session = HttpSession.open(endpoint(way), trusting(way));
                HttpAnswer answer = session.get("/big", Headers.EMPTY).orRefusal()) {
            assertThat(answer.length()).hasValue(BIG);
            assertThat(read(answer)).isEqualTo(BIG);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("waysToOurSites")
    void showsItsClientCertificateToAServerThatWantsOne(Way way) throws IOException {
        LabCertificate client = ca().issue(CertificateSpec.client("ada"));
        TlsContext context = TlsContext.of(
                config(way).identity(Identity.of(client.key(), client.chain())).build());
        try (HttpSession session = HttpSession.open(endpoint(way), context);
                HttpAnswer answer = session.get()) {
            assertThat(answer.header("X-Tls-Client")).hasValue("CN=ada");
        }
        try (HttpSession session = HttpSession.open(endpoint(way), trusting(way));
                HttpAnswer answer = session.get()) {
            assertThat(answer.header("X-Tls-Client")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void refusesAnUnknownCa(Way way) {
        TlsContext stranger = TlsContext.of(config(way)
                .trust(Trust.certificates(LabCa.create().certificate()))
                .build());

        TlsException refusal = refusal(endpoint(way), stranger);

        assertThat(refusal.failure()).isEqualTo(TlsFailure.NOT_TRUSTED);
        assertThat(refusal.hint()).contains("--ca");
        assertThat(refusal.chain()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void refusesACertificateForAnotherName(Way way) {
        TlsException refusal = refusal(endpoint(way).named("www.lab.test"), trusting(way));

        assertThat(refusal.failure()).isEqualTo(TlsFailure.WRONG_NAME);
        assertThat(refusal).hasMessageContaining("localhost").hasMessageContaining("www.lab.test");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void connectsElsewhereAndStillExpectsTheName(Way way) throws IOException {
        int port = port(way.mode()).orElseThrow();
        Endpoint moved =
                Endpoint.parse(endpoint(way).uri().replace(":" + port, ":9")).connectTo("127.0.0.1:" + port);
        try (HttpSession session = HttpSession.open(moved, trusting(way))) {
            assertThat(read(session.get())).isPositive();
            assertThat(session.report().serverName()).isEqualTo("localhost");
        }
    }

    static long read(HttpAnswer answer) throws IOException {
        try (answer) {
            InputStream body = answer.body();
            return body.transferTo(OutputStream.nullOutputStream());
        }
    }

    static TlsException refusal(Endpoint endpoint, TlsContext context) {
        try (HttpSession session = HttpSession.open(endpoint, context)) {
            return catchThrowableOfType(TlsException.class, session::get);
        }
    }

    Endpoint endpoint(Way way) {
        return Endpoint.of(
                Protocol.HTTP, way.mode(), "localhost", port(way.mode()).orElseThrow());
    }

    TlsContext trusting(Way way) {
        return TlsContext.of(config(way).build());
    }

    private TlsConfig.Builder config(Way way) {
        return TlsConfig.builder()
                .trust(Trust.certificates(ca().certificate()))
                .versions(way.version())
                .provider(way.provider());
    }
}
