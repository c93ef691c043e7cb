package io.github.tlsclients.cli;

import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.Secrets;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProperties;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that every verb has, and what they come to: an {@link Endpoint} and a {@link TlsContext}. */
public final class TlsOptions {
    @Parameters(index = "0", paramLabel = "URI", description = "where to, and how TLS begins there")
    private String uri = "";

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "trust the roots in this PEM file instead of the platform's; repeatable")
    private List<Path> ca = List.of();

    @Option(names = "--platform-trust", description = "trust the platform's roots as well")
    private boolean platformTrust;

    @Option(names = "--pin", paramLabel = "sha256/BASE64", description = "require this key in the path; repeatable")
    private List<String> pins = List.of();

    @Option(names = "--cert", paramLabel = "FILE", description = "client certificate with its chain, PEM")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "its private key, PKCS#8 PEM")
    private @Nullable Path key;

    @Option(names = "--keystore", paramLabel = "FILE", description = "client certificate and key, PKCS12")
    private @Nullable Path keyStore;

    @Option(names = "--keystore-password-file", paramLabel = "FILE", description = "file whose first line opens it")
    private @Nullable Path keyStorePasswordFile;

    @Option(names = "--tls", paramLabel = "1.2|1.3", description = "allow this version alone; repeatable")
    private List<String> versions = List.of();

    @Option(names = "--groups", paramLabel = "LIST", split = ",", description = "key-exchange groups, best first")
    private List<String> groups = List.of();

    @Option(
            names = "--provider",
            paramLabel = "jdk|bc",
            description = "whose TLS: the JDK's (default) or Bouncy Castle's")
    private @Nullable String provider;

    @Option(names = "--server-name", paramLabel = "NAME", description = "the name to expect in the certificate")
    private @Nullable String serverName;

    @Option(names = "--connect-to", paramLabel = "HOST:PORT", description = "connect there, expect the URI's host")
    private @Nullable String connectTo;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "how long to wait: 500ms, 30s (default), 2m")
    private @Nullable String timeout;

    @Option(names = "--config", paramLabel = "FILE", description = "properties; options go before them")
    private @Nullable Path configFile;

    @Option(names = "--json", description = "print the result as one JSON document")
    private boolean json;

    @Option(names = "-v", description = "tell more about a failure")
    private boolean verbose;

    /**
     * Where the command goes.
     *
     * @throws TlsConfigException if the URI is none, or is for another protocol
     */
    public Endpoint endpoint(Protocol expected) {
        Endpoint endpoint = Endpoint.parse(uri);
        if (endpoint.protocol() != expected) {
            throw new TlsConfigException(
                    uri + " is not for " + expected.label(),
                    "run: tls " + endpoint.protocol().label() + " … " + uri);
        }
        if (serverName != null) {
            endpoint = endpoint.named(serverName);
        }
        return connectTo == null ? endpoint : endpoint.connectTo(connectTo);
    }

    /**
     * How TLS is to be.
     *
     * @throws TlsConfigException if an option asks for what cannot be had
     */
    public TlsContext context() {
        return TlsContext.of(config());
    }

    /** How TLS is to be, with another timeout than the options say: for a verb that means something else by it. */
    public TlsContext context(Duration timeout) {
        return TlsContext.of(config().toBuilder().timeout(timeout).build());
    }

    /** How long to wait. */
    public Duration timeout() {
        return config().timeout();
    }

    /** Whether the result is printed as JSON. */
    public boolean json() {
        return json;
    }

    /** What the file says, and over it what the options say. */
    private TlsConfig config() {
        TlsConfig base = configFile == null
                ? TlsConfig.defaults()
                : TlsProperties.read(configFile, Endpoint.parse(uri).protocol().label());
        TlsConfig.Builder builder = base.toBuilder().trust(trust(base.trust()));
        if (provider != null) {
            builder.provider(TlsProvider.of(provider));
        }
        if (timeout != null) {
            builder.timeout(TlsProperties.duration(timeout));
        }
        if (!groups.isEmpty()) {
            builder.groups(groups);
        }
        if (!versions.isEmpty()) {
            TlsVersion[] wanted = versions.stream().map(TlsVersion::of).toArray(TlsVersion[]::new);
            builder.versions(wanted[0], wanted);
        }
        Identity identity = identity();
        return (identity == null ? builder : builder.identity(identity)).build();
    }

    private Trust trust(Trust base) {
        Trust roots = ca.stream().map(Trust::pem).reduce(Trust::and).orElse(base);
        Trust all = platformTrust ? roots.and(Trust.platform()) : roots;
        return pins.isEmpty() ? all : all.and(Trust.pins(pins.toArray(String[]::new)));
    }

    private @Nullable Identity identity() {
        if (keyStore != null) {
            if (certificate != null || key != null) {
                throw new TlsConfigException(
                        "two client certificates are given", "use --keystore, or --cert and --key");
            }
            char[] password = keyStorePasswordFile == null ? new char[0] : Secrets.firstLine(keyStorePasswordFile);
            try {
                return Identity.keyStore(keyStore, password);
            } finally {
                Arrays.fill(password, '\0');
            }
        }
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new TlsConfigException(
                    "a client certificate needs both its files", "give --cert FILE and --key FILE");
        }
        return Identity.pem(certificate, key);
    }
}
