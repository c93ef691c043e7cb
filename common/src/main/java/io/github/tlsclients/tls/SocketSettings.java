package io.github.tlsclients.tls;

import io.github.tlsclients.tls.Verification.Rule;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** What every socket and engine of a context is set to. */
final class SocketSettings {
    /** Forward secrecy and authenticated encryption: all of TLS 1.3, and (EC)DHE with an AEAD cipher of TLS 1.2. */
    private static final Pattern SAFE_SUITE = Pattern.compile("TLS_(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA\\d+"
            + "|TLS_(ECDHE|DHE)_(ECDSA|RSA)_WITH_(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA\\d+");

    private final TlsProvider provider;
    private final String[] protocols;
    private final String[] cipherSuites;
    private final List<String> groups;
    private final boolean hybridOnly;
    private final Duration timeout;
    private final @Nullable String boundName;

    private SocketSettings(
            TlsProvider provider,
            String[] protocols,
            String[] cipherSuites,
            List<String> groups,
            boolean hybridOnly,
            Duration timeout,
            @Nullable String boundName) {
        this.provider = provider;
        this.protocols = protocols;
        this.cipherSuites = cipherSuites;
        this.groups = groups;
        this.hybridOnly = hybridOnly;
        this.timeout = timeout;
        this.boundName = boundName;
    }

    static SocketSettings of(TlsConfig config, SSLContext context) {
        Offer offer = Offer.of(config);
        String[] protocols =
                offer.versions().stream().sorted().map(TlsVersion::jsseName).toArray(String[]::new);
        return new SocketSettings(
                config.provider(),
                protocols,
                suites(config, context),
                offer.groups(),
                offer.hybridOnly(),
                config.timeout(),
                null);
    }

    /** Whether a cipher suite is used where the configuration names none. */
    static boolean isSafe(String suite) {
        return SAFE_SUITE.matcher(suite).matches();
    }

    SocketSettings boundTo(String name) {
        return new SocketSettings(provider, protocols, cipherSuites, groups, hybridOnly, timeout, name);
    }

    @Nullable
    String boundName() {
        return boundName;
    }

    /** The name to expect of a peer that a client calls {@code host}. */
    @Nullable
    String nameFor(@Nullable String host) {
        return boundName != null ? boundName : host;
    }

    /** The settings as parameters, for a connection to the host of this name. */
    SSLParameters parametersFor(@Nullable String name) {
        SSLParameters parameters = new SSLParameters(cipherSuites.clone(), protocols.clone());
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        String server = nameFor(name);
        if (server != null) {
            parameters.setServerNames(serverNames(server));
        }
        return JdkGroups.set(parameters, groups);
    }

    /** What is layered over a guarded socket; the server's own words tell there which group it agrees to. */
    SSLSocket applyTo(SSLSocket socket, GuardedSocket tcp) {
        applyTo(socket);
        tcp.boundHandshake(socket, timeout);
        if (hybridOnly) {
            tcp.requireHybrid(socket);
            provider.setGroups(socket, provider.withSignatures(groups));
        }
        return socket;
    }

    SSLSocket applyTo(SSLSocket socket) {
        socket.setUseClientMode(true);
        socket.setSSLParameters(parametersFor(null));
        provider.setGroups(socket, groups);
        sendAtOnce(socket);
        return socket;
    }

    /** TLS writes whole records: small ones would wait 40 ms for each other's acknowledgement. */
    private static void sendAtOnce(SSLSocket socket) {
        try {
            socket.setTcpNoDelay(true);
        } catch (SocketException e) {
            return; // what a client layers TLS over need not be TCP
        }
    }

    SSLEngine applyTo(SSLEngine engine) {
        engine.setUseClientMode(true);
        engine.setSSLParameters(parametersFor(null));
        provider.setGroups(engine, groups);
        return groups.isEmpty() && boundName == null ? engine : new ConfiguredEngine(engine, this);
    }

    /** Puts back what a client's parameters have just taken from an engine without meaning to. */
    void keepOn(SSLEngine engine, SSLParameters clients) {
        if (boundName != null) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(serverNames(boundName));
            engine.setSSLParameters(parameters);
        }
        if (hybridOnly || JdkGroups.of(clients).isEmpty()) {
            provider.setGroups(engine, groups);
        }
    }

    /** SNI carries names alone; an address is sent as no name (RFC 6066 section 3). */
    private static List<SNIServerName> serverNames(String name) {
        String host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return ServerName.address(host) == null ? List.of(new SNIHostName(host)) : List.of();
    }

    private static String[] suites(TlsConfig config, SSLContext context) {
        SSLParameters supported = context.getSupportedSSLParameters();
        if (config.cipherSuites().isEmpty()) {
            return config.provider()
                    .bestFirst(Arrays.stream(context.getDefaultSSLParameters().getCipherSuites())
                            .filter(SocketSettings::isSafe))
                    .toArray(String[]::new);
        }
        requireStrong(config);
        Set<String> known = Set.of(supported.getCipherSuites());
        List<String> unknown = new ArrayList<>(config.cipherSuites());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new TlsConfigException(
                    "unknown cipher suite " + String.join(", ", unknown),
                    "use the names of the IANA registry, such as TLS_AES_128_GCM_SHA256");
        }
        return config.cipherSuites().toArray(String[]::new);
    }

    private static void requireStrong(TlsConfig config) {
        if (!config.verification().holds(Rule.STRONG_SUITES)) {
            return;
        }
        for (String suite : config.cipherSuites()) {
            List<String> by = SuiteName.of(suite).deprecatedBy();
            if (!by.isEmpty()) {
                throw new TlsConfigException(
                        "the cipher suite " + suite + " is deprecated by " + String.join(", ", by) + " (rule "
                                + Rule.STRONG_SUITES.text() + ")",
                        "leave it out; DangerousTls alone lets it in, for a server that has nothing better");
            }
        }
    }
}
