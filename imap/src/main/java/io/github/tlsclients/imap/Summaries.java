package io.github.tlsclients.imap;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import jakarta.mail.Flags;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.ENVELOPE;
import org.eclipse.angus.mail.imap.protocol.FLAGS;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/** Asks for the summaries of many messages in one FETCH: a round trip for each would take a minute for thousands. */
final class Summaries {
    /** The library keeps the responses to a command until the last has come: some 10 MB for so many. */
    private static final int AT_ONCE = 10_000;

    /** A list of so many takes some hundred megabytes. */
    private static final int MOST = 1_000_000;

    private static final long LARGEST_UID = 0xffff_ffffL;
    private static final String ITEMS = " (UID FLAGS ENVELOPE INTERNALDATE RFC822.SIZE)";

    private Summaries() {}

    /** Of every message in the mailbox that is open. */
    static List<MessageSummary> all(IMAPProtocol protocol, MailboxInfo box) throws ProtocolException, TlsException {
        if (box.total < 0 || box.total > MOST) {
            throw nonsense(
                    box.total < 0
                            ? "a number of messages that is none"
                            : box.total + " messages, where " + MOST + " are the most that are listed");
        }
        List<MessageSummary> all = new ArrayList<>();
        // FETCH 1:* is an error in an empty mailbox
        for (int first = 1; first <= box.total; first += AT_ONCE) {
            // and names messages as well that have come meanwhile
            String last = box.total - first < AT_ONCE ? "*" : String.valueOf(first + AT_ONCE - 1);
            all.addAll(fetch(protocol, "FETCH " + first + ":" + last + ITEMS, 1));
        }
        all.sort(Comparator.comparingLong(MessageSummary::uid));
        return all;
    }

    /** Of the messages with this UID or a higher one. */
    static List<MessageSummary> since(IMAPProtocol protocol, long uid) throws ProtocolException, TlsException {
        // "n:*" names the last message even if its UID is less than n (RFC 9051 section 9, seq-range)
        return fetch(protocol, "UID FETCH " + uid + ":*" + ITEMS, uid);
    }

    private static List<MessageSummary> fetch(IMAPProtocol protocol, String command, long lowest)
            throws ProtocolException, TlsException {
        Response[] responses = protocol.command(command, null);
        protocol.notifyResponseHandlers(responses);
        protocol.handleResult(responses[responses.length - 1]);
        Map<Long, MessageSummary> summaries = new TreeMap<>(); // by UID: no message is there twice
        for (Response response : responses) {
            if (response instanceof FetchResponse fetched) {
                UID uid = fetched.getItem(UID.class);
                ENVELOPE envelope = fetched.getItem(ENVELOPE.class);
                // without them it is news of a flag that somebody else changed meanwhile
                if (uid != null && envelope != null) {
                    if (uid.uid < 1 || uid.uid > LARGEST_UID) {
                        throw nonsense("a UID that is none");
                    }
                    if (uid.uid >= lowest) {
                        summaries.put(uid.uid, summary(uid.uid, envelope, fetched));
                    }
                }
            }
        }
        return new ArrayList<>(summaries.values());
    }

    private static TlsException nonsense(String what) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the server tells of " + what,
                "no honest server does that: ask its owner what it is");
    }

    private static MessageSummary summary(long uid, ENVELOPE envelope, FetchResponse fetched) {
        FLAGS flags = fetched.getItem(FLAGS.class);
        RFC822SIZE size = fetched.getItem(RFC822SIZE.class);
        return new MessageSummary(
                uid,
                date(envelope, fetched.getItem(INTERNALDATE.class)),
                sender(envelope.from),
                decoded(envelope.subject),
                size == null ? 0 : Math.max(size.size, 0),
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
