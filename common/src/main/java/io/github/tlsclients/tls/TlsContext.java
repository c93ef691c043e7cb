package io.github.tlsclients.tls;

import io.github.tlsclients.tls.Generations.Realised;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TlsConfig} made real. Files have been read and names looked up: what cannot be had has been told.
 *
 * <p>Hand any part of it to any client: each carries all of the configuration, and the check of the server's name sits
 * in the trust manager, where no client can switch it off. Thread-safe; make one and keep it, since it holds the
 * sessions that reconnects resume. When its files are {@linkplain #reload() read again}, every part that was handed out
 * goes on with what they say now.
 */
public final class TlsContext {
    /** So many servers' sessions are kept for reconnects. */
    private static final int SERVERS_REMEMBERED = 100;

    private final Generations generations;
    private final @Nullable String boundName;
    private final SSLContext context;
    private final X509TrustManager trustManager;
    private final RecentlyUsed<String, TlsContext> shared;
    private final Latest live;
    private final Optional<OperationClock> clock;
    private final Optional<WireObserver> observer;

    private TlsContext(Generations generations, @Nullable String boundName) {
        this.generations = generations;
        this.boundName = boundName;
        this.shared = new RecentlyUsed<>(SERVERS_REMEMBERED);
        this.live = new Latest(Live.of(generations.now(), boundName));
        this.clock = Optional.empty();
        this.observer = Optional.empty();
        this.context = new ConfiguredContext(this::live);
        this.trustManager = new LiveTrust(() -> live().trust());
    }

    private TlsContext(TlsContext same, Optional<OperationClock> clock, Optional<WireObserver> observer) {
        this.generations = same.generations;
        this.boundName = same.boundName;
        this.shared = same.shared;
        this.live = same.live;
        this.context = same.context;
        this.trustManager = same.trustManager;
        this.clock = clock;
        this.observer = observer;
    }

    private TlsContext timedBy(OperationClock clock) {
        return new TlsContext(this, Optional.of(clock), observer);
    }

    /**
     * Makes a configuration real.
     *
     * @param config what is wanted
     * @return the context, its files read
     * @throws TlsConfigException if anything in it cannot be had: a file, a password, a cipher suite, a group
     */
    public static TlsContext of(TlsConfig config) {
        return new TlsContext(new Generations(config), null);
    }

    /**
     * The same configuration for one server alone: every connection must show a certificate for {@code serverName},
     * whatever host a client passes along, and no TLS session is shared with connections made otherwise. It goes along
     * when this context is reloaded.
     *
     * @param serverName a host name or an IP address; goes into SNI as well
     * @return a context for that server
     */
    public TlsContext boundTo(String serverName) {
        return new TlsContext(generations, serverName);
    }

    /**
     * This context, with one {@link OperationClock} for all connectors that are made with it: for a session that is more
     * than one connection.
     *
     * @return the same context in all else; this one if it has a clock already
     */
    public TlsContext withOneClock() {
        return clock.isPresent() ? this : timedBy(OperationClock.perOperation(config().timeout()));
    }

    /**
     * This context, for a program that does one thing and ends: all that is done with it, from the first connection to the
     * last goodbye, is one operation, which {@link TlsConfig#timeout()} bounds in all.
     *
     * @return the same context in all else
     */
    public TlsContext asOneOperation() {
        return timedBy(OperationClock.oneOperation(config().timeout()));
    }

    /**
     * This context, with somebody who sees what passes on the wire of all connectors that are made with it. Sockets that
     * a library connects without a {@link TlsConnector} are not seen.
     *
     * @param observer sees the bytes below TLS, as anybody on the path does
     * @return the same context in all else
     */
    public TlsContext observedBy(WireObserver observer) {
        return new TlsContext(this, clock, Optional.of(observer));
    }

    /**
     * Another configuration for a part of what this one is for: it is made real by itself, and its connectors have the
     * clock and the observer of this one, if it has any.
     *
     * @param config what is wanted there
     * @return a context of its own in all else
     * @throws TlsConfigException if anything in it cannot be had
     */
    public TlsContext with(TlsConfig config) {
        return new TlsContext(of(config), clock, observer);
    }

    Optional<OperationClock> clock() {
        return clock;
    }

    Optional<WireObserver> observer() {
        return observer;
    }

    /** One context for all connectors to a server name, so that they resume each other's sessions. */
    TlsContext sharedBoundTo(String serverName) {
        return shared.computeIfAbsent(serverName, this::boundTo);
    }

    /**
     * Reads the configuration's files again. If all of them are good, new connections use what they say from now on and
     * resume no session from before; otherwise nothing changes. {@link Reloader} does so whenever they change.
     *
     * @return the new {@linkplain #generation() generation}
     * @throws TlsConfigException if anything cannot be had any more; what was there before stays in use
     */
    public long reload() {
        return reload(this::config);
    }

    /**
     * Goes over to another configuration, as {@link #reload()} does to other files. What clients have copied out of the
     * old one does not follow: the timeouts they were set to, and the provider's name in {@link #sslContext()}.
     *
     * @param config what is wanted from now on
     * @return the new {@linkplain #generation() generation}
     * @throws TlsConfigException if anything in it cannot be had; what was there before stays in use
     */
    public long reload(TlsConfig config) {
        return reload(() -> config);
    }

    /**
     * Tells of every reload that took place, and of those that failed, where a failure that repeats is told once. For
     * pools that retire their connections, and for monitoring.
     *
     * @param listener called on the thread that reloads, after the change; what it throws is logged and harms nobody. Two
     *     threads that reload at once may call it in either order: the generation tells
     * @return to be closed when the listener has heard enough; until then the context holds on to it
     */
    public Registration onReload(Consumer<ReloadEvent> listener) {
        return generations.listen(listener);
    }

    /**
     * How often the files have been read: 1 at first, one more for every reload.
     *
     * @return the number of the configuration that new connections use
     */
    public long generation() {
        return generations.now().generation();
    }

    /** {@return what was wanted} */
    public TlsConfig config() {
        return generations.now().config();
    }

    /**
     * What was asked for, what came of it, and where each setting comes from, without a secret.
     *
     * @return every setting, as new connections have it now
     * @throws TlsConfigException if its settings exclude each other, so that no handshake can begin
     */
    public Explanation explain() {
        return Explainer.explain(config(), live(), generations.now().keys().leaves());
    }

    /** {@return a context for clients that take one: JDK HttpClient, Netty, Jetty} */
    public SSLContext sslContext() {
        return context;
    }

    /** {@return a factory for clients that take one: OkHttp, Jakarta Mail, a bare socket} */
    public SSLSocketFactory socketFactory() {
        return context.getSocketFactory();
    }

    /** {@return the trust manager for clients that want it beside the factory, as OkHttp does} It checks names too. */
    public X509TrustManager trustManager() {
        return trustManager;
    }

    /**
     * {@return a verifier for clients that check host names themselves} It holds the rules of RFC 9525, and the bound
     * name where there is one. Without it such a client applies rules of its own on top, which may know nothing of a
     * bound name.
     */
    public HostnameVerifier hostnameVerifier() {
        return this::matches;
    }

    /**
     * For clients that set parameters on their own sockets or engines.
     *
     * @param serverName the server's host name or IP address
     * @return versions, suites, groups, SNI and the check of the name
     */
    public SSLParameters parametersFor(String serverName) {
        return live().settings().parametersFor(serverName);
    }

    private boolean matches(String host, SSLSession session) {
        try {
            String name = boundName != null ? boundName : host;
            return session.getPeerCertificates()[0] instanceof X509Certificate leaf && ServerName.matches(leaf, name);
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }

    long reload(Supplier<TlsConfig> source) {
        return generations.next(source);
    }

    /** Whether the files hold what they held when they were read. */
    boolean filesAreUnchanged() {
        Realised now = generations.now();
        return FileDigests.of(now.config().files()).equals(now.files());
    }

    /** The latest generation, for a connection that must stay with one. */
    Live live() {
        Realised now = generations.now();
        Live known = live.known;
        if (known.generation() != now.generation()) {
            known = Live.of(now, boundName);
            live.known = known;
        }
        return known;
    }

    /** Somebody who is told of reloads. */
    public interface Registration extends AutoCloseable {
        /** Ends it. Once this has returned no further reload is told; one that is being told at this moment may be. */
        @Override
        void close();
    }

    /** What was live when somebody last looked; the same for every clock. */
    private static final class Latest {
        private volatile Live known;

        Latest(Live known) {
            this.known = known;
        }
    }

    /** One generation of one context: JSSE's own context, with a session cache of its own, and what its sockets carry. */
    record Live(Realised realised, SSLContext raw, SocketSettings settings, ServerTrust trust) {
        TlsProvider provider() {
            return realised.config().provider();
        }

        long generation() {
            return realised.generation();
        }

        /** The same without any session that could be resumed. */
        Live withoutSessions() {
            return of(realised, settings.boundName());
        }

        /** Sockets of this generation, whatever is reloaded. */
        SSLSocketFactory socketFactory() {
            return ConfiguredContext.factory(() -> this);
        }

        static Live of(Realised realised, @Nullable String boundName) {
            try {
                return make(realised, boundName);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("what was set up once is set up again", e);
            }
        }

        static Live make(Realised realised, @Nullable String boundName) throws GeneralSecurityException {
            SSLContext raw = realised.config().provider().newContext();
            ServerTrust trust =
                    boundName == null ? realised.trust() : realised.trust().boundTo(boundName);
            raw.init(new KeyManager[] {realised.keys().manager(boundName)}, new TrustManager[] {trust}, null);
            SocketSettings settings = SocketSettings.of(realised.config(), raw);
            return new Live(realised, raw, boundName == null ? settings : settings.boundTo(boundName), trust);
        }
    }
}
