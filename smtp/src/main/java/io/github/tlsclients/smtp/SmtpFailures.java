package io.github.tlsclients.smtp;

import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.Redaction;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.smtp.Submission.Step;
import io.github.tlsclients.smtp.Submission.Verdict;
import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.TlsConnector;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What exceptions and refusals mean. */
final class SmtpFailures {
    private static final int LONGEST_WORDS = 300;

    /** As answers to MAIL (RFC 5321 section 4.3.2). */
    private static final Set<Integer> ABOUT_THE_SENDER = Set.of(501, 503, 550, 551, 553);

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
     * What stopped a message, other than a refusal.
     *
     * @param inDoubt whether the message was sent to its end
     */
    TlsException sending(Throwable error, boolean inDoubt) {
        TlsException stopped = connection(error);
        return inDoubt && stopped.failure() != TlsFailure.REFUSED_BY_SERVER
                ? new TlsException(
                        stopped.failure(),
                        stopped.getMessage() + "; it is not known whether the server took the message",
                        "ask whom it is for before you send it again, or it may come twice",
                        stopped.chain(),
                        stopped)
                : stopped;
    }

    /**
     * What a refusal means.
     *
     * @param limit how much the server takes, in words
     */
    TlsException refused(Verdict verdict, String limit) {
        return verdict.step() == Step.RCPT
                ? recipients(verdict.refused())
                : refused(verdict.reply(), verdict.step(), limit);
    }

    /** A server's words, in one line, safe for a terminal. */
    String words(String reply) {
        String line = redaction.words(reply.strip().replaceAll("\\R", " "));
        return line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + "…" : line;
    }

    private TlsException recipients(Map<String, Reply> refused) {
        List<String> each = refused.entrySet().stream()
                .map(entry ->
                        "<" + entry.getKey() + "> (" + words(entry.getValue().text()) + ")")
                .toList();
        return new TlsException(
                TlsFailure.REFUSED_BY_SERVER,
                "the server refuses the recipient" + (each.size() > 1 ? "s " : " ") + String.join(" and ", each),
                "nothing was sent, to the other recipients either; check --to, and whether it takes a login or a client certificate");
    }

    private TlsException refused(Reply reply, Step step, String limit) {
        String words = words(reply.text());
        if (reply.code() == 530 && !words.toUpperCase(Locale.ROOT).contains("STARTTLS")) {
            return new TlsException(
                    TlsFailure.REFUSED_BY_SERVER,
                    "the server takes mail after a login alone: " + words,
                    "add --user NAME and --password-file FILE or --password-env VAR");
        }
        if (reply.code() == 552) {
            return new TlsException(
                    TlsFailure.REFUSED_BY_SERVER,
                    "the message is too large for the server or the mailbox: " + words,
                    limit + "; send less at once");
        }
        boolean sender = step == Step.MAIL && ABOUT_THE_SENDER.contains(reply.code());
        return new TlsException(
                TlsFailure.REFUSED_BY_SERVER,
                "the server refuses the " + (sender ? "sender" : "message") + ": " + words,
                reply.isPermanentFailure()
                        ? "nothing was sent; " + (sender ? "check --from" : "the server's words say why")
                        : "nothing was sent; the server may take it later");
    }
}
