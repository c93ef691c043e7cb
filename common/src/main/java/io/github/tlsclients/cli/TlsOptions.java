package io.github.tlsclients.cli;

import io.github.tlsclients.doctor.Doctor;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that every verb has, and what they come to: an {@link Endpoint} and a {@link TlsContext}. */
public final class TlsOptions {
    @Parameters(index = "0", paramLabel = "URI", description = "where to, and how TLS begins there")
    private String uri = "";

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Option(names = "--server-name", paramLabel = "NAME", description = "the name to expect in the certificate")
    private @Nullable String serverName;

    @Option(names = "--connect-to", paramLabel = "HOST:PORT", description = "connect there, expect the URI's host")
    private @Nullable String connectTo;

    @Mixin
    private final WiretapOption wiretap = new WiretapOption();

    @Mixin
    private final PrintOptions print = new PrintOptions();

    /**
     * Where the command goes.
     *
     * @throws TlsConfigException if the URI is none, or is for another protocol
     */
    public Endpoint endpoint(Protocol expected) {
        return endpoint(uri, expected);
    }

    /**
     * The same for a further URI, of a verb that takes several.
     *
     * @throws TlsConfigException if the URI is none, or is for another protocol
     */
    public Endpoint endpoint(String uri, Protocol expected) {
        Endpoint endpoint = endpoint(uri);
        if (endpoint.protocol() != expected) {
            throw new TlsConfigException(
                    uri + " is not for " + expected.label(),
                    "run: tls " + endpoint.protocol().label() + " … " + uri);
        }
        return endpoint;
    }

    /** Where a command goes that serves every protocol. */
    Endpoint endpoint() {
        return endpoint(uri);
    }

    private Endpoint endpoint(String uri) {
        Endpoint endpoint = Endpoint.parse(uri);
        if (serverName != null) {
            endpoint = endpoint.named(serverName);
        }
        return connectTo == null ? endpoint : endpoint.connectTo(connectTo);
    }

    /**
     * How TLS is to be, for a command that is one operation: connections, logins and goodbyes share one timeout.
     *
     * @throws TlsConfigException if an option asks for what cannot be had
     */
    public TlsContext context() {
        return observed(TlsContext.of(config())).asOneOperation();
    }

    /** How TLS is to be, with another timeout than the options say: for a verb that means something else by it. */
    public TlsContext context(Duration timeout) {
        return observed(TlsContext.of(config().toBuilder().timeout(timeout).build()))
                .asOneOperation();
    }

    /** How long to wait. */
    public Duration timeout() {
        return config().timeout();
    }

    /** Whether the result is printed as JSON. */
    public boolean json() {
        return print.json();
    }

    /** A doctor whose every session is recorded, if that is asked for. */
    Doctor observed(Doctor doctor) {
        return wiretap.wiretap()
                .map(tap -> doctor.observedBy(tap.record(endpoint().uri())))
                .orElse(doctor);
    }

    private TlsContext observed(TlsContext context) {
        return wiretap.wiretap()
                .map(tap -> context.observedBy(tap.record(endpoint().uri())))
                .orElse(context);
    }

    /** How TLS is to be, before it is made real. */
    TlsConfig config() {
        return config.config(Optional.of(Endpoint.parse(uri).protocol().label()));
    }
}
