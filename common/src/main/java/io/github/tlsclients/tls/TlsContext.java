package io.github.tlsclients.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
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
    private final Shared shared;
    private final @Nullable String boundName;
    private final SSLContext context;
    private final X509TrustManager trustManager;
    private volatile Live live;

    private TlsContext(Shared shared, @Nullable String boundName) {
        this.shared = shared;
        this.boundName = boundName;
        this.live = Live.of(shared.now, boundName);
        this.context = new ConfiguredContext(this::live);
        this.trustManager = new LiveTrust(() -> live().trust());
    }

    /**
     * Makes a configuration real.
     *
     * @param config what is wanted
     * @return the context, its files read
     * @throws TlsConfigException if anything in it cannot be had: a file, a password, a cipher suite, a group
     */
    public static TlsContext of(TlsConfig config) {
        return new TlsContext(new Shared(Realised.of(config, 1)), null);
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
        return new TlsContext(shared, serverName);
    }

    /**
     * Reads the configuration's files again. If all of them are good, new connections use what they say from now on and
     * resume no session from before; otherwise nothing changes.
     *
     * @return the new {@linkplain #generation() generation}
     * @throws TlsConfigException if anything cannot be had any more; what was there before stays in use
     */
    public long reload() {
        synchronized (shared) {
            Realised last = shared.now;
            shared.now = Realised.of(last.config(), last.generation() + 1);
            return shared.now.generation();
        }
    }

    /** {@return how often the files have been read: 1 at first, one more for every reload} */
    public long generation() {
        return shared.now.generation();
    }

    /** {@return what was wanted} */
    public TlsConfig config() {
        return shared.now.config();
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

    private Live live() {
        Realised now = shared.now;
        Live known = live;
        if (known.generation() != now.generation()) {
            known = Live.of(now, boundName);
            live = known;
        }
        return known;
    }

    /** The latest generation, for this context and those that are bound to one server each. */
    private static final class Shared {
        private volatile Realised now;

        Shared(Realised first) {
            this.now = first;
        }
    }

    /** The configuration with its files read, once in every generation. */
    private record Realised(TlsConfig config, ClientKeys keys, ServerTrust trust, long generation) {
        static Realised of(TlsConfig config, long generation) {
            try {
                Realised realised = new Realised(
                        config,
                        ClientKeys.of(config.identities(), config.provider()),
                        new ServerTrust(TrustAnchors.load(config.trust()), SettingsGuard.of(config)),
                        generation);
                Live.make(realised, null);
                return realised;
            } catch (GeneralSecurityException e) {
                throw new TlsConfigException(
                        "TLS cannot be set up: " + e.getMessage(), "try the other provider: --provider jdk or bc", e);
            }
        }
    }

    /** One generation of one context: JSSE's own context, with a session cache of its own, and what its sockets carry. */
    record Live(SSLContext raw, SocketSettings settings, ServerTrust trust, long generation) {
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
            raw.init(new KeyManager[] {realised.keys()}, new TrustManager[] {trust}, null);
            SocketSettings settings = SocketSettings.of(realised.config(), raw);
            return new Live(
                    raw, boundName == null ? settings : settings.boundTo(boundName), trust, realised.generation());
        }
    }
}
