package io.github.tlsclients.http;

import io.github.tlsclients.tls.TlsContext;
import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/**
 * {@link TlsContext} to OkHttp: for an app that builds its own client. {@link HttpSession} is made this way too.
 *
 * <p>OkHttp takes TLS in three pieces, and a client that is given only some of them fills the rest with its own ideas:
 * the connection spec narrows the configured versions and cipher suites, and the verifier reads names differently.
 */
public final class OkHttpTls {
    /** What the context's sockets are set to, and not a list of OkHttp's own. */
    private static final ConnectionSpec AS_CONFIGURED = new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
            .allEnabledTlsVersions()
            .allEnabledCipherSuites()
            .build();

    private OkHttpTls() {}

    /**
     * Makes a client use the context for {@code https://}, with HTTP/2 where the server has it, and refuse {@code
     * http://}: also where a redirect leads there. Connects, reads and writes wait as long as the configuration says.
     *
     * <p>An answer that leaves in doubt where it ends fails with a {@link io.github.tlsclients.session.TlsException}
     * PROTOCOL_ERROR (RFC 9112 section 6.3).
     *
     * <p>After a {@linkplain TlsContext#reload() reload} every new call has a connection of the new generation. Idle
     * connections are closed at once; one that is in use finishes its calls, is given no other, and is closed as idle
     * ones are. A WebSocket is a call that ends when the app ends it.
     *
     * @return the builder that was given
     */
    public static OkHttpClient.Builder apply(OkHttpClient.Builder builder, TlsContext context) {
        return builder.sslSocketFactory(context.socketFactory(), context.trustManager())
                .hostnameVerifier(context.hostnameVerifier())
                .addInterceptor(new Retirement(context))
                .addNetworkInterceptor(new StrictFraming())
                .connectionSpecs(List.of(AS_CONFIGURED))
                .followSslRedirects(false)
                .connectTimeout(context.config().timeout())
                .readTimeout(context.config().timeout())
                .writeTimeout(context.config().timeout());
    }

    /**
     * Closes a client's idle connections and takes it off its context, for an app that makes many clients of one context.
     *
     * @param client one that was made by {@link #apply}, and that no call is made with any more
     */
    public static void release(OkHttpClient client) {
        for (Interceptor interceptor : client.interceptors()) {
            if (interceptor instanceof Retirement retirement) {
                retirement.end();
            }
        }
        client.connectionPool().evictAll();
    }
}
