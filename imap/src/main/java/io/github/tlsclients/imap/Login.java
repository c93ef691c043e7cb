package io.github.tlsclients.imap;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import java.util.Arrays;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;

/** Who a session belongs to, on as many connections as it comes to. */
final class Login {
    private final String user;
    private final char[] password;

    /** @param password kept, until it is wiped */
    Login(String user, char[] password) {
        this.user = user;
        this.password = password;
    }

    /** Logs in, and asks anew what the server can do. */
    void on(IMAPProtocol protocol, ImapFailures failures) throws TlsException {
        if (protocol.isAuthenticated()) {
            throw new TlsException(
                    TlsFailure.LOGIN_REFUSED,
                    "the server takes no login: it opened the session as somebody of its own choice (PREAUTH)",
                    "if that was by a client certificate, leave the certificate out to log in as " + user);
        }
        Object told = protocol.getCapabilities();
        try {
            authenticate(protocol);
            if (protocol.getCapabilities() == told) {
                protocol.capability(); // others may hold after a login (RFC 9051 section 6.2)
            }
        } catch (CommandFailedException | BadCommandException e) {
            throw new TlsException(
                    TlsFailure.LOGIN_REFUSED,
                    "the login of " + ClearText.printable(user) + " is refused: " + ImapFailures.words(e),
                    "check --user and the password",
                    e);
        } catch (ProtocolException e) {
            throw failures.of("log in", e);
        }
    }

    void wipe() {
        Arrays.fill(password, '\0');
    }

    private void authenticate(IMAPProtocol protocol) throws ProtocolException, TlsException {
        if (protocol.hasCapability("AUTH=PLAIN")) {
            protocol.authplain(null, user, new String(password));
        } else if (!protocol.hasCapability("LOGINDISABLED")) {
            protocol.login(user, new String(password));
        } else {
            throw new TlsException(
                    TlsFailure.LOGIN_REFUSED,
                    "the server forbids LOGIN (LOGINDISABLED) and has no AUTH=PLAIN",
                    "ask its owner by what mechanism one may log in");
        }
    }
}
