import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Reads a large answer by an SSLSocket into one buffer, to standard output. What a JSSE client can do at best without an
 * engine of its own.
 *
 * <p>Arguments: host to connect to; port; PEM file of the root; path.
 */
public final class BareDownload {
    private BareDownload() {}

    public static void main(String... args) throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        try (InputStream root = Files.newInputStream(Path.of(args[2]))) {
            roots.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(root));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);

        int port = Integer.parseInt(args[1]);
        Socket tcp = new Socket(args[0], port);
        try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, "localhost", port, true)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            String request = "GET " + args[3] + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            tls.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = tls.getInputStream();
            skipHead(in);
            byte[] buffer = new byte[65_536];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                System.out.write(buffer, 0, count);
            }
            System.out.flush();
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        for (int newlines = 0; newlines < 2; ) {
            int c = in.read();
            newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
        }
    }
}
