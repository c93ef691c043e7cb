package io.github.tlsclients.tls;

import io.github.tlsclients.tls.Feature.Mark;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** Finds out what a provider has by letting it write ClientHellos: our own, its own, and one for each thing alone. */
final class FeatureReader {
    private static final String REFUSED = "the provider refuses to offer it";
    private static final Map<String, String> OLD_PROTOCOLS = Map.of(
            "TLSv1.1", "RFC 8996",
            "TLSv1", "RFC 8996",
            "SSLv3", "RFC 7568",
            "SSLv2Hello", "RFC 6176");
    private static final Pattern CURVE = Pattern.compile("(?:sect|secp|brainpoolP)(\\d+)");

    private final TlsProvider provider;
    private final SSLContext context;
    private final DisabledAlgorithms disabled;
    private final Offered ours;
    private final Offered theirs;

    FeatureReader(TlsProvider provider) {
        this.provider = provider;
        this.disabled = DisabledAlgorithms.ofThisRuntime(provider);
        try {
            this.context = provider.newContext();
            context.init(new KeyManager[0], new TrustManager[0], null); // no trust, so that no root is read either
            TlsConfig strict = TlsConfig.builder().provider(provider).build();
            this.ours = Offered.of(SocketSettings.of(strict, context).applyTo(context.createSSLEngine()));
            this.theirs = Offered.of(client());
        } catch (SSLException | GeneralSecurityException e) {
            throw new TlsConfigException(
                    "the TLS of this runtime cannot begin a handshake: " + e.getMessage(),
                    "look at jdk.tls.* in its java.security and on its command line",
                    e);
        }
    }

    Features read() {
        Provider implementation = context.getProvider();
        return new Features(
                provider,
                implementation.getName() + " " + implementation.getVersionStr(),
                Runtime.version().toString().replaceAll("\\+.*", ""),
                new Protocols().features(),
                new Suites(knownSuites()).features(),
                new Groups().features(),
                new Signatures().features());
    }

    /** Whether the provider can be brought to write such a ClientHello. */
    private boolean offers(Consumer<SSLEngine> asking, Predicate<Offered> offered) {
        try {
            SSLEngine engine = client();
            asking.accept(engine);
            return offered.test(Offered.of(engine));
        } catch (SSLException | IllegalArgumentException | IllegalStateException e) {
            return false; // nothing is left to offer
        }
    }

    private SSLEngine client() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        return engine;
    }

    /** What a ClientHello holds, by the names of the registries. */
    private record Offered(
            List<String> versions, List<String> cipherSuites, List<String> groups, List<String> signatureSchemes) {
        private static final int SIGNATURE_ALGORITHMS = 13;
        /** Says that renegotiation is done safely, and is no cipher suite (RFC 5746 section 3.3). */
        private static final int RENEGOTIATION_INFO = 0x00ff;

        static Offered of(SSLEngine engine) throws SSLException {
            Hello hello = Hello.of(engine);
            return new Offered(
                    hello.versions().stream().map(TlsNames::version).toList(),
                    hello.cipherSuites().stream()
                            .filter(suite -> suite != RENEGOTIATION_INFO)
                            .map(TlsNames::cipherSuite)
                            .toList(),
                    hello.groups().stream().map(TlsNames::group).toList(),
                    hello.numbers(SIGNATURE_ALGORITHMS).stream()
                            .map(SignatureSchemes::name)
                            .toList());
        }
    }

    private final class Protocols extends FeatureKind {
        Protocols() {
            super(
                    ours.versions(),
                    theirs.versions(),
                    List.of(context.getSupportedSSLParameters().getProtocols()));
        }

        @Override
        boolean isOfferedAlone(String name) {
            return offers(
                    engine -> engine.setEnabledProtocols(new String[] {name}),
                    hello -> hello.versions().contains(name));
        }

        @Override
        Optional<String> refusal(String name) {
            return name.equals("SSLv2Hello")
                    ? Optional.of("no version, but an old form of the first message")
                    : disabled.hitting(name, List.of()).or(() -> Optional.of(REFUSED));
        }

        @Override
        List<String> deprecatedBy(String name) {
            return Stream.ofNullable(OLD_PROTOCOLS.get(name)).toList();
        }
    }

    private final class Suites extends FeatureKind {
        Suites(List<String> known) {
            super(ours.cipherSuites(), theirSuites(known), known);
        }

        @Override
        boolean isOfferedAlone(String name) {
            return offersSuite(name);
        }

        @Override
        Optional<String> refusal(String name) {
            return disabled.hitting(spelled(name), SuiteName.of(name).parts()).or(() -> Optional.of(REFUSED));
        }

        @Override
        String omission(String name) {
            return SuiteName.of(name).missing().orElseGet(() -> super.omission(name));
        }

        @Override
        List<Mark> marks(String name) {
            return SuiteName.of(name).marks();
        }

        @Override
        List<String> deprecatedBy(String name) {
            return SuiteName.of(name).deprecatedBy();
        }
    }

    private final class Groups extends FeatureKind {
        Groups() {
            super(ours.groups(), theirs.groups(), provider.knownGroups());
        }

        @Override
        boolean isOfferedAlone(String name) {
            return offers(
                    engine -> provider.offerGroup(engine, name),
                    hello -> hello.groups().contains(name));
        }

        @Override
        Optional<String> refusal(String name) {
            Matcher bits = CURVE.matcher(name);
            return disabled.hitting(name, List.of())
                    .or(() -> bits.lookingAt()
                            ? disabled.hittingKey("EC", Integer.parseInt(bits.group(1)))
                            : Optional.empty());
        }

        @Override
        List<Mark> marks(String name) {
            return NamedGroups.isPostQuantum(name) ? List.of(Mark.POST_QUANTUM) : List.of();
        }

        @Override
        List<String> deprecatedBy(String name) {
            return NamedGroups.deprecatedBy(name);
        }

        @Override
        boolean isMissed(String name) {
            return NamedGroups.isHybrid(name);
        }
    }

    /** Of handshakes; what may be on certificates is for the verifier to say. */
    private final class Signatures extends FeatureKind {
        Signatures() {
            super(ours.signatureSchemes(), theirs.signatureSchemes(), SignatureSchemes.all());
        }

        @Override
        boolean isOfferedAlone(String name) {
            return offers(
                    engine -> provider.offerSignature(engine, name),
                    hello -> hello.signatureSchemes().contains(name));
        }

        @Override
        Optional<String> refusal(String name) {
            return disabled.hitting(name, SignatureSchemes.parts(name));
        }

        @Override
        String omission(String name) {
            return SignatureSchemes.missing(name).orElseGet(() -> super.omission(name));
        }

        @Override
        List<Mark> marks(String name) {
            return isMissed(name) ? List.of(Mark.POST_QUANTUM) : List.of();
        }

        @Override
        List<String> deprecatedBy(String name) {
            return SignatureSchemes.deprecatedBy(name);
        }

        @Override
        boolean isMissed(String name) {
            return SignatureSchemes.POST_QUANTUM.contains(name);
        }
    }

    /** Signals that are listed among the suites, such as TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746), are none. */
    private List<String> knownSuites() {
        return Stream.concat(Stream.of(context.getSupportedSSLParameters().getCipherSuites()), SuiteName.conceivable())
                .map(FeatureReader::registered)
                .filter(name -> !name.endsWith("_SCSV"))
                .distinct()
                .filter(this::knowsSuite)
                .toList();
    }

    private List<String> theirSuites(List<String> known) {
        List<String> defaults = Stream.of(context.getDefaultSSLParameters().getCipherSuites())
                .map(FeatureReader::registered)
                .filter(known::contains)
                .toList();
        return defaults.stream().filter(this::offersSuite).toList();
    }

    /** The JDK refuses names that it does not know; Bouncy Castle drops them. */
    private boolean knowsSuite(String name) {
        SSLEngine engine = client();
        try {
            engine.setEnabledCipherSuites(new String[] {name});
            return engine.getEnabledCipherSuites().length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** An entry is held against the name that the provider has for the suite. */
    private String spelled(String known) {
        SSLEngine engine = client();
        engine.setEnabledCipherSuites(new String[] {known});
        return engine.getEnabledCipherSuites()[0];
    }

    private boolean offersSuite(String name) {
        return offers(
                engine -> engine.setEnabledCipherSuites(new String[] {name}),
                hello -> hello.cipherSuites().size() == 1);
    }

    /** The JDK calls the suites that SSL 3.0 had by other names than the registry, and takes both. */
    private static String registered(String suite) {
        return suite.replaceFirst("^SSL_", "TLS_");
    }
}
