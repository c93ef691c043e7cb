package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.LoginOptions;
import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import java.util.Arrays;

/** How the verbs come to a session that is logged in. */
final class Opened {
    private Opened() {}

    static ImapSession session(Endpoint endpoint, TlsContext context, LoginOptions.Login login) throws TlsException {
        ImapSession session = ImapSession.connect(endpoint, context);
        try {
            session.login(login.user(), login.password());
            return session;
        } catch (TlsException | RuntimeException e) {
            session.close();
            throw e;
        } finally {
            Arrays.fill(login.password(), '\0');
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
