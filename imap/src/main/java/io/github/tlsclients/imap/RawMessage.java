package io.github.tlsclients.imap;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one message of the open mailbox by large pieces (BODY.PEEK with a range, RFC 9051 section 6.4.5), so that
 * memory holds one of them and no message is marked as read.
 *
 * <p>The announced RFC822.SIZE is not relied on: some servers only estimate it. The message ends where a piece is
 * shorter than asked for, and every piece must be there and be the one asked for; the library's own stream would take a
 * missing one for the end.
 */
final class RawMessage {
    static final int PIECE = 1 << 20;

    private final IMAPProtocol protocol;
    private final long uid;
    private final ImapFailures failures;

    RawMessage(IMAPProtocol protocol, long uid, ImapFailures failures) {
        this.protocol = protocol;
        this.uid = uid;
        this.failures = failures;
    }

    /** Writes all of it, and gives the number of bytes. */
    long writeTo(OutputStream out) throws IOException {
        long written = 0;
        while (true) {
            BODY body = pieceOrCause(written);
            if (body == null) {
                throw missing(written);
            }
            ByteArray bytes = body.getByteArray();
            int count = bytes == null ? 0 : bytes.getCount();
            // a server that ignores the range sends all of the message, and no origin
            boolean whole = written == 0 && body.getOrigin() < 0;
            if (!whole && (body.getOrigin() != written || count > PIECE)) {
                throw otherThanAsked("another part of the message");
            }
            if (bytes != null) {
                out.write(bytes.getBytes(), bytes.getStart(), count);
            }
            written += count;
            if (whole || count < PIECE) {
                return written;
            }
        }
    }

    private @Nullable BODY pieceOrCause(long from) throws TlsException {
        try {
            return piece(from);
        } catch (ProtocolException e) {
            TlsException cause = failures.of("fetch the message", e);
            if (cause.failure() != TlsFailure.CONNECTION_LOST) {
                throw cause;
            }
            throw new TlsException(
                    TlsFailure.TRUNCATED,
                    "the connection ended in the middle of the message, less than " + PIECE + " bytes behind " + from,
                    "run it again; if it happens each time, somebody is cutting the connection",
                    cause);
        }
    }

    private @Nullable BODY piece(long from) throws ProtocolException, TlsException {
        Response[] responses =
                protocol.command("UID FETCH " + uid + " (UID BODY.PEEK[]<" + from + "." + PIECE + ">)", null);
        protocol.notifyResponseHandlers(responses);
        protocol.handleResult(responses[responses.length - 1]);
        for (Response response : responses) {
            if (response instanceof FetchResponse fetched) {
                UID of = fetched.getItem(UID.class);
                BODY body = fetched.getItem(BODY.class);
                if (of != null && body != null) {
                    if (of.uid != uid) {
                        throw otherThanAsked("another message");
                    }
                    return body;
                }
            }
        }
        return null;
    }

    static TlsException otherThanAsked(String what) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the server sent " + what + " than it was asked for",
                "nothing here can be trusted to be complete: ask the server's owner");
    }

    private TlsException missing(long written) {
        return written == 0
                ? new TlsException(
                        TlsFailure.NOT_FOUND,
                        "there is no message with the UID " + uid,
                        "list the folder to see the UIDs of its messages")
                : new TlsException(
                        TlsFailure.TRUNCATED,
                        "the message ended after " + written + " bytes: the server no longer has it",
                        "list the folder again");
    }
}
