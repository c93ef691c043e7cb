package io.github.tlsclients.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wanted of TLS. Immutable; {@link TlsContext#of} makes it real and tells of anything that cannot be had.
 *
 * <p>The defaults are the safe ones: the platform's roots, names by RFC 9525, TLS 1.2 and 1.3, cipher suites with
 * forward secrecy and authenticated encryption, {@link Verification#STRICT}, the JDK's provider, 30 seconds.
 */
public final class TlsConfig {
    private final Trust trust;
    private final List<Identity> identities;
    private final Verification verification;
    private final Revocation revocation;
    private final Set<TlsVersion> versions;
    private final List<String> cipherSuites;
    private final List<String> groups;
    private final boolean postQuantumRequired;
    private final TlsProvider provider;
    private final Duration timeout;
    private final Map<TlsKey, String> origins;

    private TlsConfig(Builder builder) {
        this.trust = builder.trust;
        this.identities = List.copyOf(builder.identities);
        this.verification = builder.verification;
        this.revocation = builder.revocation;
        this.versions = Set.copyOf(builder.versions);
        this.cipherSuites = List.copyOf(builder.cipherSuites);
        this.groups = List.copyOf(builder.groups);
        this.postQuantumRequired = builder.postQuantumRequired;
        this.provider = builder.provider;
        this.timeout = builder.timeout;
        this.origins = Map.copyOf(builder.origins);
    }

    /** {@return the safe defaults} */
    public static TlsConfig defaults() {
        return builder().build();
    }

    /** {@return a builder that starts from the safe defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that starts from this configuration} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.trust = trust;
        builder.identities = identities;
        builder.verification = verification;
        builder.revocation = revocation;
        builder.versions = versions;
        builder.cipherSuites = cipherSuites;
        builder.groups = groups;
        builder.postQuantumRequired = postQuantumRequired;
        builder.provider = provider;
        builder.timeout = timeout;
        builder.origins.putAll(origins);
        return builder;
    }

    /** {@return whose word is taken for a server's identity} */
    public Trust trust() {
        return trust;
    }

    /** {@return what the client may show when a server asks for a certificate, best first; empty: nothing} */
    public List<Identity> identities() {
        return identities;
    }

    /** {@return what is checked of a server's certificates} */
    public Verification verification() {
        return verification;
    }

    /** {@return whether revoked certificates are refused, and what happens where nobody tells} */
    public Revocation revocation() {
        return revocation;
    }

    /** {@return the versions that may be negotiated; never empty} */
    public Set<TlsVersion> versions() {
        return versions;
    }

    /** {@return the cipher suites in order of preference; empty: every one with forward secrecy and AEAD} */
    public List<String> cipherSuites() {
        return cipherSuites;
    }

    /** {@return the key-exchange groups in order of preference; empty: the provider's own} */
    public List<String> groups() {
        return groups;
    }

    /** {@return whether a key exchange that is not post-quantum is refused} */
    public boolean postQuantumRequired() {
        return postQuantumRequired;
    }

    /** {@return whose TLS is used} */
    public TlsProvider provider() {
        return provider;
    }

    /**
     * {@return how long to wait} It bounds each silence, and in all what one operation waits for the network: connecting
     * (the look-up of the name, TCP to every address of it, the upgrade, the handshake, the greeting), a login, and each
     * call that sends, lists or fetches. What is larger than 16 KiB may take longer as long as it moves on: so much must
     * pass in every such time. See {@link OperationClock}. Of sockets that a client library makes and connects itself it
     * bounds the handshakes that {@link TlsContext#socketFactory()} layers over a connected socket; the rest is that
     * library's.
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * The files that {@link TlsContext} reads to make this real; the system's root bundle is one of them where platform
     * roots are trusted.
     *
     * @return their paths as they were given, links not resolved
     */
    public Set<Path> files() {
        return Stream.concat(TrustAnchors.materials(trust), identities.stream().flatMap(Identity::materials))
                .flatMap(material -> material.path().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Where a setting comes from.
     *
     * @param key {@code TRUST}, {@code IDENTITIES}, {@code DANGEROUS_WITHOUT}, {@code REVOCATION}, {@code VERSIONS}, {@code
     *     CIPHER_SUITES}, {@code GROUPS}, {@code REQUIRE_POST_QUANTUM}, {@code PROVIDER} or {@code TIMEOUT}
     * @return such as {@code file /etc/app/tls.properties, tls.smtp.versions}; {@code default} if nobody set it
     */
    public String origin(TlsKey key) {
        return origins.getOrDefault(key, "default");
    }

    /** Collects what is wanted. */
    public static final class Builder {
        private Trust trust = Trust.platform();
        private List<Identity> identities = List.of();
        private Verification verification = Verification.STRICT;
        private Revocation revocation = Revocation.OFF;
        private Set<TlsVersion> versions = EnumSet.allOf(TlsVersion.class);
        private List<String> cipherSuites = List.of();
        private List<String> groups = List.of();
        private boolean postQuantumRequired;
        private TlsProvider provider = TlsProvider.JDK;
        private Duration timeout = Duration.ofSeconds(30);
        private final Map<TlsKey, String> origins = new EnumMap<>(TlsKey.class);
        private String origin = "code";

        private Builder() {}

        /**
         * Says where what is set from here on comes from, for {@link TlsContext#explain()}: {@code code} unless this is
         * called.
         *
         * @param origin such as {@code option --tls}
         * @return this builder
         */
        public Builder from(String origin) {
            this.origin = origin;
            return this;
        }

        /**
         * Replaces the trusted roots.
         *
         * @param trust whose word is taken
         * @return this builder
         */
        public Builder trust(Trust trust) {
            this.trust = trust;
            return noted(TlsKey.TRUST);
        }

        /**
         * Sets what is shown to a server that asks for a client certificate.
         *
         * @param identity a key and its chain
         * @return this builder
         */
        public Builder identity(Identity identity) {
            return identities(List.of(identity));
        }

        /**
         * Sets what may be shown to a server that asks for a client certificate; the first that fits it is shown.
         *
         * @param identities best first; empty: nothing is shown
         * @return this builder
         */
        public Builder identities(List<Identity> identities) {
            this.identities = List.copyOf(identities);
            return noted(TlsKey.IDENTITIES);
        }

        /**
         * Sets what is checked of a server's certificates.
         *
         * @param verification {@link DangerousTls} alone makes one that checks less than {@link Verification#STRICT}
         * @return this builder
         */
        public Builder verification(Verification verification) {
            this.verification = verification;
            return noted(TlsKey.DANGEROUS_WITHOUT);
        }

        /**
         * Sets whether revoked certificates are refused.
         *
         * @param revocation and what happens where nobody tells
         * @return this builder
         */
        public Builder revocation(Revocation revocation) {
            this.revocation = revocation;
            return noted(TlsKey.REVOCATION);
        }

        /**
         * Narrows the versions to these.
         *
         * @param first one of them
         * @param more the others
         * @return this builder
         */
        public Builder versions(TlsVersion first, TlsVersion... more) {
            this.versions = EnumSet.of(first, more);
            return noted(TlsKey.VERSIONS);
        }

        /**
         * Narrows the cipher suites to these. An unknown one is an error; so is a deprecated one, unless {@link
         * DangerousTls} has switched {@link Verification.Rule#STRONG_SUITES} off.
         *
         * @param cipherSuites names of the IANA registry, best first
         * @return this builder
         */
        public Builder cipherSuites(List<String> cipherSuites) {
            this.cipherSuites = List.copyOf(cipherSuites);
            return noted(TlsKey.CIPHER_SUITES);
        }

        /**
         * Narrows the key-exchange groups to these. One that cannot be had is an error. Where all of them are groups of TLS
         * 1.3 alone, such as {@code X25519MLKEM768}, TLS 1.2 is not offered.
         *
         * @param groups such as {@code x25519}, best first
         * @return this builder
         */
        public Builder groups(List<String> groups) {
            this.groups = List.copyOf(groups);
            return noted(TlsKey.GROUPS);
        }

        /**
         * Refuses every key exchange that is not post-quantum: what is recorded today must stay secret when there are
         * quantum computers. TLS 1.3 alone is offered, with the hybrid groups ({@code X25519MLKEM768} before all) or those
         * of {@link #groups(List)}; the server's answer is held against that before anything is sent. Certificates and their
         * signatures may be classical, since they only have to hold today.
         *
         * @return this builder
         */
        public Builder requirePostQuantum() {
            return requirePostQuantum(true);
        }

        Builder requirePostQuantum(boolean required) {
            this.postQuantumRequired = required;
            return noted(TlsKey.REQUIRE_POST_QUANTUM);
        }

        /**
         * Chooses whose TLS is used.
         *
         * @param provider the JDK's unless this is called
         * @return this builder
         */
        public Builder provider(TlsProvider provider) {
            this.provider = provider;
            return noted(TlsKey.PROVIDER);
        }

        /**
         * Sets how long to wait.
         *
         * @param timeout for one operation in all, or for 16 KiB of a larger one
         * @return this builder
         * @throws TlsConfigException if it is not between a millisecond and a day
         */
        public Builder timeout(Duration timeout) {
            if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofDays(1)) > 0) {
                throw new TlsConfigException(
                        "the timeout " + timeout + " is out of range", "give between a millisecond and a day");
            }
            this.timeout = timeout;
            return noted(TlsKey.TIMEOUT);
        }

        /** {@return the configuration} */
        public TlsConfig build() {
            return new TlsConfig(this);
        }

        private Builder noted(TlsKey key) {
            origins.put(key, origin);
            return this;
        }
    }
}
