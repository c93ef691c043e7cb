package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.LoginOptions;
import io.github.tlsclients.cli.LoginOptions.Login;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.ftp.DataMode;
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
    static FtpSession loggedIn(TlsOptions tls, DataOptions data, LoginOptions options, Output output)
            throws TlsException {
        Optional<Login> login = options.login();
        FtpSession session = connected(tls, data, output);
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

    static FtpSession connected(TlsOptions tls, DataOptions data, Output output) throws TlsException {
        Endpoint endpoint = tls.endpoint(Protocol.FTP);
        DataMode mode = data.mode();
        TlsContext context = tls.context();
        FtpSession session = FtpSession.connect(endpoint, context, mode);
        session.onNote(note -> output.note("ftp: note: " + note));
        return session;
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
