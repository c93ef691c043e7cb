package io.github.tlsclients.imap;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.UID;

/**
 * Fetches many messages of the open mailbox by one command for a hundred of them, and hands each on as it comes: memory
 * holds the first piece of one. The few that are longer than that are fetched for themselves ({@link RawMessage}).
 */
final class ManyMessages {
    /** So many pieces stay within what {@link BoundedResponses} lets one command be answered by. */
    private static final int AT_ONCE = 100;

    private final SaslProtocol protocol;
    private final ImapFailures failures;
    private final MessageSink sink;

    ManyMessages(SaslProtocol protocol, ImapFailures failures, MessageSink sink) {
        this.protocol = protocol;
        this.failures = failures;
        this.sink = sink;
    }

    /** The UIDs in a set for which there are messages. */
    static List<Long> find(SaslProtocol protocol, UidSet set) throws ProtocolException {
        Response[] responses = protocol.command("UID SEARCH UID " + set.text(), null);
        protocol.notifyResponseHandlers(responses);
        protocol.handleResult(responses[responses.length - 1]);
        Set<Long> found = new TreeSet<>();
        for (Response response : responses) {
            if (response instanceof IMAPResponse imap && imap.keyEquals("SEARCH")) {
                for (long uid = imap.readLong(); uid > 0; uid = imap.readLong()) {
                    found.add(uid);
                }
            }
        }
        return List.copyOf(found);
    }

    /** Fetches them all; one that has gone meanwhile is left out. */
    void fetch(List<Long> uids) throws IOException, ProtocolException {
        for (int first = 0; first < uids.size(); first += AT_ONCE) {
            fetchAtOnce(uids.subList(first, Math.min(first + AT_ONCE, uids.size())));
        }
    }

    private void fetchAtOnce(List<Long> uids) throws IOException, ProtocolException {
        Set<Long> waiting = new LinkedHashSet<>(uids);
        List<Long> longer = new ArrayList<>();
        String command = "UID FETCH " + ranges(uids) + " (UID BODY.PEEK[]<0." + RawMessage.PIECE + ">)";
        try {
            Response end = protocol.each(command, response -> take(response, waiting, longer));
            protocol.handleResult(end);
        } catch (TlsException e) {
            throw e;
        } catch (ProtocolException e) {
            throw failures.of("fetch the messages", e);
        }
        for (long uid : longer) {
            long bytes = new RawMessage(protocol, uid, failures).writeTo(sink.begin(uid));
            sink.complete(uid, bytes);
        }
    }

    private void take(Response response, Set<Long> waiting, List<Long> longer) throws IOException {
        if (!(response instanceof FetchResponse fetched)) {
            return;
        }
        UID uid = fetched.getItem(UID.class);
        BODY body = fetched.getItem(BODY.class);
        if (uid == null || body == null) {
            return; // news of a flag
        }
        if (!waiting.remove(uid.uid)) {
            throw RawMessage.otherThanAsked("another message");
        }
        ByteArray bytes = body.getByteArray();
        int count = bytes == null ? 0 : bytes.getCount();
        boolean whole = body.getOrigin() < 0; // a server that ignores the range sends all of it
        if (!whole && (body.getOrigin() != 0 || count > RawMessage.PIECE)) {
            throw RawMessage.otherThanAsked("another part of the message");
        }
        if (!whole && count == RawMessage.PIECE) {
            longer.add(uid.uid);
            return;
        }
        OutputStream out = sink.begin(uid.uid);
        if (bytes != null) {
            out.write(bytes.getBytes(), bytes.getStart(), count);
        }
        sink.complete(uid.uid, count);
    }

    /** {@code 1:3,7} for 1, 2, 3 and 7. */
    private static String ranges(List<Long> uids) {
        StringBuilder ranges = new StringBuilder();
        int begin = 0;
        for (int i = 0; i < uids.size(); i++) {
            if (i + 1 == uids.size() || uids.get(i + 1) != uids.get(i) + 1) {
                ranges.append(begin == 0 ? "" : ",").append(uids.get(begin));
                ranges.append(begin == i ? "" : ":" + uids.get(i));
                begin = i + 1;
            }
        }
        return ranges.toString();
    }

    /** What a connection that ended among the messages is told as. */
    static TlsException cut(TlsException cause) {
        return cause.failure() != TlsFailure.CONNECTION_LOST
                ? cause
                : new TlsException(
                        TlsFailure.TRUNCATED,
                        "the connection ended before all messages had come",
                        "run it again; if it happens each time, somebody is cutting the connection",
                        cause);
    }
}
