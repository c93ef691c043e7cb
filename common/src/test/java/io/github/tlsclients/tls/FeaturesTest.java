package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.Feature.Mark;
import io.github.tlsclients.tls.Feature.State;
import io.github.tlsclients.tls.Verification.Rule;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a runtime's TLS, held against what it does. */
class FeaturesTest {
    private static final Map<TlsProvider, Features> FOUND = new EnumMap<>(TlsProvider.class);

    private final LabCa ca = LabCa.create();

    private static Features features(TlsProvider provider) {
        return FOUND.computeIfAbsent(provider, Features::of);
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void everySuiteThatTheRuntimeSupportsIsThereOnce(TlsProvider provider) throws Exception {
        List<String> names = names(features(provider).cipherSuites());
        SSLContext context = provider.newContext();
        context.init(null, null, null);

        assertThat(names).doesNotHaveDuplicates().noneMatch(name -> name.startsWith("SSL_"));
        assertThat(names)
                .containsAll(Stream.of(context.getSupportedSSLParameters().getCipherSuites())
                        .filter(name -> !name.endsWith("_SCSV"))
                        .map(name -> name.replace("SSL_", "TLS_"))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void whatIsOfferedIsWhatAConfigurationIsExplainedToCome(TlsProvider provider) {
        Explanation explained = TlsContext.of(TlsConfig.builder()
                        .provider(provider)
                        .trust(Trust.certificates(ca.certificate()))
                        .build())
                .explain();
        Features features = features(provider);

        assertThat(names(features.cipherSuites(), State.OFFERED))
                .containsExactlyElementsOf(explained.setting("cipher-suites").effective());
        assertThat(names(features.groups(), State.OFFERED))
                .containsExactlyElementsOf(explained.setting("groups").effective());
        assertThat(names(features.protocols(), State.OFFERED)).containsExactly("TLSv1.3", "TLSv1.2");
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void everySuiteThatIsOfferedCanBeHad(TlsProvider provider) throws IOException {
        LabCertificate ec = ca.issue("localhost");
        LabCertificate rsa = ca.issue(CertificateSpec.server("localhost").with(KeyType.RSA));
        try (TlsEcho withEc = TlsEcho.start(ec);
                TlsEcho withRsa = TlsEcho.start(rsa)) {
            for (String suite : names(features(provider).cipherSuites(), State.OFFERED)) {
                TlsConfig.Builder config = config(provider)
                        .cipherSuites(List.of(suite))
                        .versions(suite.contains("_WITH_") ? TlsVersion.TLS_1_2 : TlsVersion.TLS_1_3);
                TlsEcho server = suite.contains("RSA") ? withRsa : withEc;
                assertThatCode(() ->
                                assertThat(agreed(server, config).cipherSuite()).isEqualTo(suite))
                        .as(suite)
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void everyGroupThatIsOfferedCanBeHad(TlsProvider provider) throws IOException {
        LabCertificate rsa = ca.issue(CertificateSpec.server("localhost").with(KeyType.RSA));
        for (String group : names(features(provider).groups(), State.OFFERED)) {
            try (TlsEcho server = TlsEcho.offeringOnly(rsa, group)) {
                assertThat(agreed(server, config(provider)).group()).as(group).contains(group);
            }
        }
    }

    /** Those that the JDK's server has; DSA certificates are no longer to be had. */
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void whatTheStrictConfigurationLeavesOutIsHadByNameAlone(TlsProvider provider) throws IOException {
        LabCertificate rsa = ca.issue(CertificateSpec.server("localhost").with(KeyType.RSA));
        List<String> leftOut = names(features(provider).cipherSuites(), State.ENABLED).stream()
                .filter(suite -> suite.contains("_RSA_"))
                .toList();
        assertThat(leftOut).isNotEmpty();
        for (String suite : leftOut) {
            try (SSLServerSocket listener = (SSLServerSocket)
                    rsa.serverContext().getServerSocketFactory().createServerSocket(0)) {
                listener.setEnabledCipherSuites(new String[] {suite});
                serve(listener);
                assertThat(shakeHands(
                                listener,
                                config(provider)
                                        .cipherSuites(List.of(suite))
                                        .verification(DangerousTls.without(Rule.STRONG_SUITES))))
                        .isEqualTo(suite);
                assertThatThrownBy(() -> shakeHands(listener, config(provider)))
                        .as(suite)
                        .hasMessageContaining("handshake_failure");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void whatIsDisabledCannotBeHadByNameEither(TlsProvider provider) {
        List<Feature> disabled = features(provider).cipherSuites().stream()
                .filter(feature -> feature.state() == State.DISABLED)
                .toList();
        assertThat(disabled)
                .hasSizeGreaterThan(10)
                .allMatch(feature -> feature.reason().isPresent());
        assertThat(disabled)
                .allMatch(feature -> feature.reason().orElseThrow().endsWith("in jdk.tls.disabledAlgorithms"));
        for (Feature suite : disabled) {
            assertThatThrownBy(() -> TlsContext.of(config(provider)
                                    .cipherSuites(List.of(suite.name()))
                                    .verification(DangerousTls.without(Rule.STRONG_SUITES))
                                    .build())
                            .explain())
                    .as(suite.name())
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void reasonsNameTheVeryEntry() {
        Features jdk = features(TlsProvider.JDK);

        assertThat(reason(jdk.protocols(), "TLSv1")).isEqualTo("TLSv1 in jdk.tls.disabledAlgorithms");
        assertThat(reason(jdk.cipherSuites(), "TLS_ECDHE_RSA_WITH_RC4_128_SHA"))
                .isEqualTo("RC4 in jdk.tls.disabledAlgorithms");
        assertThat(reason(jdk.cipherSuites(), "TLS_DH_anon_WITH_3DES_EDE_CBC_SHA"))
                .isEqualTo("3DES_EDE_CBC, anon in jdk.tls.disabledAlgorithms");
        assertThat(reason(jdk.cipherSuites(), "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"))
                .isEqualTo("the strict configuration leaves it out: no AEAD");
        assertThat(reason(jdk.signatureSchemes(), "rsa_md5")).isEqualTo("MD5withRSA in jdk.tls.disabledAlgorithms");
        assertThat(reason(features(TlsProvider.BOUNCY_CASTLE).groups(), "secp192r1"))
                .isEqualTo("EC keySize < 224 in jdk.tls.disabledAlgorithms");
        boolean withoutStaticRsa = String.valueOf(Security.getProperty("jdk.tls.disabledAlgorithms"))
                .contains("TLS_RSA_*");
        assertThat(reason(jdk.cipherSuites(), "TLS_RSA_WITH_AES_128_GCM_SHA256"))
                .isEqualTo(
                        withoutStaticRsa
                                ? "TLS_RSA_* in jdk.tls.disabledAlgorithms"
                                : "the strict configuration leaves it out: no forward secrecy");
    }

    @Test
    void marksTellWhatIsGoodAndWhatIsOverdue() {
        Features jdk = features(TlsProvider.JDK);

        assertThat(find(jdk.cipherSuites(), "TLS_AES_128_GCM_SHA256").marks())
                .containsExactly(Mark.FORWARD_SECRECY, Mark.AEAD);
        assertThat(find(jdk.cipherSuites(), "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA")
                        .marks())
                .containsExactly(Mark.FORWARD_SECRECY);
        assertThat(find(jdk.cipherSuites(), "TLS_ECDHE_RSA_WITH_NULL_SHA").marks())
                .isEmpty();
        assertThat(find(jdk.cipherSuites(), "TLS_RSA_WITH_RC4_128_SHA").deprecatedBy())
                .containsExactly("RFC 7465", "RFC 9325");
        assertThat(find(jdk.protocols(), "TLSv1.1").deprecatedBy()).containsExactly("RFC 8996");
        assertThat(find(jdk.signatureSchemes(), "ecdsa_sha1").deprecatedBy()).containsExactly("RFC 9155");
        assertThat(find(features(TlsProvider.BOUNCY_CASTLE).groups(), "X25519MLKEM768")
                        .marks())
                .containsExactly(Mark.POST_QUANTUM);
        assertThat(find(jdk.groups(), "X25519MLKEM768").state()).isNotEqualTo(State.DISABLED);
    }

    /** Of the JDK all; of Bouncy Castle one, since each takes it seconds. */
    static Stream<Object[]> entries() {
        return Stream.concat(
                Stream.of(
                                "RC4",
                                "DES",
                                "3DES_EDE_CBC",
                                "anon",
                                "NULL",
                                "ECDH",
                                "DHE_RSA",
                                "SSL_DHE_RSA_WITH_DES_CBC_SHA")
                        .map(entry -> new Object[] {TlsProvider.JDK, entry}),
                Stream.<Object[]>of(new Object[] {TlsProvider.BOUNCY_CASTLE, "NULL"}));
    }

    /** The runtime itself says which suites an entry hits: in a JVM that has no other. */
    @ParameterizedTest
    @MethodSource("entries")
    void anEntryHitsWhatItIsSaidToHit(TlsProvider provider, String entry) throws Exception {
        DisabledAlgorithms alone = DisabledAlgorithms.parse(entry, provider);
        Set<String> said = names(features(provider).cipherSuites()).stream()
                .filter(name ->
                        alone.hitting(spelled(name), SuiteName.of(name).parts()).isPresent())
                .collect(Collectors.toSet());

        assertThat(said).isNotEmpty();
        assertThat(disabledUnder(entry, provider)).containsExactlyInAnyOrderElementsOf(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_RSA_*", "tls_rsa_*", "*_CBC_*"})
    void anAsteriskStandsForAnything(String entry) {
        String suite = "TLS_RSA_WITH_AES_128_CBC_SHA";

        assertThat(DisabledAlgorithms.parse(entry, TlsProvider.JDK).hitting(suite, List.of()))
                .contains(entry + " in jdk.tls.disabledAlgorithms");
        assertThat(DisabledAlgorithms.parse(entry, TlsProvider.BOUNCY_CASTLE).hitting(suite, List.of()))
                .isEmpty();
    }

    /** In a JVM of its own: the property is read once. */
    public static void main(String... args) {
        Security.setProperty("jdk.tls.disabledAlgorithms", args[0]);
        Features.of(TlsProvider.valueOf(args[1])).cipherSuites().stream()
                .filter(feature -> feature.state() == State.DISABLED)
                .forEach(feature -> System.out.println("disabled " + feature.name()));
    }

    /** As the JDK calls those that SSL 3.0 had. */
    private static String spelled(String suite) {
        return suite.replaceFirst("^TLS_(.*(?:_DES_CBC|_DES40_CBC|RC4_40_MD5).*)$", "SSL_$1");
    }

    private static List<String> disabledUnder(String entry, TlsProvider provider) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FeaturesTest.class.getName(),
                        entry,
                        provider.name())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines()
                .filter(line -> line.startsWith("disabled "))
                .map(line -> line.substring("disabled ".length()))
                .toList();
    }

    private TlsConfig.Builder config(TlsProvider provider) {
        return TlsConfig.builder().provider(provider).trust(Trust.certificates(ca.certificate()));
    }

    private static TlsHandshake agreed(TlsEcho server, TlsConfig.Builder config) throws IOException {
        TlsConnector connector = TlsConnector.to(server.endpoint(), TlsContext.of(config.build()), clear -> {});
        connector.open().close();
        return connector.handshake().orElseThrow();
    }

    private static String shakeHands(SSLServerSocket listener, TlsConfig.Builder config) throws IOException {
        Endpoint endpoint = Endpoint.of(Protocol.SMTP, TlsMode.IMPLICIT, "localhost", listener.getLocalPort());
        TlsConnector connector = TlsConnector.to(endpoint, TlsContext.of(config.build()), clear -> {});
        connector.open().close();
        return connector.handshake().orElseThrow().cipherSuite();
    }

    private static void serve(SSLServerSocket listener) {
        Thread thread = new Thread(() -> {
            while (!listener.isClosed()) {
                try (Socket client = listener.accept()) {
                    client.getInputStream().read();
                } catch (IOException e) {
                    // the client was refused, or the test is over
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static List<String> names(List<Feature> features, State... states) {
        return features.stream()
                .filter(feature -> states.length == 0 || Arrays.asList(states).contains(feature.state()))
                .map(Feature::name)
                .toList();
    }

    private static Feature find(List<Feature> features, String name) {
        return features.stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String reason(List<Feature> features, String name) {
        return find(features, name).reason().orElseThrow();
    }
}
