package io.github.tlsclients.recipes;

import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What: a client library of somebody else's (here the JDK's HttpClient) that trusts the world's roots and the company's.
 *
 * <p>How: roots add up. The library is given the context alone and still has versions, suites and the name check.
 *
 * <p>Do not copy: one client for one request. Make a client once and keep it, it holds connections and sessions.
 *
 * <p>Arguments: URI, PEM file of the company's root certificate.
 */
public final class PlatformAndCompany {
    private PlatformAndCompany() {}

    public static void main(String... args) throws IOException, InterruptedException {
        System.out.println(get(URI.create(args[0]), Path.of(args[1])));
    }

    static String get(URI uri, Path companyRoot) throws IOException, InterruptedException {
        // region get
        Trust both = Trust.platform().and(Trust.pem(companyRoot));
        TlsContext tls = TlsContext.of(TlsConfig.builder().trust(both).build());
        HttpClient client = HttpClient.newBuilder().sslContext(tls.sslContext()).build();
        // endregion
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
