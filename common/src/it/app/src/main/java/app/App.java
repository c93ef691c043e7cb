package app;

import io.github.tlsclients.tls.MailTls;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Asks by one configuration over every client it has. Arguments: PEM file of the root; a port for each of the four. */
public final class App {
    private App() {}

    public static void main(String... args) throws Exception {
        TlsContext tls = TlsContext.of(TlsConfig.builder()
                .trust(Trust.pem(Path.of(args[0])))
                .versions(TlsVersion.TLS_1_3)
                .cipherSuites(List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"))
                .build());
        tell("okhttp", () -> okHttp(tls, uri(args[1])));
        tell("httpclient", () -> httpClient(tls, uri(args[2])));
        tell("smtp", () -> mail(tls, "smtp", args[3]));
        tell("imaps", () -> mail(tls, "imaps", args[4]));
    }

    private static String okHttp(TlsContext tls, URI uri) throws IOException {
        OkHttpClient client = new OkHttpClient.Builder()
                .sslSocketFactory(tls.socketFactory(), tls.trustManager())
                .hostnameVerifier(tls.hostnameVerifier())
                .connectionSpecs(List.of(new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
                        .allEnabledTlsVersions()
                        .allEnabledCipherSuites()
                        .build()))
                .build();
        try (Response response = client.newCall(
                        new Request.Builder().url(uri.toString()).build())
                .execute()) {
            return response.body().string();
        }
    }

    private static String httpClient(TlsContext tls, URI uri) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().sslContext(tls.sslContext()).build();
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    private static String mail(TlsContext tls, String protocol, String port) throws MessagingException {
        Session session = Session.getInstance(MailTls.properties(tls, protocol));
        try (Service service = protocol.equals("smtp") ? session.getTransport("smtp") : session.getStore(protocol)) {
            service.connect("localhost", Integer.parseInt(port), "ada", "secret");
            return "connected";
        }
    }

    private static URI uri(String port) {
        return URI.create("https://localhost:" + port + "/");
    }

    private interface Asking {
        String ask() throws Exception;
    }

    /** The deepest cause says why. */
    private static void tell(String client, Asking asking) {
        String said;
        try {
            said = asking.ask();
        } catch (Exception e) {
            Throwable why = e;
            while (why.getCause() != null) {
                why = why.getCause();
            }
            said = "refused: " + why.getMessage();
        }
        System.out.println(client + ": " + said);
    }
}
