package io.github.tlsclients.smtp;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConnector;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.EOFException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Angus' SMTP client, on sockets that are protected already; without the liberties it takes. */
final class SubmissionTransport extends SMTPTransport {
    /** No address: the socket takes it for its endpoint's, which it looks up in time; Angus would wait for ever. */
    private static final String LEFT_TO_THE_SOCKET = "0.0.0.0";

    /**
     * What Angus logs by the names of our packages, down to every line of the dialogue: a server may repeat a secret in
     * those, and nothing of ours is there to mask it. Held here, since a logger that nobody holds forgets its level.
     */
    private static final List<Logger> SILENT = Stream.of("", ".protocol")
            .map(part -> Logger.getLogger(SubmissionTransport.class.getPackageName() + part))
            .toList();

    static {
        SILENT.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private final SmtpFailures failures;
    private boolean greeted;
    private boolean connected;
    private boolean markUtf8 = true; // while connecting, which spares a warning that nobody asked for

    private SubmissionTransport(Session session, URLName url, SmtpFailures failures) {
        super(session, url);
        this.failures = failures;
    }

    /** Connects and says EHLO; nobody is logged in. */
    static SubmissionTransport connect(TlsConnector connector, SmtpFailures failures) throws MessagingException {
        String host = LEFT_TO_THE_SOCKET;
        int port = connector.endpoint().connectPort();
        var properties = MailProperties.of(connector);
        // makes the commands UTF-8; which message is marked so is decided by supportsExtension
        properties.setProperty("mail.mime.allowutf8", "true");
        var transport = new SubmissionTransport(
                Session.getInstance(properties), new URLName("smtp", host, port, null, null, null), failures);
        transport.connect(host, port, null, null);
        transport.connected = true;
        return transport;
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

    /** Angus tells by a number alone that there was no answer, or none that is SMTP; here both are failures. */
    @Override
    protected int readServerResponse() throws MessagingException {
        boolean first = !greeted;
        greeted = true;
        int code = super.readServerResponse();
        String reply = failures.words(getLastServerResponse());
        if (reply.equals("[EOF]")) {
            throw new MessagingException("no answer", new EOFException("the server hung up"));
        }
        if (code < 0) {
            throw new MessagingException(
                    reply,
                    new TlsException(
                            TlsFailure.PROTOCOL_ERROR,
                            "the server says what is no reply of SMTP: " + reply,
                            "check that the port is one for smtp"));
        }
        // after an upgrade nobody is greeted: then the first words are the answer to EHLO, or a 421 instead of one
        if (first ? code != 220 : code == 421 && !connected) {
            throw new MessagingException(reply, failures.turnedAway(reply));
        }
        return code;
    }

    /** Angus' answer to a 530 is an upgrade with the JVM's default trust; there is nothing to upgrade here. */
    @Override
    protected void startTLS() throws MessagingException {
        throw new MessagingException("TLS stands already");
    }
}
