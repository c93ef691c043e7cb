package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds our verdicts against those of x509-limbo (half of its cases), a test suite for certificate path validation. */
class X509LimboTest {
    /** Where we accept what the suite would have refused, on purpose. */
    private static final Set<String> ACCEPTED_ON_PURPOSE = Set.of(
            // public roots of today break these wishes
            "rfc5280::ski::root-missing-ski",
            "rfc5280::aki::cross-signed-root-missing-aki",
            "rfc5280::root-non-critical-basic-constraints",
            "webpki::aki::root-with-aki-authoritycertissuer",
            "webpki::aki::root-with-aki-authoritycertserialnumber",
            // RFC 5280 leaves it to the issuer
            "webpki::eku::ee-critical-eku",
            // a common name never counts, so what host it names does no harm
            "webpki::cn::not-in-san",
            // Amazon itself has this wildcard
            "webpki::san::public-suffix-private-namespace-wildcard-san");

    record Name(String kind, String value) {}

    record Case(
            String id,
            @SerializedName("validation_kind") String kind,
            @SerializedName("trusted_certs") List<String> trusted,
            @SerializedName("untrusted_intermediates") List<String> intermediates,
            @SerializedName("peer_certificate") String peer,
            @SerializedName("validation_time") @Nullable String time,
            @SerializedName("expected_result") String expected,
            @SerializedName("expected_peer_name") Name name,
            @SerializedName("max_chain_depth") @Nullable Integer maxDepth) {

        boolean good() {
            return expected.equals("SUCCESS");
        }

        boolean agreed() {
            return !ACCEPTED_ON_PURPOSE.contains(id);
        }

        @Override
        public String toString() {
            return id;
        }
    }

    record Limbo(List<Case> testcases) {}

    static Stream<Case> serverCases() throws IOException {
        try (Reader json = new InputStreamReader(
                Objects.requireNonNull(X509LimboTest.class.getResourceAsStream("/x509-limbo.json")),
                StandardCharsets.UTF_8)) {
            return new Gson()
                    .fromJson(json, Limbo.class).testcases().stream()
                            .filter(c -> c.kind().equals("SERVER"));
        }
    }

    static Stream<Case> sitesOfTheWorld() throws IOException {
        return serverCases().filter(c -> c.id().startsWith("online::"));
    }

    static Stream<Case> disputedCases() throws IOException {
        return serverCases().filter(c -> !c.agreed());
    }

    @ParameterizedTest
    @MethodSource("serverCases")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void agreesWithTheSuite(Case c) {
        assertThat(refusal(c, CertificateFactories.jdk())).satisfies(refusal -> {
            boolean accepted = refusal == null;
            assertThat(accepted).as(String.valueOf(refusal)).isEqualTo(c.good() || !c.agreed());
        });
    }

    @ParameterizedTest
    @MethodSource("serverCases")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void decidesTheSameOfCertificatesThatBouncyCastleParsed(Case c) {
        boolean accepted = refusal(c, CertificateFactories.bouncyCastle()) == null;

        assertThat(accepted).isEqualTo(c.good() || !c.agreed());
    }

    @ParameterizedTest
    @MethodSource("sitesOfTheWorld")
    void sitesOfTheWorldAreGoodUnderTheJdksOwnRoots(Case c) {
        assertThat(refusal(c, CertificateFactories.jdk(), Trust.jdk())).isNull();
    }

    @Test
    void agreesOnMoreThanNineInTenAndRefusesNoGoodChain() throws IOException {
        long all = serverCases().count();
        assertThat(all).isGreaterThan(90);
        assertThat(disputedCases().count())
                .isEqualTo(ACCEPTED_ON_PURPOSE.size())
                .isLessThan(all / 10);
        assertThat(disputedCases()).noneMatch(Case::good);
    }

    private static @Nullable Exception refusal(Case c, CertificateFactories factories) {
        try {
            CertificateFactory jdk = CertificateFactories.jdk().factory();
            return refusal(c, factories, Trust.certificates(certificates(c.trusted(), jdk)));
        } catch (CertificateException e) {
            return e;
        }
    }

    /** What the chain is refused for, or null. */
    private static @Nullable Exception refusal(Case c, CertificateFactories factories, Trust trust) {
        try {
            List<String> sent = new ArrayList<>(List.of(c.peer()));
            sent.addAll(c.intermediates());
            TlsConfig config = TlsConfig.builder().trust(trust).build();
            TrustAnchors anchors = TrustAnchors.load(config.trust());
            PathRules rules = new PathRules(config);
            PathBuilder paths = c.maxDepth() == null
                    ? new PathBuilder(anchors.roots(), rules)
                    : new PathBuilder(anchors.roots(), rules, c.maxDepth());
            Instant when = c.time() == null
                    ? Instant.now()
                    : OffsetDateTime.parse(c.time()).toInstant();
            new ServerTrust(
                            config,
                            anchors,
                            paths,
                            InstantSource.fixed(when),
                            c.name().value())
                    .checkServerTrusted(certificates(sent, factories.factory()), "UNKNOWN");
            return null;
        } catch (CertificateException e) {
            return e;
        }
    }

    private static X509Certificate[] certificates(List<String> pems, CertificateFactory factory)
            throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String pem : pems) {
            certificates.add((X509Certificate)
                    factory.generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        }
        return certificates.toArray(X509Certificate[]::new);
    }

    private record CertificateFactories(@Nullable Provider provider) {
        static CertificateFactories jdk() {
            return new CertificateFactories(null);
        }

        static CertificateFactories bouncyCastle() {
            return new CertificateFactories(new BouncyCastleProvider());
        }

        CertificateFactory factory() throws CertificateException {
            return provider == null
                    ? CertificateFactory.getInstance("X.509")
                    : CertificateFactory.getInstance("X.509", provider);
        }
    }
}
