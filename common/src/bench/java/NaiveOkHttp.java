import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A request by OkHttp, as its documentation has it, and what came to standard output.
 *
 * <p>Arguments: HEAD or GET; URI; PEM file of the root.
 */
public final class NaiveOkHttp {
    private NaiveOkHttp() {}

    public static void main(String... args) throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        try (InputStream root = Files.newInputStream(Path.of(args[2]))) {
            roots.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(root));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);

        OkHttpClient client = new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
                .build();
        Request request =
                new Request.Builder().url(args[1]).method(args[0], null).build();
        try (Response response = client.newCall(request).execute()) {
            response.body().byteStream().transferTo(System.out);
            System.out.flush();
        }
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
