import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The messages of the INBOX by Angus Mail over implicit TLS, asked for one by one as a loop over them does.
 *
 * <p>Arguments: port on localhost; PEM file of the root; user; password file.
 */
public final class NaiveAngusList {
    private NaiveAngusList() {}

    public static void main(String... args) throws IOException, GeneralSecurityException, MessagingException {
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

        Properties properties = new Properties();
        properties.put("mail.imaps.ssl.socketFactory", context.getSocketFactory());
        Session session = Session.getInstance(properties);
        try (Store store = session.getStore("imaps")) {
            String password = Files.readString(Path.of(args[3])).strip();
            store.connect("localhost", Integer.parseInt(args[0]), args[2], password);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                for (Message message : inbox.getMessages()) {
                    System.out.println(message.getSentDate() + " " + message.getFrom()[0] + " " + message.getSubject()
                            + " " + message.getSize());
                }
            }
        }
    }
}
