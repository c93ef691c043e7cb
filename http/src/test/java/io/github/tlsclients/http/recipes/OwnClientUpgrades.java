package io.github.tlsclients.http.recipes;

import io.github.tlsclients.http.HttpUpgrade;
import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.net.Proxy;
import java.nio.file.Path;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * What: your own OkHttp client to a printer or another server that upgrades HTTP to TLS (RFC 2817).
 *
 * <p>How: OkHttp believes it speaks clear text; each socket of the connector has upgraded before OkHttp sees it.
 *
 * <p>Do not copy: without its last three lines. A redirect, a retry or a proxy would lead past the connector's server.
 *
 * <p>Arguments: {@code http+starttls://…}, PEM file of the root certificate.
 */
public final class OwnClientUpgrades {
    private OwnClientUpgrades() {}

    public static void main(String... args) throws IOException {
        System.out.print(get(args[0], Path.of(args[1])));
    }

    static String get(String uri, Path rootCertificate) throws IOException {
        Endpoint endpoint = Endpoint.parse(uri);
        TlsContext tls = TlsContext.of(
                TlsConfig.builder().trust(Trust.pem(rootCertificate)).build());
        // region upgrade
        TlsConnector connector = TlsConnector.to(endpoint, tls, new HttpUpgrade(endpoint));
        OkHttpClient client = new OkHttpClient.Builder()
                .socketFactory(connector.socketFactory())
                .protocols(List.of(Protocol.HTTP_1_1))
                .followRedirects(false)
                .retryOnConnectionFailure(false)
                .proxy(Proxy.NO_PROXY)
                .build();
        // endregion
        String url = "http://" + endpoint.host() + ":" + endpoint.port() + endpoint.path();
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.body().string();
        } catch (IOException e) {
            throw Diagnosis.of(e, endpoint, connector.watch());
        }
    }
}
