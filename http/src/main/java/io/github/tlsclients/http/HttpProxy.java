package io.github.tlsclients.http;

import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsMode;

/**
 * A proxy that opens tunnels by CONNECT (RFC 9110 section 9.3.6). TLS to the server is end to end inside the tunnel: the
 * proxy sees the server's name and port, and how much is sent.
 *
 * @param address where it is; the host is also the name that its certificate must have, where it has one
 * @param secure whether the connection to the proxy is TLS as well, so that nobody before it sees what it sees
 */
public record HttpProxy(Endpoint address, boolean secure) {
    private static final String GRAMMAR = "write http://host:port, or https://host:port for TLS to the proxy as well";

    /**
     * Parses {@code http://host:port} or {@code https://host:port}.
     *
     * @throws TlsConfigException if it is neither: no port, a path, a user
     */
    public static HttpProxy parse(String uri) {
        boolean secure = uri.startsWith("https://");
        if (!secure && !uri.startsWith("http://")) {
            throw new TlsConfigException("the proxy's URI is neither http:// nor https://", GRAMMAR);
        }
        String authority = uri.substring(uri.indexOf("://") + 3).replaceFirst("/$", "");
        if (authority.contains("@")) {
            throw new TlsConfigException(
                    "the proxy's URI names a user", "proxies that want a login are not supported: leave the user out");
        }
        if (!authority.matches("[^/?#]+:[0-9]+")) {
            throw new TlsConfigException("the proxy's URI is not a host and a port", GRAMMAR);
        }
        Endpoint parsed = Endpoint.parse("https://" + authority);
        return new HttpProxy(Endpoint.of(Protocol.HTTP, TlsMode.IMPLICIT, parsed.host(), parsed.port()), secure);
    }

    /** The URI. */
    public String uri() {
        String https = address.uri().replaceFirst("/$", "");
        return secure ? https : https.replaceFirst("^https", "http");
    }

    @Override
    public String toString() {
        return uri();
    }
}
