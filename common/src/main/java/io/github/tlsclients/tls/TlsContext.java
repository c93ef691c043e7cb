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
 * sessions that reconnects resume.
 */
public final class TlsContext {
    private final TlsConfig config;
    private final ClientKeys keys;
    private final ServerTrust trust;
    private final SocketSettings settings;
    private final SSLContext context;

    private TlsContext(TlsConfig config, ClientKeys keys, ServerTrust trust, @Nullable SocketSettings bound)
            throws GeneralSecurityException {
        this.config = config;
        this.keys = keys;
        this.trust = trust;
        SSLContext raw = config.provider().newContext();
        raw.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
        this.settings = bound == null ? SocketSettings.of(config, raw) : bound;
        this.context = new ConfiguredContext(raw, settings);
    }

    /**
     * Makes a configuration real.
     *
     * @throws TlsConfigException if anything in it cannot be had: a file, a password, a cipher suite, a group
     */
    public static TlsContext of(TlsConfig config) {
        try {
            return new TlsContext(
                    config,
                    ClientKeys.of(config.identity(), config.provider()),
                    new ServerTrust(TrustAnchors.load(config.trust())),
                    null);
        } catch (GeneralSecurityException e) {
            throw new TlsConfigException(
                    "TLS cannot be set up: " + e.getMessage(), "try the other provider: --provider jdk or bc", e);
        }
    }

    /**
     * The same configuration for one server alone: every connection must show a certificate for {@code serverName},
     * whatever host a client passes along, and no TLS session is shared with connections made otherwise.
     */
    public TlsContext boundTo(String serverName) {
        try {
            return new TlsContext(config, keys, trust.boundTo(serverName), settings.boundTo(serverName));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what was set up once is set up again", e);
        }
    }

    /** What was wanted. */
    public TlsConfig config() {
        return config;
    }

    /** For clients that take a context: JDK HttpClient, Netty, Jetty. */
    public SSLContext sslContext() {
        return context;
    }

    /** For clients that take a socket factory: OkHttp, Jakarta Mail, a bare socket. */
    public SSLSocketFactory socketFactory() {
        return context.getSocketFactory();
    }

    /** For clients that want the trust manager beside the factory, as OkHttp does. Checks names too. */
    public X509TrustManager trustManager() {
        return trust;
    }

    /**
     * For clients that verify host names themselves: the rules of RFC 9525, and the bound name where there is one.
     * Without it such a client applies rules of its own on top, which may know nothing of a bound name.
     */
    public HostnameVerifier hostnameVerifier() {
        return this::matches;
    }

    /** For clients that set parameters on their own sockets or engines: versions, suites, groups, SNI, name check. */
    public SSLParameters parametersFor(String serverName) {
        return settings.parametersFor(serverName);
    }

    private boolean matches(String host, SSLSession session) {
        try {
            String name = settings.nameFor(host);
            return name != null
                    && session.getPeerCertificates()[0] instanceof X509Certificate leaf
                    && ServerName.matches(leaf, name);
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }
}
