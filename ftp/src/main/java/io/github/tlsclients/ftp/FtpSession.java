package io.github.tlsclients.ftp;

import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPReply;

/**
 * An FTP session over TLS (RFC 4217): control and data protected, in passive mode, in binary.
 *
 * <p>Each data connection resumes the control connection's TLS session, which proves that both end at the same server;
 * one that does not is refused before a byte of a file passes. A transfer that returns is complete: the stream ended as
 * TLS ends it, the server confirmed it, and its size is what the server says. After a failure of the network the session
 * is over; after a refusal (login, missing file) it goes on. Not for several threads at once.
 */
public final class FtpSession implements AutoCloseable {
    static final String ANONYMOUS = "anonymous";

    private static final int PARTING_MILLIS = 500;

    private final ControlConnection control;
    private final FtpFailures failures;
    private final SessionReport opening;
    private boolean protectedData;

    private FtpSession(ControlConnection control, FtpFailures failures, SessionReport opening) {
        this.control = control;
        this.failures = failures;
        this.opening = opening;
    }

    /**
     * Connects in the endpoint's mode, and has data connections protected from here on ({@code PROT P}).
     *
     * @throws TlsException if TLS cannot be had, on the control connection or for data; no name and no password has been
     *     sent then
     * @throws TlsConfigException if the configuration leaves no version whose sessions its provider can resume
     */
    public static FtpSession connect(Endpoint endpoint, TlsContext context) throws TlsException {
        TlsConnector connector = TlsConnector.alone(endpoint, resumable(context), new FtpUpgrade());
        ControlConnection control = new ControlConnection(connector);
        FtpFailures failures = new FtpFailures(connector, control);
        try {
            control.open();
            if (!FTPReply.isPositiveCompletion(control.getReplyCode())) {
                throw failures.unwelcome();
            }
            FtpSession session = new FtpSession(control, failures, SessionReport.of(connector));
            session.protectData(true);
            return session;
        } catch (IOException e) {
            TlsException failure = failures.of(e);
            disconnect(control);
            throw failure;
        }
    }

    /**
     * Logs in. The password is not kept.
     *
     * @throws TlsException LOGIN_REFUSED; the session goes on, so that another login may be tried
     */
    public void login(String user, char[] password) throws TlsException {
        requireOneLine(user);
        run(() -> {
            if (!control.login(user, new String(password))) {
                throw failures.login(user);
            }
            if (!protectedData) {
                protectData(false);
            }
            if (!control.setFileType(FTP.BINARY_FILE_TYPE)) {
                throw failures.writing("TYPE I");
            }
            return user;
        });
    }

    /** Logs in as {@code anonymous} (RFC 1635). */
    public void loginAnonymously() throws TlsException {
        login(ANONYMOUS, ANONYMOUS.toCharArray());
    }

    /**
     * Lists a directory, or a single file.
     *
     * @param path relative to the login directory, or absolute with a leading slash; empty for the login directory
     */
    public List<RemoteFile> list(String path) throws TlsException {
        requireOneLine(path);
        return run(() -> new Listing(control, failures).of(path, control.offers("MLST")));
    }

    /**
     * Reads a file into a stream, which is flushed and not closed.
     *
     * @return how many bytes there were
     * @throws TlsException TRUNCATED if the end is missing; the stream has had the rest by then
     */
    public long get(String path, OutputStream to) throws TlsException {
        return get(path, (content, size) -> {
            content.transferTo(to);
            to.flush();
        });
    }

    /** Reads a file as it arrives; see {@link #get(String, OutputStream)}. */
    public long get(String path, Receiver receiver) throws TlsException {
        requireOneLine(path);
        return run(() -> new Transfer(control, failures).get(path, control.announcedSize(path), receiver));
    }

    /**
     * Writes a stream to a file, which is replaced if it is there. The stream is not closed.
     *
     * @return how many bytes there were
     * @throws TlsException if the server has not confirmed the whole; it may hold a part then
     */
    public long put(InputStream from, String path) throws TlsException {
        requireOneLine(path);
        return run(() -> {
            long sent = new Transfer(control, failures).put(from, path);
            long stored = control.announcedSize(path).orElse(sent);
            if (stored < sent) {
                throw failures.incomplete("the upload of \"" + path + "\"", stored, sent);
            }
            return sent;
        });
    }

    /** What the server can do beyond RFC 959, as it says itself (RFC 2389); empty if it says so only after a login. */
    public List<String> features() throws TlsException {
        return run(control::announcedFeatures);
    }

    /** What the session came to so far. */
    public SessionReport report() {
        return opening.with(control.dataChannels());
    }

    /** Says goodbye and hangs up. */
    @Override
    public void close() {
        if (control.isConnected()) {
            try {
                control.quit();
            } catch (IOException e) {
                // leaving anyway
            } finally {
                disconnect(control);
            }
        }
    }

    /**
     * Bouncy Castle resumes TLS 1.2 alone, so a session with it is one of TLS 1.2.
     *
     * @throws TlsConfigException if that version is not allowed
     */
    private static TlsContext resumable(TlsContext context) {
        TlsConfig config = context.config();
        if (config.provider() != TlsProvider.BOUNCY_CASTLE) {
            return context;
        }
        if (!config.versions().contains(TlsVersion.TLS_1_2)) {
            throw new TlsConfigException(
                    "Bouncy Castle does not resume TLS 1.3 sessions, which the data connections of FTP need",
                    "use --provider jdk, or allow --tls 1.2");
        }
        return TlsContext.of(config.toBuilder().versions(TlsVersion.TLS_1_2).build());
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

    private static void requireOneLine(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new TlsConfigException("a name holds a control character", "a name is one line of printable text");
        }
    }

    private <T> T run(Step<T> step) throws TlsException {
        if (!control.isConnected()) {
            throw failures.over();
        }
        try {
            return step.run();
        } catch (TlsException refused) {
            throw refused; // the server said no, and waits for the next command
        } catch (IOException e) {
            // replies may be owed on either side, so that the next one could be taken for another
            TlsException failure = failures.of(e);
            disconnect(control);
            throw failure;
        }
    }

    private static void disconnect(ControlConnection control) {
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

    private interface Step<T> {
        T run() throws IOException;
    }
}
