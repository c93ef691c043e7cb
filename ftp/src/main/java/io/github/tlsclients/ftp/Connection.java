package io.github.tlsclients.ftp;

import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.OperationClock;
import io.github.tlsclients.tls.OperationClock.Operation;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import java.io.IOException;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPReply;

/** One control connection, from its handshake to its end: a session has one, or several in turn. */
final class Connection {
    private static final int PARTING_MILLIS = 500;

    private final TlsContext context;
    private final ControlConnection control;
    private final FtpFailures failures;
    private final SessionReport opening;
    private boolean protectedData;

    private Connection(TlsContext context, ControlConnection control, FtpFailures failures, SessionReport opening) {
        this.context = context;
        this.control = control;
        this.failures = failures;
        this.opening = opening;
    }

    /** Opens it, and has its data connections protected. */
    static Connection open(Endpoint endpoint, TlsContext context, DataMode mode) throws TlsException {
        TlsConnector connector = TlsConnector.to(endpoint, context, new FtpUpgrade());
        ControlConnection control = new ControlConnection(connector, mode, PostQuantum.resumes(context.config()));
        FtpFailures failures = new FtpFailures(connector, control);
        try (Operation connecting = connector.clock().operation()) {
            control.open();
            if (!FTPReply.isPositiveCompletion(control.getReplyCode())) {
                throw failures.unwelcome();
            }
            Connection connection = new Connection(context, control, failures, SessionReport.of(connector));
            connection.protectData(true);
            return connection;
        } catch (IOException e) {
            TlsException failure = failures.of(e);
            disconnect(control);
            throw failure;
        }
    }

    /** Times what is done over it, and over its data connections. */
    OperationClock clock() {
        return control.clock();
    }

    void login(String user, char[] password) throws TlsException {
        if (!user.equals(FtpSession.ANONYMOUS)) {
            control.redaction().hide(password);
        }
        run(() -> {
            if (!control.login(user, new String(password))) {
                throw failures.login(user);
            }
            if (!protectedData) {
                protectData(false);
            }
            if (!control.setFileType(FTP.BINARY_FILE_TYPE)) {
                throw failures.notBinary();
            }
            return user;
        });
    }

    /**
     * Runs commands. Where they end in a refusal, the connection goes on; after anything else replies may be owed on
     * either side, so that the next one could be taken for another, and it ends.
     */
    <T> T run(Step<T> step) throws TlsException {
        if (!control.isConnected()) {
            throw failures.over();
        }
        try {
            return step.run();
        } catch (TlsException refused) {
            throw refused; // the server said no, and waits for the next command
        } catch (IOException e) {
            TlsException failure = failures.of(e);
            disconnect(control);
            throw failure;
        }
    }

    ControlConnection control() {
        return control;
    }

    FtpFailures failures() {
        return failures;
    }

    /** What its TLS was made from. */
    TlsContext context() {
        return context;
    }

    SessionReport report() {
        return opening.with(control.dataChannels());
    }

    boolean isOpen() {
        return control.isConnected();
    }

    /** Says goodbye and hangs up. */
    void close() {
        if (control.isConnected()) {
            try (Operation goodbye = clock().goodbye()) {
                control.quit();
            } catch (IOException e) {
                // leaving anyway
            } finally {
                disconnect(control);
            }
        }
    }

    /** RFC 4217 section 9: PBSZ 0, then PROT P, both before anything is transferred; before the login if it may be. */
    private void protectData(boolean mayWait) throws IOException {
        for (String[] command : new String[][] {{"PBSZ", "0"}, {"PROT", "P"}}) {
            int reply = control.sendCommand(command[0], command[1]);
            if (mayWait && reply == FTPReply.NOT_LOGGED_IN) {
                return;
            }
            if (reply != FTPReply.COMMAND_OK) {
                throw failures.clear(command[0] + " " + command[1]);
            }
        }
        protectedData = true;
    }

    private static void disconnect(ControlConnection control) {
        control.redaction().wipe();
        try {
            if (control.isConnected()) {
                // the JDK waits as long as for any answer for a last byte from a server that is not there any more
                control.setSoTimeout(PARTING_MILLIS);
            }
            control.disconnect();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    interface Step<T> {
        T run() throws IOException;
    }
}
