package io.github.tlsclients.http;

import io.github.tlsclients.tls.TlsContext;
import java.util.List;
import okhttp3.ConnectionSpec;
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
     * @return the builder that was given
     */
    public static OkHttpClient.Builder apply(OkHttpClient.Builder builder, TlsContext context) {
        return builder.sslSocketFactory(context.socketFactory(), context.trustManager())
                .hostnameVerifier(context.hostnameVerifier())
                .connectionSpecs(List.of(AS_CONFIGURED))
                .followSslRedirects(false)
                .connectTimeout(context.config().timeout())
                .readTimeout(context.config().timeout())
                .writeTimeout(context.config().timeout());
    }
}
