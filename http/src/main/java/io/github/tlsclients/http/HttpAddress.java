package io.github.tlsclients.http;

import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsMode;
import java.net.InetAddress;
import java.util.List;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.HttpUrl.Builder;

/** An endpoint as OkHttp is to see it: where to connect stands in the URL, whom to talk to in the Host header. */
final class HttpAddress {
    /**
     * Gives OkHttp one address for any name. The socket looks the name up itself and tries each address before TLS
     * begins; with several addresses OkHttp would repeat a refused handshake at the next one, and report the first
     * failure of all.
     */
    static final Dns LEFT_TO_THE_SOCKET = host -> List.of(InetAddress.getByAddress(host, new byte[4]));

    private HttpAddress() {}

    /** The Host header (RFC 9110 section 7.2): the port is left out where the scheme implies it. */
    static String authority(Endpoint endpoint) {
        int implied = endpoint.mode() == TlsMode.IMPLICIT ? 443 : 80;
        String host = endpoint.host().contains(":") ? "[" + endpoint.host() + "]" : endpoint.host();
        return endpoint.port() == implied ? host : host + ":" + endpoint.port();
    }

    /**
     * The URL that OkHttp connects by.
     *
     * @param target path and query, as they stand in a URI
     */
    static HttpUrl url(Endpoint endpoint, String target) {
        if (!target.startsWith("/")) {
            throw new TlsConfigException("\"" + target + "\" is not a path", "a path begins with a slash");
        }
        int question = target.indexOf('?');
        try {
            Builder url = new Builder()
                    .scheme(endpoint.mode() == TlsMode.IMPLICIT ? "https" : "http")
                    .host(endpoint.connectHost())
                    .port(endpoint.connectPort())
                    .encodedPath(question < 0 ? target : target.substring(0, question));
            return (question < 0 ? url : url.encodedQuery(target.substring(question + 1))).build();
        } catch (IllegalArgumentException e) {
            throw new TlsConfigException(
                    "\"" + endpoint.connectHost() + "\" is not a host name", "check the URI and --connect-to", e);
        }
    }
}
