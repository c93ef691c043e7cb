import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
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
 * One message by Angus Mail over implicit TLS.
 *
 * <p>Arguments: port on localhost; PEM file of the root; user; password file.
 */
public final class NaiveAngusSend {
    private NaiveAngusSend() {}

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
        properties.put("mail.smtps.ssl.socketFactory", context.getSocketFactory());
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session);
        message.setFrom("ada@lab.test");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("ada@lab.test"));
        message.setSubject("hello");
        message.setText("hello\n");
        message.saveChanges();
        try (Transport transport = session.getTransport("smtps")) {
            String password = Files.readString(Path.of(args[3])).strip();
            transport.connect("localhost", Integer.parseInt(args[0]), args[2], password);
            transport.sendMessage(message, message.getAllRecipients());
        }
    }
}
