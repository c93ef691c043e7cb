package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;

/** How the verbs come to a session that is logged in. */
final class Opened {
    private Opened() {}

    /** Somebody must log in. */
    static ImapSession session(Endpoint endpoint, TlsContext context, MailLoginOptions login) throws TlsException {
        return session(endpoint, context, login.required(context));
    }

    /** Wipes the credential. */
    static ImapSession session(Endpoint endpoint, TlsContext context, Credential credential) throws TlsException {
        try {
            ImapSession session = ImapSession.connect(endpoint, context);
            try {
                session.login(credential);
                return session;
            } catch (TlsException | RuntimeException e) {
                session.close();
                throw e;
            }
        } finally {
            credential.wipe();
        }
    }

    /** The mailbox of the URI, for verbs that need one. */
    static String folder(Endpoint endpoint) {
        if (endpoint.path().isEmpty()) {
            throw new TlsConfigException("the URI names no folder", "write " + endpoint.uri() + "/INBOX");
        }
        return endpoint.path();
    }
}
