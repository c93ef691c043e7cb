package io.github.tlsclients.smtp;

import io.github.tlsclients.sasl.Authentication;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.sasl.LoggedIn;
import io.github.tlsclients.session.Redaction;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.OperationClock.Operation;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/**
 * One session with a submission server (RFC 6409), protected from before the first word that matters.
 *
 * <pre>{@code
 * try (SmtpSession session = SmtpSession.connect(Endpoint.parse("smtps://mail.example.org"), context)) {
 *     session.login("ada", password);
 *     session.send(OutgoingMessage.from("ada@example.org").to("bob@example.org").subject("Grüße").build());
 * }
 * }</pre>
 *
 * <p>Every failure is a {@link TlsException}. After one of the network or of the login the session is of no more use;
 * after a refused message the next may be sent. Not for use by several threads at once.
 */
public final class SmtpSession implements AutoCloseable {
    private final TlsConnector connector;
    private final SmtpFailures failures;
    private final Redaction redaction;
    private final SubmissionTransport transport;
    private @Nullable LoggedIn loggedIn;

    private SmtpSession(
            TlsConnector connector, SmtpFailures failures, Redaction redaction, SubmissionTransport transport) {
        this.connector = connector;
        this.failures = failures;
        this.redaction = redaction;
        this.transport = transport;
    }

    /**
     * Connects in the endpoint's mode and says EHLO inside TLS; nobody is logged in yet.
     *
     * @throws TlsException if there is no connection, no TLS, no certificate to be trusted, or no SMTP
     */
    public static SmtpSession connect(Endpoint endpoint, TlsContext context) throws TlsException {
        if (endpoint.protocol() != Protocol.SMTP) {
            throw new TlsConfigException(
                    endpoint.uri() + " is not for smtp", "use smtps://host or smtp+starttls://host");
        }
        TlsConnector connector = TlsConnector.to(endpoint, context, new SmtpUpgrade());
        Redaction redaction = new Redaction();
        SmtpFailures failures = new SmtpFailures(connector, redaction);
        try (Operation connecting = connector.clock().operation()) {
            return new SmtpSession(connector, failures, redaction, SubmissionTransport.connect(connector, failures));
        } catch (MessagingException | RuntimeException e) {
            throw failures.connection(e);
        }
    }

    /**
     * Logs in with a password, by the strongest mechanism that the server offers.
     *
     * @param password left as it is: clear it when it is not needed any more
     * @throws TlsException as {@link #login(Credential)}
     */
    public void login(String user, char[] password) throws TlsException {
        Credential credential = Credential.password(user, password);
        try {
            login(credential);
        } finally {
            credential.wipe();
        }
    }

    /**
     * Logs in by the strongest mechanism that the server offers and the credential can use; {@link Authentication} tells
     * the order. Secrets go through TLS and to no log; where the server repeats one in its words, it is masked, for which
     * a copy is kept until the session is closed.
     *
     * @param credential left as it is: wipe it when it is not needed any more
     * @throws TlsException ({@link TlsFailure#LOGIN_REFUSED}) if the server refuses it, or offers no login that we know;
     *     ({@link TlsFailure#SERVER_NOT_PROVEN}) if it does not know the password itself
     */
    public void login(Credential credential) throws TlsException {
        List<String> offer = transport.mechanisms();
        if (offer.isEmpty()) {
            throw new TlsException(
                    TlsFailure.LOGIN_REFUSED,
                    "the server offers no login",
                    "leave --user out if it takes mail without, or use its submission port: 465 or 587");
        }
        Authentication authentication = Authentication.of(credential, offer, connector);
        char[] secret = credential.secret();
        redaction.hide(secret);
        Arrays.fill(secret, '\0');
        try (Operation login = connector.clock().operation()) {
            loggedIn = authentication.over(
                    new AuthDialogue(connector.socket().getOutputStream(), transport.replies(), failures));
        } catch (IOException e) {
            closeSocket();
            throw failures.connection(e);
        }
    }

    /** Who is logged in, and how that was proved; nothing before a login. */
    public Optional<LoggedIn> loggedIn() {
        return Optional.ofNullable(loggedIn);
    }

    /**
     * Sends a message to all its recipients or to none.
     *
     * @throws TlsException ({@link TlsFailure#LOCAL_FILE}) if an attachment cannot be read, which is found out before
     *     the server hears of the message; ({@link TlsFailure#REFUSED_BY_SERVER}) if the server does not take the
     *     message, its sender, or any one of its recipients
     */
    public SentMessage send(OutgoingMessage message) throws TlsException {
        message.requireAttachments();
        requireUtf8(message);
        requireSize(message);
        try (Operation sending = connector.clock().operation()) {
            SMTPMessage mime = MimeComposer.compose(message);
            if (transport.offers("SIZE")) {
                mime.setMailExtension("SIZE=" + leastSize(message));
            }
            transport.markUtf8(message.needsUtf8());
            transport.send(mime);
            return new SentMessage(
                    mime.getMessageID(),
                    message.to().stream().map(Mailbox::address).toList(),
                    failures.words(transport.getLastServerResponse()));
        } catch (MessagingException e) {
            throw failures.sending(e, limit(), transport.inDoubt());
        } catch (IllegalStateException e) {
            throw new TlsException(
                    TlsFailure.CONNECTION_LOST,
                    "the connection has been closed",
                    "connect again: a session ends with its first failure of the network or of the login",
                    e);
        }
    }

    /** What the connection came to. */
    public SessionReport report() {
        return SessionReport.of(connector);
    }

    /** Says QUIT. What happens to that is of no consequence: the server has what it said it has. */
    @Override
    public void close() {
        redaction.wipe();
        try (Operation goodbye = connector.clock().goodbye()) {
            transport.close();
        } catch (MessagingException e) {
            return; // the socket is closed nonetheless
        }
    }

    private void closeSocket() {
        try {
            connector.socket().close();
        } catch (IOException e) {
            return; // closed is closed
        }
    }

    private void requireUtf8(OutgoingMessage message) throws TlsException {
        if (message.needsUtf8() && !transport.offers("SMTPUTF8")) {
            throw new TlsException(
                    TlsFailure.REFUSED_BY_SERVER,
                    "the server takes no addresses beyond ASCII: it does not offer SMTPUTF8",
                    "nothing was sent; use the ASCII form of the address, if there is one");
        }
    }

    /** RFC 1870 section 6.1: a message that is too large is not worth the way. */
    private void requireSize(OutgoingMessage message) throws TlsException {
        OptionalLong most = mostBytes();
        long size = leastSize(message);
        if (most.isPresent() && size > most.getAsLong()) {
            throw new TlsException(
                    TlsFailure.REFUSED_BY_SERVER,
                    "the message is too large: it has at least " + size + " bytes as it is sent",
                    "nothing was sent; " + limit());
        }
    }

    private long leastSize(OutgoingMessage message) throws TlsException {
        try {
            return message.leastSize();
        } catch (IOException | UncheckedIOException e) {
            throw failures.connection(e);
        }
    }

    private String limit() {
        OptionalLong most = mostBytes();
        return most.isPresent()
                ? "the server takes at most " + most.getAsLong() + " bytes"
                : "the server does not say how much it takes";
    }

    /** What the server announces by SIZE (RFC 1870 section 4); nothing and 0 mean that there is no fixed limit. */
    private OptionalLong mostBytes() {
        String size = transport.getExtensionParameter("SIZE");
        boolean number = size != null && size.matches("[0-9]{1,18}") && !size.matches("0+");
        return number ? OptionalLong.of(Long.parseLong(size)) : OptionalLong.empty();
    }
}
