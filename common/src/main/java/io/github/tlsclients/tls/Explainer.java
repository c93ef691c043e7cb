package io.github.tlsclients.tls;

import io.github.tlsclients.tls.Explanation.Entry;
import io.github.tlsclients.tls.Verification.Rule;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertPathBuilder;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Tells what a configuration came to; the versions, suites and groups as a server would be told them. */
final class Explainer {
    /** More certificates than these are counted and not named. */
    private static final int FEW = 4;
    /** Says that renegotiation is done safely, and is no cipher suite (RFC 5746 section 3.3). */
    private static final int RENEGOTIATION_INFO = 0x00ff;

    private final TlsConfig config;
    private final X509Certificate[] roots;
    private final List<X509Certificate> leaves;
    private final List<String> versions;
    private final List<String> cipherSuites;
    private final List<String> groups;
    private final Optional<String> tls;
    private final Optional<String> paths;

    private Explainer(TlsConfig config, TlsContext.Live live, List<X509Certificate> leaves) {
        this.config = config;
        this.leaves = leaves;
        this.roots = live.trust().getAcceptedIssuers();
        this.tls = Optional.of(named(live.raw().getProvider()));
        try {
            Hello hello = Hello.of(live.settings().applyTo(live.raw().createSSLEngine()));
            this.versions = named(hello.versions(), TlsNames::version);
            this.cipherSuites = named(hello.cipherSuites(), TlsNames::cipherSuite);
            this.groups = named(hello.groups(), TlsNames::group);
            this.paths = Optional.of(named(CertPathBuilder.getInstance("PKIX").getProvider()));
        } catch (SSLException | GeneralSecurityException e) {
            throw new TlsConfigException(
                    "no handshake can be begun by this configuration: " + e.getMessage(),
                    "give versions, cipher suites and groups that go together",
                    e);
        }
    }

    static Explanation explain(TlsConfig config, TlsContext.Live live, List<X509Certificate> leaves) {
        return new Explanation(live.generation(), new Explainer(config, live, leaves).entries());
    }

    private List<Entry> entries() {
        return List.of(
                entry(TlsKey.TRUST, config.trust().toString(), trusted(), paths),
                entry(
                        TlsKey.IDENTITIES,
                        config.identities().isEmpty() ? "none" : joined(config.identities().stream()),
                        shown(),
                        tls),
                new Entry(
                        "verification",
                        config.verification().toString(),
                        Arrays.stream(Rule.values())
                                .filter(config.verification()::holds)
                                .map(Rule::text)
                                .toList(),
                        config.origin(TlsKey.DANGEROUS_WITHOUT),
                        paths),
                entry(TlsKey.REVOCATION, config.revocation().text(), List.of(refused()), paths),
                entry(TlsKey.VERSIONS, joined(config.versions().stream().sorted()), versions, tls),
                entry(TlsKey.CIPHER_SUITES, joined(config.cipherSuites().stream()), cipherSuites, tls),
                entry(TlsKey.GROUPS, joined(config.groups().stream()), groups, tls),
                entry(
                        TlsKey.REQUIRE_POST_QUANTUM,
                        config.postQuantumRequired() ? "true" : "default",
                        List.of(postQuantum()),
                        tls),
                entry(
                        TlsKey.PROVIDER,
                        config.provider() == TlsProvider.JDK ? "jdk" : "bc",
                        tls.stream().toList(),
                        tls),
                entry(TlsKey.TIMEOUT, text(config.timeout()), List.of(text(config.timeout())), Optional.empty()));
    }

    private Entry entry(TlsKey key, String requested, List<String> effective, Optional<String> provider) {
        return new Entry(key.text(), requested, effective, config.origin(key), provider);
    }

    private List<String> trusted() {
        List<String> trusted = new ArrayList<>();
        String files =
                TrustAnchors.materials(config.trust()).map(Material::name).collect(Collectors.joining(", "));
        trusted.add((roots.length == 1 ? "1 root" : roots.length + " roots") + (files.isEmpty() ? "" : " of " + files));
        if (roots.length <= FEW) {
            Arrays.stream(roots).map(Certificates::summary).forEach(trusted::add);
        }
        return trusted;
    }

    private List<String> shown() {
        return leaves.stream().map(Certificates::summary).toList();
    }

    private String postQuantum() {
        if (config.postQuantumRequired()) {
            return "a server that takes no post-quantum key exchange is refused";
        }
        return groups.stream().anyMatch(NamedGroups::isHybrid)
                ? "post-quantum key exchange is offered; a server may decline it"
                : "no post-quantum key exchange is offered";
    }

    private String refused() {
        return switch (config.revocation()) {
            case OFF -> "nobody is asked";
            case SOFT_FAIL -> "what is known to be revoked is refused";
            case HARD_FAIL -> "what is not known to be good is refused";
        };
    }

    private static String joined(Stream<?> wanted) {
        String text = wanted.map(Object::toString).collect(Collectors.joining(", "));
        return text.isEmpty() ? "default" : text;
    }

    private static List<String> named(List<Integer> numbers, IntFunction<String> naming) {
        return numbers.stream()
                .filter(number -> number != RENEGOTIATION_INFO)
                .map(naming::apply)
                .toList();
    }

    private static String named(Provider provider) {
        return provider.getName() + " " + provider.getVersionStr();
    }

    /** As properties write it. */
    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
