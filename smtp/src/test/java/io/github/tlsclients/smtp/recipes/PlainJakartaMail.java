package io.github.tlsclients.smtp.recipes;

import io.github.tlsclients.smtp.MailProperties;
import io.github.tlsclients.smtp.SmtpUpgrade;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What: an app's own Jakarta Mail code, protected as the URI says, without a TLS property of its own.
 *
 * <p>How: the connector's sockets speak TLS in both modes; the properties tell Jakarta Mail to use nothing else.
 *
 * <p>Do not copy: the password as a String, which Jakarta Mail wants. It stays in memory until it is collected.
 *
 * <p>Arguments: URI, PEM file of the root certificate, user, password file, sender, recipient.
 */
public final class PlainJakartaMail {
    private PlainJakartaMail() {}

    public static void main(String... args) throws IOException, MessagingException {
        String password = Files.readString(Path.of(args[3])).strip();
        System.out.println(send(args[0], Path.of(args[1]), args[2], password, args[4], args[5]));
    }

    static String send(String uri, Path rootCertificate, String user, String password, String from, String to)
            throws MessagingException {
        // region send
        TlsContext tls = TlsContext.of(
                TlsConfig.builder().trust(Trust.pem(rootCertificate)).build());
        TlsConnector connector = TlsConnector.to(Endpoint.parse(uri), tls, new SmtpUpgrade());
        Session session = Session.getInstance(MailProperties.of(connector));
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setText("hello", "UTF-8");
        Transport.send(message, user, password);
        // endregion
        return connector.handshake().orElseThrow().version();
    }
}
