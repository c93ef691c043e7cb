package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.CertificateSpec.Purpose;
import io.github.tlsclients.lab.CertificateSpec.Use;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.CertificateRefusedException.Reason;
import io.github.tlsclients.tls.Verification.Rule;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {
    private static final CertificateSpec SERVER = CertificateSpec.server("mail.lab.test");
    private static final CertificateSpec AUTHORITY = CertificateSpec.authority("Lab CA");
    private static final Instant YEAR_AGO = Instant.now().minus(Duration.ofDays(365));
    private static final Instant YESTERDAY = Instant.now().minus(Duration.ofDays(1));

    /** A chain that breaks one rule. */
    record Flawed(String flaw, Rule rule, Reason reason, LabCertificate server) {
        X509Certificate root() {
            return server.chain().get(server.chain().size() - 1);
        }

        @Override
        public String toString() {
            return flaw;
        }
    }

    static Stream<Flawed> flawed() {
        LabCa sound = LabCa.create();
        return Stream.of(
                weak("an RSA key of 1024 bits", Rule.STRONG_KEYS, sound.issue(SERVER.rsa(1024))),
                weak(
                        "a root with an RSA key of 1024 bits",
                        Rule.STRONG_KEYS,
                        LabCa.create(AUTHORITY.rsa(1024)).issue(SERVER)),
                weak("a signature over SHA-1", Rule.STRONG_SIGNATURES, sound.issue(SERVER.digest("SHA1"))),
                wrong(
                        "an intermediate for mail alone",
                        Rule.EXTENDED_KEY_USAGE,
                        sound.intermediate(CertificateSpec.authority("Mail CA").purposes(Purpose.EMAIL))
                                .issue(SERVER)),
                wrong("a client's certificate", Rule.EXTENDED_KEY_USAGE, sound.issue(SERVER.purposes(Purpose.CLIENT))),
                wrong("a key that signs nothing", Rule.KEY_USAGE, sound.issue(SERVER.uses(Use.KEY_ENCIPHERMENT))),
                wrong(
                        "a server that signs certificates",
                        Rule.KEY_USAGE,
                        sound.issue(SERVER.uses(Use.DIGITAL_SIGNATURE, Use.CERTIFICATE_SIGN))),
                wrong(
                        "a root whose key signs no certificates",
                        Rule.KEY_USAGE,
                        LabCa.create(AUTHORITY.uses(Use.CRL_SIGN)).issue(SERVER)),
                wrong(
                        "a root that is no authority",
                        Rule.BASIC_CONSTRAINTS,
                        LabCa.create(AUTHORITY.authority(false)).issue(SERVER)),
                wrong(
                        "a path longer than the root allows",
                        Rule.BASIC_CONSTRAINTS,
                        LabCa.create(AUTHORITY.pathLength(0)).intermediate().issue(SERVER)),
                wrong(
                        "a name outside of the root's constraints",
                        Rule.NAME_CONSTRAINTS,
                        LabCa.create(AUTHORITY.permitting("example.test")).issue(SERVER)),
                wrong(
                        "a name that the root excludes",
                        Rule.NAME_CONSTRAINTS,
                        LabCa.create(AUTHORITY.excluding("lab.test")).issue(SERVER)),
                wrong(
                        "a wildcard over a name that the root excludes",
                        Rule.NAME_CONSTRAINTS,
                        LabCa.create(AUTHORITY.excluding("www.lab.test"))
                                .issue(SERVER.names("mail.lab.test", "*.lab.test"))),
                new Flawed(
                        "an expired root",
                        Rule.CURRENT_ROOTS,
                        Reason.EXPIRED,
                        LabCa.create(AUTHORITY.valid(YEAR_AGO, YESTERDAY)).issue(SERVER)),
                wrong(
                        "a root of version 1",
                        Rule.VERSION_3,
                        LabCa.create(AUTHORITY.versionOne()).issue(SERVER)),
                wrong(
                        "a root with a critical extension that nobody knows",
                        Rule.EXTENSIONS,
                        LabCa.create(AUTHORITY.criticalExtension("1.3.6.1.4.1.99999.1"))
                                .issue(SERVER)),
                wrong(
                        "a common name that is another address",
                        Rule.COMMON_NAME_REPEATED,
                        sound.issue(SERVER.commonName("192.0.2.1"))));
    }

    @ParameterizedTest
    @MethodSource("flawed")
    void isRefusedByName(Flawed flawed) {
        assertThatThrownBy(() -> check(flawed.server(), flawed.root(), Verification.STRICT))
                .isInstanceOfSatisfying(CertificateRefusedException.class, e -> {
                    assertThat(e.reason()).isEqualTo(flawed.reason());
                    assertThat(e.chain()).isEqualTo(flawed.server().chain());
                    if (flawed.rule() != Rule.CURRENT_ROOTS) {
                        assertThat(e)
                                .hasMessageEndingWith("(rule " + flawed.rule().text() + ")");
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("flawed")
    void isAcceptedWhereTheRuleIsSwitchedOff(Flawed flawed) {
        EnumSet<Rule> broken = EnumSet.of(flawed.rule());
        if (flawed.rule() == Rule.VERSION_3) {
            broken.add(Rule.BASIC_CONSTRAINTS); // version 1 cannot say that it is an authority
        }
        Rule[] more = broken.toArray(Rule[]::new);

        assertThatCode(() -> check(flawed.server(), flawed.root(), DangerousTls.without(more[0], more)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("flawed")
    void noOtherRuleRefusesIt(Flawed flawed) {
        ValidatedPath path = new ValidatedPath(
                flawed.server().chain().subList(0, flawed.server().chain().size() - 1), flawed.root());
        EnumSet<Rule> others = EnumSet.complementOf(EnumSet.of(flawed.rule(), Rule.CURRENT_ROOTS));
        if (flawed.rule() == Rule.VERSION_3) {
            others.remove(Rule.BASIC_CONSTRAINTS);
        }

        assertThat(others)
                .allSatisfy(rule -> assertThat(RuleChecks.broken(rule, path)).isNull());
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void bothProvidersRefuseTheSame(TlsProvider provider) throws Exception {
        LabCa root = LabCa.create();
        LabCertificate certificate = root.intermediate(
                        CertificateSpec.authority("Mail CA").purposes(Purpose.EMAIL))
                .issue(CertificateSpec.server("localhost"));
        TlsConfig config = TlsConfig.builder()
                .trust(Trust.certificates(root.certificate()))
                .provider(provider)
                .timeout(Duration.ofSeconds(10))
                .build();
        TlsConfig relaxed = config.toBuilder()
                .verification(DangerousTls.without(Rule.EXTENDED_KEY_USAGE))
                .build();

        try (TlsEcho server = TlsEcho.start(certificate)) {
            assertThatThrownBy(() -> talk(config, server))
                    .hasRootCauseInstanceOf(CertificateRefusedException.class)
                    .rootCause()
                    .hasMessageContaining("rule extended-key-usage");
            assertThat(talk(relaxed, server)).isEqualTo('x');
        }
    }

    @Test
    void theCommonNameCountsWhereThatRuleIsSwitchedOffAndThereIsNoOtherName() throws CertificateException {
        LabCa ca = LabCa.create();
        LabCertificate old = ca.issue(SERVER.names());

        assertThatThrownBy(() -> check(old, ca.certificate(), Verification.STRICT))
                .isInstanceOfSatisfying(
                        CertificateRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_NAME));
        check(old, ca.certificate(), DangerousTls.without(Rule.COMMON_NAME_IGNORED));
    }

    @Test
    void aBadCandidateDoesNotHideAGoodOne() throws CertificateException {
        LabCa root = LabCa.create();
        LabCa other = LabCa.create();
        LabCa weak = LabCa.create(AUTHORITY.rsa(1024));
        LabCertificate server = root.issue(SERVER);
        X509Certificate leaf = server.leaf();
        // the same issuer's name and key, vouched for by three others, of whom two are no good
        X509Certificate byNobody = root.crossSignedBy(LabCa.create()).certificate();
        X509Certificate byWeak = root.crossSignedBy(weak).certificate();
        X509Certificate byOther = root.crossSignedBy(other).certificate();
        TlsContext context = TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(weak.certificate(), other.certificate()))
                .build());

        context.boundTo("mail.lab.test")
                .trustManager()
                .checkServerTrusted(new X509Certificate[] {leaf, byNobody, byWeak, byOther}, "UNKNOWN");
    }

    @Test
    void theOrderOfTheChainDoesNotMatter() throws CertificateException {
        LabCa root = LabCa.create();
        LabCertificate server =
                root.intermediate().intermediate().intermediate().issue(SERVER);
        List<X509Certificate> shuffled =
                new ArrayList<>(server.chain().subList(1, server.chain().size()));
        Collections.reverse(shuffled);
        shuffled.add(0, server.leaf());

        bound(root.certificate(), Verification.STRICT)
                .trustManager()
                .checkServerTrusted(shuffled.toArray(X509Certificate[]::new), "UNKNOWN");
    }

    @Test
    void aServersOwnCertificateMayBeTrustedDirectly() throws CertificateException {
        LabCertificate alone = LabCertificate.selfSigned(SERVER);

        check(alone, alone.leaf(), Verification.STRICT);
    }

    @Test
    void everyKindOfKeyThatTheRuntimeKnowsIsAccepted() throws CertificateException {
        for (KeyType type :
                List.of(KeyType.EC, KeyType.EC_P384, KeyType.EC_P521, KeyType.RSA, KeyType.RSA_PSS, KeyType.ED25519)) {
            LabCa ca = LabCa.create(AUTHORITY.with(type));

            check(ca.issue(SERVER.with(type)), ca.certificate(), Verification.STRICT);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ML_DSA_44", "ML_DSA_65", "ML_DSA_87"})
    void aPostQuantumChainIsAcceptedOnBouncyCastle(KeyType type) throws Exception {
        LabCa root = LabCa.create(AUTHORITY.with(type));
        LabCertificate server = root.intermediate(
                        CertificateSpec.authority("Lab intermediate").with(type))
                .issue(CertificateSpec.server("localhost").with(type));
        TlsConfig config = TlsConfig.builder()
                .trust(Trust.certificates(root.certificate()))
                .provider(TlsProvider.BOUNCY_CASTLE)
                .build();

        try (TlsEcho echo = TlsEcho.postQuantum(server)) {
            assertThat(talk(config, echo)).isEqualTo('x');
        }
    }

    @Test
    void aMeshOfCertificatesIsGivenUp() {
        List<LabCa> mesh = Stream.generate(LabCa::create).limit(20).toList();
        List<X509Certificate> sent =
                new ArrayList<>(List.of(mesh.get(0).issue(SERVER).leaf()));
        for (LabCa one : mesh) {
            mesh.stream()
                    .filter(other -> other != one && sent.size() < 100)
                    .forEach(other -> sent.add(one.crossSignedBy(other).certificate()));
        }
        TlsContext context = bound(LabCa.create().certificate(), Verification.STRICT);

        assertThatThrownBy(() ->
                        context.trustManager().checkServerTrusted(sent.toArray(X509Certificate[]::new), "UNKNOWN"))
                .isInstanceOfSatisfying(
                        CertificateRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_TRUSTED));
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void thePageTellsOfTheRule(Rule rule) throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md")))
                .anyMatch(line -> line.startsWith("| `" + rule.text() + "` | "));
    }

    @Test
    void strictHoldsEveryRuleAndIsTheDefault() {
        assertThat(TlsConfig.defaults().verification()).isSameAs(Verification.STRICT);
        assertThat(Verification.STRICT.rules()).containsExactly(Rule.values());
        assertThat(Verification.STRICT).hasToString("strict");
        assertThat(DangerousTls.without(Rule.STRONG_KEYS, Rule.VERSION_3))
                .hasToString("strict without version-3, strong-keys");
    }

    private static Flawed weak(String flaw, Rule rule, LabCertificate server) {
        return new Flawed(flaw, rule, Reason.WEAK, server);
    }

    private static Flawed wrong(String flaw, Rule rule, LabCertificate server) {
        return new Flawed(flaw, rule, Reason.WRONG_USAGE, server);
    }

    private static void check(LabCertificate server, X509Certificate root, Verification verification)
            throws CertificateException {
        bound(root, verification)
                .trustManager()
                .checkServerTrusted(server.chain().toArray(X509Certificate[]::new), "UNKNOWN");
    }

    private static TlsContext bound(X509Certificate root, Verification verification) {
        return TlsContext.of(TlsConfig.builder()
                        .trust(Trust.certificates(root))
                        .verification(verification)
                        .build())
                .boundTo("mail.lab.test");
    }

    private static int talk(TlsConfig config, TlsEcho server) throws IOException {
        try (Socket socket = TlsContext.of(config)
                .socketFactory()
                .createSocket("localhost", server.endpoint().port())) {
            socket.setSoTimeout(10_000); // a server that falls silent fails the test
            socket.getOutputStream().write('x');
            return socket.getInputStream().read();
        }
    }
}
