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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Opens the sessions that the options ask for; what is wrong with them is told before anything is connected. */
final class Sessions implements AutoCloseable {
    private final TlsOptions tls;
    private final DataMode mode;
    private final Optional<Login> login;
    private final Output output;
    private final Set<String> told = new HashSet<>();

    private Sessions(TlsOptions tls, DataMode mode, Optional<Login> login, Output output) {
        this.tls = tls;
        this.mode = mode;
        this.login = login;
        this.output = output;
    }

    /** Sessions that are logged in, as {@code anonymous} if no user is given; the password is read here, once. */
    static Sessions of(TlsOptions tls, DataOptions data, LoginOptions options, Output output) {
        return new Sessions(tls, data.mode(), options.login(), output);
    }

    /** A single one. */
    static FtpSession loggedIn(TlsOptions tls, DataOptions data, LoginOptions options, Output output)
            throws TlsException {
        try (Sessions sessions = of(tls, data, options, output)) {
            return sessions.open();
        }
    }

    static FtpSession connected(TlsOptions tls, DataOptions data, Output output) throws TlsException {
        return new Sessions(tls, data.mode(), Optional.empty(), output).connect();
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

    FtpSession open() throws TlsException {
        FtpSession session = connect();
        try {
            if (login.isPresent()) {
                session.login(login.get().user(), login.get().password());
            } else {
                session.loginAnonymously();
            }
            return session;
        } catch (TlsException e) {
            session.close();
            throw e;
        }
    }

    /** Forgets the password. */
    @Override
    public void close() {
        login.ifPresent(known -> Arrays.fill(known.password(), '\0'));
    }

    private FtpSession connect() throws TlsException {
        Endpoint endpoint = tls.endpoint(Protocol.FTP);
        FtpSession session = FtpSession.connect(endpoint, context(), mode);
        session.onNote(this::tell);
        return session;
    }

    /** What each of several sessions has to tell is told once. */
    private synchronized void tell(String note) {
        if (told.add(note)) {
            output.note("ftp: note: " + note);
        }
    }

    /** One for each session, which has a clock of its own. */
    private synchronized TlsContext context() {
        return tls.context();
    }
}
