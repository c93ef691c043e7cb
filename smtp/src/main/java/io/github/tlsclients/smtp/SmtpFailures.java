package io.github.tlsclients.smtp;

import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.Redaction;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.TlsConnector;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What Jakarta Mail's exceptions mean. */
final class SmtpFailures {
    private static final int LONGEST_WORDS = 300;

    private final TlsConnector connector;
    private final Redaction redaction;

    /** @param redaction knows the secrets that no message is to tell, whatever the server repeats */
    SmtpFailures(TlsConnector connector, Redaction redaction) {
        this.connector = connector;
        this.redaction = redaction;
    }

    /** Anything that happened while connecting, and whatever else has no better explanation. */
    TlsException connection(Throwable error) {
        return redaction.of(Diagnosis.of(error, connector.endpoint(), connector.watch()));
    }

    /**
     * A server that says no before anything was asked of it. Postfix lets a handshake succeed without the client
     * certificate that it insists on, and says so here.
     */
    TlsException turnedAway(String reply) {
        HandshakeWatch watch = connector.watch();
        boolean certificate = reply.toLowerCase(Locale.ROOT).contains("certificate");
        if (!certificate || !(watch.certificateWanted() || watch.resumed())) {
            return new TlsException(
                    TlsFailure.REFUSED_BY_SERVER,
                    "the server turns the connection away: " + reply,
                    "try again later, or ask the server's owner whether this client may use it");
        }
        return watch.certificateSent()
                ? new TlsException(
                        TlsFailure.CLIENT_CERTIFICATE_REFUSED,
                        "the server does not accept the client certificate: " + reply,
                        "pass one that it knows, with its intermediates: --cert FILE --key FILE",
                        watch.chain(),
                        null)
                : new TlsException(
                        TlsFailure.CLIENT_CERTIFICATE_WANTED,
                        "the server wants a client certificate: " + reply,
                        "pass one: --cert FILE --key FILE, or --keystore FILE",
                        watch.chain(),
                        null);
    }

    /** Neither a no nor the yes that belongs there (RFC 5321 section 4.3.2). */
    TlsException outOfPlace(String reply) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the server's answer does not belong there: " + reply,
                "check that the port is one for smtp, and ask the server's owner");
    }

    /**
     * What stopped a message.
     *
     * @param limit how much the server takes, in words
     * @param inDoubt whether the message was sent to its end
     */
    TlsException sending(MessagingException error, String limit, boolean inDoubt) {
        TlsException stopped = redaction.of(stopped(error, limit));
        return inDoubt && stopped.failure() != TlsFailure.REFUSED_BY_SERVER
                ? new TlsException(
                        stopped.failure(),
                        stopped.getMessage() + "; it is not known whether the server took the message",
                        "ask whom it is for before you send it again, or it may come twice",
                        stopped.chain(),
                        stopped)
                : stopped;
    }

    private TlsException stopped(MessagingException error, String limit) {
        if (isNetwork(error)) {
            return connection(error);
        }
        List<SMTPAddressFailedException> refused = new ArrayList<>();
        for (Exception next = error; next instanceof MessagingException e; next = e.getNextException()) {
            if (next instanceof SMTPAddressFailedException address) {
                refused.add(address);
            }
        }
        if (refused.stream().anyMatch(each -> each.getReturnCode() < 400)) {
            return outOfPlace(words(String.valueOf(error.getMessage())));
        }
        if (!refused.isEmpty()) {
            return recipients(refused, error);
        }
        if (error instanceof SMTPSendFailedException send) {
            return send.getReturnCode() < 400
                    ? outOfPlace(words(String.valueOf(send.getMessage())))
                    : refused(send, limit);
        }
        return connection(error);
    }

    /** A server's words, in one line, safe for a terminal. */
    String words(String reply) {
        String line = redaction.words(reply.strip().replaceAll("\\R", " "));
        return line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + "…" : line;
    }

    private TlsException recipients(List<SMTPAddressFailedException> refused, MessagingException error) {
        List<String> each = refused.stream()
                .map(e -> "<" + e.getAddress().getAddress() + "> (" + words(String.valueOf(e.getMessage())) + ")")
                .toList();
        return new TlsException(
                TlsFailure.REFUSED_BY_SERVER,
                "the server refuses the recipient" + (each.size() > 1 ? "s " : " ") + String.join(" and ", each),
                "nothing was sent, to the other recipients neither; check --to, and whether it takes a login or a client certificate",
                error);
    }

    private TlsException refused(SMTPSendFailedException error, String limit) {
        String words = words(String.valueOf(error.getMessage()));
        if (error.getReturnCode() == 530 && !words.toUpperCase(Locale.ROOT).contains("STARTTLS")) {
            return new TlsException(
                    TlsFailure.REFUSED_BY_SERVER,
                    "the server takes mail after a login alone: " + words,
                    "add --user NAME and --password-file FILE or --password-env VAR",
                    error);
        }
        if (error.getReturnCode() == 552) {
            return new TlsException(
                    TlsFailure.REFUSED_BY_SERVER,
                    "the message is too large for the server or the mailbox: " + words,
                    limit + "; send less at once",
                    error);
        }
        boolean sender = error.getNextException() instanceof SMTPSenderFailedException;
        return new TlsException(
                TlsFailure.REFUSED_BY_SERVER,
                "the server refuses the " + (sender ? "sender" : "message") + ": " + words,
                error.getReturnCode() < 500
                        ? "nothing was sent; the server may take it later"
                        : "nothing was sent; " + (sender ? "check --from" : "the server's words say why"),
                error);
    }

    /** Whether a socket or a file failed, rather than the server said no. */
    private static boolean isNetwork(Throwable error) {
        int depth = 0;
        for (Throwable t = error; t != null && depth++ < 20; t = t.getCause()) {
            if (t instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
