package io.github.tlsclients.http.recipes;

import io.github.tlsclients.http.OkHttpTls;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * What: your own OkHttp client, to any number of servers, that shows a client certificate to those who ask.
 *
 * <p>How: {@link OkHttpTls#apply} sets every part of TLS; all else of OkHttp is yours.
 *
 * <p>Do not copy: a client for one request. Keep it: it holds connections, and sessions that reconnects resume.
 *
 * <p>Arguments: URI, PEM files of the root certificate, the client certificate and its key.
 */
public final class OwnClient {
    private OwnClient() {}

    public static void main(String... args) throws IOException {
        System.out.println(post(args[0], Path.of(args[1]), Path.of(args[2]), Path.of(args[3])));
    }

    static String post(String url, Path rootCertificate, Path certificate, Path key) throws IOException {
        // region post
        TlsContext tls = TlsContext.of(TlsConfig.builder()
                .trust(Trust.pem(rootCertificate))
                .identity(Identity.pem(certificate, key))
                .build());
        OkHttpClient client = OkHttpTls.apply(new OkHttpClient.Builder(), tls).build();
        RequestBody order = RequestBody.create("{\"tea\": 1}", MediaType.get("application/json"));
        try (Response response = client.newCall(
                        new Request.Builder().url(url).post(order).build())
                .execute()) {
            return response.protocol() + " " + response.code() + " " + response.header("X-Tls-Client", "nobody");
        }
        // endregion
    }
}
