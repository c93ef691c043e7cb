import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPSClient;

/**
 * One file by Commons Net, which asks for TLS first, to standard output. It resumes no session, so the server must not ask for it.
 *
 * <p>Arguments: port on localhost; PEM file of the root; user; password file.
 */
public final class NaiveCommonsNet {
    private NaiveCommonsNet() {}

    public static void main(String... args) throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        try (InputStream root = Files.newInputStream(Path.of(args[1]))) {
            roots.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(root));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);

        FTPSClient client = new FTPSClient(false, context);
        client.setTrustManager(null); // of the context, and not the library's own, which trusts whoever is valid today
        client.setEndpointCheckingEnabled(true);
        client.connect("localhost", Integer.parseInt(args[0]));
        client.login(args[2], Files.readString(Path.of(args[3])).strip());
        client.execPBSZ(0);
        client.execPROT("P");
        client.setFileType(FTP.BINARY_FILE_TYPE);
        client.enterLocalPassiveMode();
        if (!client.retrieveFile("kilobyte", System.out)) {
            throw new IOException(client.getReplyString());
        }
        System.out.flush();
        client.logout();
        client.disconnect();
    }
}
