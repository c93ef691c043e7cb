package io.github.tlsclients.imap;

import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.Redaction;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.HandshakeWatch;
import java.io.EOFException;
import java.io.IOException;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;

/** Finds out what the library's exceptions mean. It turns each I/O error into a made-up BYE that carries the error. */
final class ImapFailures {
    private static final int SHOWN_TEXT = 200;

    private final Endpoint endpoint;
    private final Redaction redaction;

    /** @param redaction knows the secrets that no message is to tell, whatever the server repeats */
    ImapFailures(Endpoint endpoint, Redaction redaction) {
        this.endpoint = endpoint;
        this.redaction = redaction;
    }

    /** What a failed command came to, in a session that stands. */
    TlsException of(String task, ProtocolException e) {
        return redaction.of(explained(task, e));
    }

    private TlsException explained(String task, ProtocolException e) {
        Response response = e.getResponse();
        if (response != null && response.getException() instanceof IOException io) {
            return lost(io, HandshakeWatch.nothing());
        }
        String words = words(e);
        if (e instanceof CommandFailedException) {
            return new TlsException(
                    TlsFailure.REFUSED_BY_SERVER,
                    "the server refuses to " + task + ": " + words,
                    "ask its owner why",
                    e);
        }
        if (e instanceof BadCommandException) {
            return new TlsException(
                    TlsFailure.PROTOCOL_ERROR,
                    "the server does not understand the command to " + task + ": " + words,
                    "it may be older than IMAP4rev1 (RFC 3501)",
                    e);
        }
        if (response != null && response.isBYE()) {
            return new TlsException(
                    TlsFailure.REFUSED_BY_SERVER, "the server ended the session: " + words, "try again later", e);
        }
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the server's answer makes no sense: " + words,
                "check that the port is one for imap",
                e);
    }

    /** What an I/O error means; with a watch that has seen the handshake, that may have been its cause. */
    TlsException lost(Throwable error, HandshakeWatch watch) {
        // a stream that ends between two replies is a plain IOException of the library
        boolean ended = error.getClass() == IOException.class && error.getCause() == null;
        Throwable cause = ended ? new EOFException(error.getMessage()).initCause(error) : error;
        return redaction.of(Diagnosis.of(cause, endpoint, watch));
    }

    /** The server's words, safe for a terminal. */
    String words(ProtocolException e) {
        Response response = e.getResponse();
        return response == null ? shown(String.valueOf(e.getMessage())) : words(response);
    }

    String words(Response response) {
        return shown(response.getRest());
    }

    String shown(String text) {
        String words = redaction.words(text);
        return words.substring(0, Math.min(words.length(), SHOWN_TEXT));
    }
}
