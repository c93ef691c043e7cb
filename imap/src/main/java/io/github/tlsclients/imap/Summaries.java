package io.github.tlsclients.imap;

import jakarta.mail.Flags;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.ENVELOPE;
import org.eclipse.angus.mail.imap.protocol.FLAGS;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/** Asks for the summaries of many messages in one FETCH: a round trip for each would take a minute for thousands. */
final class Summaries {
    private static final String ITEMS = " (UID FLAGS ENVELOPE INTERNALDATE RFC822.SIZE)";

    private Summaries() {}

    /** Of every message in the mailbox that is open; there must be one. */
    static List<MessageSummary> all(IMAPProtocol protocol) throws ProtocolException {
        return fetch(protocol, "FETCH 1:*" + ITEMS, 1);
    }

    /** Of the messages with this UID or a higher one. */
    static List<MessageSummary> since(IMAPProtocol protocol, long uid) throws ProtocolException {
        // "n:*" names the last message even if its UID is less than n (RFC 9051 section 9, seq-range)
        return fetch(protocol, "UID FETCH " + uid + ":*" + ITEMS, uid);
    }

    private static List<MessageSummary> fetch(IMAPProtocol protocol, String command, long lowest)
            throws ProtocolException {
        Response[] responses = protocol.command(command, null);
        protocol.notifyResponseHandlers(responses);
        protocol.handleResult(responses[responses.length - 1]);
        List<MessageSummary> summaries = new ArrayList<>(responses.length);
        for (Response response : responses) {
            if (response instanceof FetchResponse fetched) {
                UID uid = fetched.getItem(UID.class);
                ENVELOPE envelope = fetched.getItem(ENVELOPE.class);
                // without them it is news of a flag that somebody else changed meanwhile
                if (uid != null && envelope != null && uid.uid >= lowest) {
                    summaries.add(summary(uid.uid, envelope, fetched));
                }
            }
        }
        summaries.sort(Comparator.comparingLong(MessageSummary::uid));
        return summaries;
    }

    private static MessageSummary summary(long uid, ENVELOPE envelope, FetchResponse fetched) {
        FLAGS flags = fetched.getItem(FLAGS.class);
        RFC822SIZE size = fetched.getItem(RFC822SIZE.class);
        return new MessageSummary(
                uid,
                date(envelope, fetched.getItem(INTERNALDATE.class)),
                sender(envelope.from),
                decoded(envelope.subject),
                size == null ? 0 : size.size,
                flags != null && flags.contains(Flags.Flag.SEEN));
    }

    private static Optional<Instant> date(ENVELOPE envelope, @Nullable INTERNALDATE received) {
        Date date = envelope.date != null ? envelope.date : received == null ? null : received.getDate();
        return Optional.ofNullable(date).map(Date::toInstant);
    }

    private static String sender(InternetAddress @Nullable [] from) {
        if (from == null || from.length == 0) {
            return "";
        }
        String address = String.valueOf(from[0].getAddress());
        String name = from[0].getPersonal();
        return name == null || name.isEmpty() ? address : name + " <" + address + ">";
    }

    private static String decoded(@Nullable String text) {
        if (text == null) {
            return "";
        }
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(text));
        } catch (UnsupportedEncodingException e) {
            return text;
        }
    }
}
