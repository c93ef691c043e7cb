package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.LoginOptions;
import io.github.tlsclients.cli.LoginOptions.Login;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.ftp.FtpSession;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import java.util.Arrays;
import java.util.Optional;

/** Opens the session that the options ask for; what is wrong with them is told before anything is connected. */
final class Sessions {
    private Sessions() {}

    /** Logged in, as {@code anonymous} if no user is given. */
    static FtpSession loggedIn(TlsOptions tls, LoginOptions options) throws TlsException {
        Optional<Login> login = options.login();
        FtpSession session = connected(tls);
        try {
            if (login.isPresent()) {
                logIn(session, login.get());
            } else {
                session.loginAnonymously();
            }
            return session;
        } catch (TlsException e) {
            session.close();
            throw e;
        }
    }

    static FtpSession connected(TlsOptions tls) throws TlsException {
        Endpoint endpoint = tls.endpoint(Protocol.FTP);
        TlsContext context = tls.context();
        return FtpSession.connect(endpoint, context);
    }

    static void logIn(FtpSession session, Login login) throws TlsException {
        try {
            session.login(login.user(), login.password());
        } finally {
            Arrays.fill(login.password(), '\0');
        }
    }

    static String path(TlsOptions tls) {
        return tls.endpoint(Protocol.FTP).path();
    }
}
