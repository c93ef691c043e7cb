package io.github.tlsclients.smtp;

import io.github.tlsclients.session.Redaction;
import io.github.tlsclients.tls.MailTls;
import io.github.tlsclients.tls.TlsConnector;
import java.util.Properties;

/**
 * What Jakarta Mail has to know so that every parameter of a {@link TlsConnector} is kept: give it to {@link
 * jakarta.mail.Session#getInstance(Properties)} and ask for the transport {@code smtp}, in both modes.
 *
 * <p>Angus reads some forty properties about TLS, by a prefix that changes with the mode ({@code mail.smtp.ssl.trust}
 * is nothing to {@code mail.smtps}), and each that is missing or misspelt falls back in silence to the JVM's own trust,
 * no name check or no TLS. None of that is used here. The connector's sockets speak TLS when they are connected,
 * whichever the mode, so Angus speaks plain SMTP over them and has no TLS parameter left that it could lose. What must
 * not happen is that it comes by a socket in another way, and there are three such ways:
 *
 * <ul>
 *   <li>After a failure of a socket factory it connects again with the JVM's default one: {@code
 *       socketFactory.fallback} is true unless it is set.
 *   <li>The transport {@code smtps} would look for factories under its own prefix: one that refuses stands there.
 *   <li>{@code Session.getDefaultInstance} may answer with somebody else's session: call {@code getInstance}.
 * </ul>
 */
public final class MailProperties {
    private MailProperties() {}

    /** The properties for one connector: its sockets, host, port and timeouts. */
    public static Properties of(TlsConnector connector) {
        Properties properties = MailTls.over(connector);
        // Angus would read lines without end
        properties.put(
                "mail.smtp.socketFactory", new ReplySockets(connector, new SmtpFailures(connector, new Redaction())));
        properties.setProperty("mail.transport.protocol", "smtp");
        // the machine's own name otherwise, after a look-up
        properties.setProperty("mail.smtp.localhost", SmtpUpgrade.CLIENT_NAME);
        // RFC 5321 section 4.1.1.10: the client waits for the answer to QUIT
        properties.setProperty("mail.smtp.quitwait", "true");
        properties.setProperty("mail.smtp.sendpartial", "false");
        properties.setProperty("mail.debug", "false");
        properties.setProperty("mail.debug.auth.password", "false");
        return properties;
    }
}
