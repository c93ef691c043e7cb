package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.smtp.SmtpSession;
import java.util.Optional;

/** How the verbs log in, where anybody does. */
final class Logins {
    private Logins() {}

    /** Wipes the credential. */
    static void login(SmtpSession session, Optional<Credential> credential) throws TlsException {
        if (credential.isPresent()) {
            try {
                session.login(credential.get());
            } finally {
                credential.get().wipe();
            }
        }
    }
}
