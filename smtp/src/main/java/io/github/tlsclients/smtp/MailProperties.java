package io.github.tlsclients.smtp;

import io.github.tlsclients.tls.TlsConnector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.SocketFactory;

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
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", connector.endpoint().connectHost());
        properties.setProperty(
                "mail.smtp.port", Integer.toString(connector.endpoint().connectPort()));

        // factories are read as objects: put, not setProperty
        properties.put("mail.smtp.socketFactory", connector.socketFactory());
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        properties.setProperty("mail.smtp.ssl.enable", "false");
        properties.setProperty("mail.smtp.starttls.enable", "false");
        properties.setProperty("mail.smtp.starttls.required", "false");
        properties.put("mail.smtps.socketFactory", new NoSockets());
        properties.put("mail.smtps.ssl.socketFactory", new NoSockets());
        properties.setProperty("mail.smtps.socketFactory.fallback", "false");

        String millis = Long.toString(connector.context().config().timeout().toMillis());
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        // writes are bounded by the sockets themselves: what mail.smtp.writetimeout does is to close the TLS stream
        // from
        // another thread, and that waits for the very write that hangs

        // the machine's own name otherwise, after a look-up
        properties.setProperty("mail.smtp.localhost", SmtpUpgrade.CLIENT_NAME);
        // RFC 5321 section 4.1.1.10: the client waits for the answer to QUIT
        properties.setProperty("mail.smtp.quitwait", "true");
        properties.setProperty("mail.smtp.sendpartial", "false");
        // inside TLS the simple ones are enough; NTLM and DIGEST-MD5 (RFC 6331) are history
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.setProperty("mail.debug", "false");
        properties.setProperty("mail.debug.auth", "false");
        properties.setProperty("mail.debug.auth.password", "false");
        return properties;
    }

    /** Stands where Angus would make TLS sockets of its own. */
    private static final class NoSockets extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            throw new IOException("ask for the transport smtp: its sockets speak TLS already");
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return createSocket();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return createSocket();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return createSocket();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
                throws IOException {
            return createSocket();
        }
    }
}
