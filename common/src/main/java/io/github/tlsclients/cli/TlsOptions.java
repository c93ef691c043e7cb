package io.github.tlsclients.cli;

import io.github.tlsclients.doctor.Doctor;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The options that every verb has, and what they come to: an {@link Endpoint} and a {@link TlsContext}. */
public final class TlsOptions {
    private final Supplier<String> uri;
    private final ConfigOptions config;
    private final Supplier<Optional<String>> serverName;
    private final Supplier<Optional<String>> connectTo;
    private final WiretapOption wiretap;
    private final PrintOptions print;

    /** Adds them; the URI is the first argument. */
    public TlsOptions(Syntax syntax) {
        uri = syntax.argument(String.class, "URI", "where to, and how TLS begins there");
        config = new ConfigOptions(syntax);
        serverName = syntax.option("--server-name")
                .label("NAME")
                .description("the name to expect in the certificate")
                .value(String.class);
        connectTo = syntax.option("--connect-to")
                .label("HOST:PORT")
                .description("connect there, expect the URI's host")
                .value(String.class);
        wiretap = new WiretapOption(syntax);
        print = new PrintOptions(syntax);
    }

    /**
     * Where the command goes.
     *
     * @throws TlsConfigException if the URI is none, or is for another protocol
     */
    public Endpoint endpoint(Protocol expected) {
        return endpoint(uri.get(), expected);
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
        return endpoint(uri.get());
    }

    private Endpoint endpoint(String uri) {
        Endpoint endpoint = Endpoint.parse(uri);
        Endpoint named = serverName.get().map(endpoint::named).orElse(endpoint);
        return connectTo.get().map(named::connectTo).orElse(named);
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
        return config.config(Endpoint.parse(uri.get()).protocol());
    }
}
