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
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final Submission submission;
    private @Nullable LoggedIn loggedIn;

    private SmtpSession(TlsConnector connector, SmtpFailures failures, Redaction redaction, Submission submission) {
        this.connector = connector;
        this.failures = failures;
        this.redaction = redaction;
        this.submission = submission;
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
            return new SmtpSession(connector, failures, redaction, Submission.open(connector, failures));
        } catch (IOException | RuntimeException e) {
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
        List<String> offer = mechanisms();
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
            loggedIn = authentication.over(submission.authentication());
        } catch (IOException e) {
            submission.end();
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
        long size = leastSize(message);
        String parameters = parameters(size, message.needsUtf8());
        MimeMessage mime;
        String id;
        try {
            mime = MimeComposer.compose(message);
            id = mime.getMessageID();
        } catch (MessagingException e) {
            throw failures.connection(e);
        }
        return send(message.from(), message.to(), parameters, id, out -> {
            try {
                mime.writeTo(out);
            } catch (MessagingException e) {
                throw new IOException("the message cannot be written", e);
            }
        });
    }

    /**
     * Sends a message that is written already, to all its recipients or to none.
     *
     * @throws TlsException ({@link TlsFailure#LOCAL_FILE}) if its file cannot be read or is no message, which is found out
     *     before the server hears of it; ({@link TlsFailure#REFUSED_BY_SERVER}) as with {@link #send(OutgoingMessage)},
     *     and if the message has bytes beyond ASCII and the server takes none (8BITMIME, RFC 6152)
     */
    public SentMessage send(ReadyMessage message) throws TlsException {
        ReadyMessage.Contents contents = message.contents();
        String parameters = parameters(contents.size(), message.needsUtf8());
        if (contents.beyondAscii()) {
            if (!submission.offers("8BITMIME")) {
                throw new TlsException(
                        TlsFailure.REFUSED_BY_SERVER,
                        "the server takes no bytes beyond ASCII: it does not offer 8BITMIME",
                        "nothing was sent; write the message anew in quoted-printable or base64");
            }
            parameters += " BODY=8BITMIME";
        }
        return send(message.from(), message.to(), parameters, contents.id(), message::writeTo);
    }

    private SentMessage send(Mailbox from, List<Mailbox> to, String parameters, String id, Submission.Content content)
            throws TlsException {
        if (submission.ended()) {
            throw new TlsException(
                    TlsFailure.CONNECTION_LOST,
                    "the connection has been closed",
                    "connect again: a session ends with its first failure of the network or of the login");
        }
        List<String> recipients = to.stream().map(Mailbox::address).toList();
        Submission.Verdict verdict;
        try (Operation sending = connector.clock().operation()) {
            verdict = submission.send(new Submission.Envelope(from.address(), recipients, parameters), content);
        } catch (IOException e) {
            throw failures.sending(e, submission.inDoubt());
        }
        if (!verdict.taken()) {
            throw failures.refused(verdict, limit());
        }
        return new SentMessage(id, recipients, failures.words(verdict.reply().text()));
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
            submission.quit();
        } catch (IOException e) {
            return; // the socket is closed nonetheless
        }
    }

    /** The mechanisms that the server offers for a login. */
    private List<String> mechanisms() {
        String offer = submission.parameters("AUTH").strip();
        return offer.isEmpty() ? List.of() : List.of(offer.split("\\s+"));
    }

    /**
     * What MAIL has to tell besides the sender. RFC 1870 section 6.1: a message that is too large is not worth the way. Only
     * a message that needs it is marked as SMTPUTF8: a server further on that lacks it must bounce those.
     */
    private String parameters(long size, boolean utf8) throws TlsException {
        if (utf8 && !submission.offers("SMTPUTF8")) {
            throw new TlsException(
                    TlsFailure.REFUSED_BY_SERVER,
                    "the server takes no addresses beyond ASCII: it does not offer SMTPUTF8",
                    "nothing was sent; use the ASCII form of the address, if there is one");
        }
        OptionalLong most = mostBytes();
        if (most.isPresent() && size > most.getAsLong()) {
            throw new TlsException(
                    TlsFailure.REFUSED_BY_SERVER,
                    "the message is too large: it has at least " + size + " bytes as it is sent",
                    "nothing was sent; " + limit());
        }
        return (submission.offers("SIZE") ? " SIZE=" + size : "") + (utf8 ? " SMTPUTF8" : "");
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
        String size = submission.parameters("SIZE").strip();
        boolean number = !size.isEmpty()
                && size.length() <= 18
                && size.chars().allMatch(c -> c >= '0' && c <= '9')
                && !size.chars().allMatch(c -> c == '0');
        return number ? OptionalLong.of(Long.parseLong(size)) : OptionalLong.empty();
    }
}
