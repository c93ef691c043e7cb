package io.github.tlsclients.imap;

import io.github.tlsclients.sasl.Authentication;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.sasl.LoggedIn;
import io.github.tlsclients.sasl.Mechanism;
import io.github.tlsclients.session.Redaction;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;

/** Who a session belongs to, on as many connections as it comes to. */
final class Login {
    private static final String OFFER = "AUTH=";

    private final Credential credential;

    /** @param credential kept, until it is wiped */
    Login(Credential credential) {
        this.credential = credential;
    }

    /** Logs in, and asks anew what the server can do. */
    LoggedIn on(ImapConnection connection) throws TlsException {
        SaslProtocol protocol = connection.protocol();
        if (protocol.isAuthenticated()) {
            throw new TlsException(
                    TlsFailure.LOGIN_REFUSED,
                    "the server takes no login: it opened the session as somebody of its own choice (PREAUTH)",
                    "if that was by a client certificate, leave the certificate out to log in as " + credential.user());
        }
        Object told = protocol.getCapabilities();
        Authentication authentication = Authentication.of(credential, offer(protocol), connection.connector());
        ImapFailures failures = connection.failures();
        Redaction redaction = connection.redaction();
        char[] secret = credential.secret();
        redaction.hide(secret);
        Arrays.fill(secret, '\0');
        try {
            LoggedIn login = prove(authentication, protocol, failures);
            if (protocol.getCapabilities() == told) {
                protocol.capability(); // others may hold after a login (RFC 9051 section 6.2)
            }
            return login;
        } catch (CommandFailedException | BadCommandException e) {
            throw authentication.refused(failures.words(e)); // without the cause, which has the words as they came
        } catch (ProtocolException e) {
            throw failures.of("log in", e);
        } catch (TlsException e) {
            if (e.failure() == TlsFailure.SERVER_NOT_PROVEN) {
                connection.abandon();
            }
            throw redaction.of(e);
        } catch (IOException e) {
            throw connection.lost(e);
        }
    }

    void wipe() {
        credential.wipe();
    }

    /** The command LOGIN is older than AUTHENTICATE, and has no mechanism's name in the server's capabilities. */
    private LoggedIn prove(Authentication authentication, SaslProtocol protocol, ImapFailures failures)
            throws IOException, ProtocolException {
        if (authentication.mechanism() == Mechanism.LOGIN && !protocol.hasCapability(OFFER + "LOGIN")) {
            protocol.login(credential.user(), new String(credential.secret()));
            return new LoggedIn(credential.user(), Mechanism.LOGIN, Optional.empty(), "");
        }
        return protocol.authenticate(authentication, failures);
    }

    private static List<String> offer(SaslProtocol protocol) {
        Set<String> capabilities = protocol.getCapabilities().keySet();
        Stream<String> mechanisms = capabilities.stream()
                .filter(name -> name.startsWith(OFFER))
                .map(name -> name.substring(OFFER.length()));
        // RFC 9051 section 6.2.3: whoever does not forbid it has it
        return protocol.hasCapability("LOGINDISABLED")
                ? mechanisms.toList()
                : Stream.concat(mechanisms, Stream.of("LOGIN")).distinct().toList();
    }
}
