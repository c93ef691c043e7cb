package io.github.tlsclients.smtp;

import io.github.tlsclients.tls.TlsConnector;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Angus' SMTP client, on sockets that are protected already; without the liberties it takes. */
final class SubmissionTransport extends SMTPTransport {
    /** No address: the socket takes it for its endpoint's, which it looks up in time; Angus would wait for ever. */
    private static final String LEFT_TO_THE_SOCKET = "0.0.0.0";

    private final ReplySockets sockets;
    private final SmtpFailures failures;
    private boolean greeted;
    private boolean inDoubt;
    private boolean markUtf8 = true; // while connecting, which spares a warning that nobody asked for

    private SubmissionTransport(Session session, URLName url, ReplySockets sockets, SmtpFailures failures) {
        super(session, url);
        this.sockets = sockets;
        this.failures = failures;
    }

    /** Connects and says EHLO; nobody is logged in. */
    static SubmissionTransport connect(TlsConnector connector, SmtpFailures failures) throws MessagingException {
        String host = LEFT_TO_THE_SOCKET;
        int port = connector.endpoint().connectPort();
        var properties = MailProperties.of(connector);
        // makes the commands UTF-8; which message is marked so is decided by supportsExtension
        properties.setProperty("mail.mime.allowutf8", "true");
        ReplySockets sockets = new ReplySockets(connector, failures);
        properties.put("mail.smtp.socketFactory", sockets);
        var transport = new SubmissionTransport(
                Session.getInstance(properties), new URLName("smtp", host, port, null, null, null), sockets, failures);
        transport.connect(host, port, null, null);
        return transport;
    }

    /** What the server says, for a dialogue that is not Angus'. */
    Replies replies() {
        return sockets.replies();
    }

    /** Whether the server's answer to EHLO had this keyword. */
    boolean offers(String extension) {
        return super.supportsExtension(extension);
    }

    /** The mechanisms that the server offers for a login. */
    List<String> mechanisms() {
        String offer = getExtensionParameter("AUTH");
        return offer == null || offer.isBlank()
                ? List.of()
                : List.of(offer.strip().split("\\s+"));
    }

    /** Marks the messages that follow as ones with addresses beyond ASCII, or as ones without. */
    void markUtf8(boolean mark) {
        markUtf8 = mark;
    }

    /** Angus would mark every message as SMTPUTF8 that it may; a server further on that lacks it must bounce those. */
    @Override
    public boolean supportsExtension(String extension) {
        return extension.equals("SMTPUTF8") ? markUtf8 : super.supportsExtension(extension);
    }

    /** Sends a message to all its recipients or to none. */
    void send(SMTPMessage message) throws MessagingException {
        inDoubt = false;
        sendMessage(message, message.getAllRecipients());
    }

    /** Whether the last message was sent to its end, so that it may have been taken whatever came after it. */
    boolean inDoubt() {
        return inDoubt;
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        try {
            sockets.replies().requireSilence();
        } catch (IOException e) {
            throw new MessagingException("before " + command, e);
        }
        inDoubt |= command.equals(".");
        super.sendCommand(command);
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        boolean first = !greeted;
        greeted = true;
        int code = super.readServerResponse();
        if (first && code != 220) {
            String reply = failures.words(getLastServerResponse());
            throw new MessagingException(reply, code < 400 ? failures.outOfPlace(reply) : failures.turnedAway(reply));
        }
        return code;
    }

    /** A server of submissions knows EHLO (RFC 6409 section 7); who knows HELO alone is none, or is not alone. */
    @Override
    protected void helo(String domain) throws MessagingException {
        String reply = failures.words(getLastServerResponse());
        throw new MessagingException(
                reply, getLastReturnCode() / 100 == 4 ? failures.turnedAway(reply) : failures.outOfPlace(reply));
    }

    /** Angus' answer to a 530 is an upgrade with the JVM's default trust; there is nothing to upgrade here. */
    @Override
    protected void startTLS() throws MessagingException {
        throw new MessagingException("TLS stands already");
    }
}
