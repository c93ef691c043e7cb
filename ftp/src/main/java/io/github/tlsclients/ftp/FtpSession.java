package io.github.tlsclients.ftp;

import io.github.tlsclients.ftp.Connection.Step;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.SessionReport.DataChannel;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.DataChannelException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.OperationClock.Operation;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An FTP session over TLS (RFC 4217): control and data protected, in binary.
 *
 * <p>Each data connection resumes the control connection's TLS session, which proves that both end at the same server;
 * one that does not is refused before a byte of a file passes. A transfer that returns is complete: the stream ended as
 * TLS ends it, the server confirmed it, and its size is what the server says. After a failure of the network the session
 * is over; after a refusal (login, missing file) it goes on. Not for several threads at once.
 *
 * <p>In passive mode data connections go to the host of the control connection, whatever address the server names: to
 * follow it would let a server look around behind the client's firewall (CVE-2020-8284).
 *
 * <p>The JDK uses each ticket of TLS 1.3 once, and some servers (ProFTPD) send no new one during an upload. Where none
 * is left, the session connects and logs in again before the next transfer: by TLS 1.2, which resumes as often as one
 * likes, if the configuration allows it, and otherwise by TLS 1.3 for new tickets. It {@linkplain #onNote tells}.
 *
 * <p>Post-quantum sessions are the exception: Bouncy Castle, which has the groups, does not resume TLS 1.3. Where the
 * configuration allows no other groups, each data connection is a post-quantum handshake of its own, and must show the
 * very certificate of the control connection. That proves the same server, not the same session.
 */
public final class FtpSession implements AutoCloseable {
    static final String ANONYMOUS = "anonymous";

    private static final Logger LOG = LoggerFactory.getLogger(FtpSession.class);

    private final Endpoint endpoint;
    private final DataMode mode;
    private final List<DataChannel> earlierChannels = new ArrayList<>();
    private Connection connection;
    private Consumer<String> notes = LOG::warn;
    private @Nullable Login login;
    private boolean renewed;

    private FtpSession(Endpoint endpoint, DataMode mode, Connection connection) {
        this.endpoint = endpoint;
        this.mode = mode;
        this.connection = connection;
    }

    /** Connects for transfers in passive mode; see {@link #connect(Endpoint, TlsContext, DataMode)}. */
    public static FtpSession connect(Endpoint endpoint, TlsContext context) throws TlsException {
        return connect(endpoint, context, DataMode.PASSIVE);
    }

    /**
     * Connects in the endpoint's mode, and has data connections protected from here on ({@code PROT P}).
     *
     * @param mode which side opens the data connections
     * @throws TlsException if TLS cannot be had, on the control connection or for data; no name and no password has been
     *     sent then
     * @throws TlsConfigException if the configuration leaves no version whose sessions its provider can resume
     */
    public static FtpSession connect(Endpoint endpoint, TlsContext context, DataMode mode) throws TlsException {
        return new FtpSession(endpoint, mode, Connection.open(endpoint, suitable(context.withOneClock()), mode));
    }

    /** Who is told what a user should know though nothing failed; without this it goes to the log. */
    public void onNote(Consumer<String> listener) {
        notes = listener;
    }

    /**
     * Logs in. A copy of the password is kept only where the session may have to connect again (TLS 1.3 on the JDK), and
     * wiped when the session is closed or over.
     *
     * @throws TlsException LOGIN_REFUSED; the session goes on, so that another login may be tried
     */
    public void login(String user, char[] password) throws TlsException {
        requireOneLine(user);
        forgetLogin();
        run(() -> {
            connection.login(user, password);
            return user;
        });
        if (usesTickets()) {
            login = new Login(user, password);
        }
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
        return transfer(
                () -> new Listing(control(), failures()).of(path, control().offers("MLST")));
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
        return transfer(
                () -> new Transfer(control(), failures()).get(path, control().announcedSize(path), receiver));
    }

    /**
     * Writes a stream to a file, which is replaced if it is there. The stream is not closed.
     *
     * @return how many bytes there were
     * @throws TlsException if the server has not confirmed the whole; it may hold a part then
     */
    public long put(InputStream from, String path) throws TlsException {
        requireOneLine(path);
        return transfer(() -> {
            long sent = new Transfer(control(), failures()).put(from, path);
            long stored = control().announcedSize(path).orElse(sent);
            if (stored < sent) {
                throw failures().incomplete("the upload of \"" + path + "\"", stored, sent);
            }
            return sent;
        });
    }

    /** Whether this is a directory that can be entered. */
    public boolean isDirectory(String path) throws TlsException {
        requireOneLine(path);
        return run(() -> new Listing(control(), failures()).exists(path));
    }

    /**
     * Makes a directory, unless it is there; the one that it is to be in has to be.
     *
     * @throws TlsException REFUSED_BY_SERVER if it cannot be made
     */
    public void makeDirectory(String path) throws TlsException {
        requireOneLine(path);
        run(() -> {
            if (!control().makeDirectory(path)) {
                TlsException refused = failures().writing(path);
                if (!new Listing(control(), failures()).exists(path)) {
                    throw refused;
                }
            }
            return path;
        });
    }

    /** Whether it goes on: a failure of the network, and {@link #close()}, end it. */
    public boolean isOpen() {
        return connection.isOpen();
    }

    /** What the server can do beyond RFC 959, as it says itself (RFC 2389); empty if it says so only after a login. */
    public List<String> features() throws TlsException {
        return run(() -> control().announcedFeatures());
    }

    /** What the session came to so far: its latest control connection, and the data connections of all. */
    public SessionReport report() {
        SessionReport latest = connection.report();
        List<DataChannel> channels = new ArrayList<>(earlierChannels);
        channels.addAll(latest.dataChannels());
        return latest.with(channels);
    }

    /** Says goodbye and hangs up. */
    @Override
    public void close() {
        forgetLogin();
        connection.close();
    }

    /**
     * Bouncy Castle resumes TLS 1.2 alone, so a session with it is one of TLS 1.2; or one of TLS 1.3 that resumes nothing,
     * if it is to be a post-quantum one.
     *
     * @throws TlsConfigException if that version is not allowed
     */
    private static TlsContext suitable(TlsContext context) {
        TlsConfig config = context.config();
        if (config.provider() != TlsProvider.BOUNCY_CASTLE || !PostQuantum.resumes(config)) {
            return context;
        }
        if (!config.versions().contains(TlsVersion.TLS_1_2)) {
            throw new TlsConfigException(
                    "Bouncy Castle does not resume TLS 1.3 sessions, which the data connections of FTP need",
                    "use --provider jdk, or allow --tls 1.2");
        }
        return older(context);
    }

    private static TlsContext older(TlsContext context) {
        return context.with(
                context.config().toBuilder().versions(TlsVersion.TLS_1_2).build());
    }

    private static void requireOneLine(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new TlsConfigException("a name holds a control character", "a name is one line of printable text");
        }
    }

    private ControlConnection control() {
        return connection.control();
    }

    private FtpFailures failures() {
        return connection.failures();
    }

    private <T> T run(Step<T> step) throws TlsException {
        try (Operation operation = connection.clock().operation()) {
            return connection.run(step);
        } finally {
            if (!connection.isOpen()) {
                forgetLogin();
            }
        }
    }

    /**
     * Runs commands that need a data connection. What is certain to fail for want of a ticket is not begun: the server
     * would have emptied the file of an upload by then. A data connection that turns out not to resume is tried once
     * more: it is refused before the first byte, so that nothing has been read or written.
     */
    private <T> T transfer(Step<T> step) throws TlsException {
        try (Operation operation = connection.clock().operation()) {
            return transferred(step);
        }
    }

    private <T> T transferred(Step<T> step) throws TlsException {
        if (login != null && connection.isOpen() && !control().canResume()) {
            connectAgain(failures().nothingToResume());
        }
        Login known = login;
        try {
            return connection.run(step);
        } catch (TlsException e) {
            if (known == null || !(e.getCause() instanceof DataChannelException data) || !notResumed(data)) {
                throw e;
            }
            connectAgain(e);
            return connection.run(step);
        } finally {
            if (!connection.isOpen()) {
                forgetLogin();
            }
        }
    }

    /** The working directory is the login directory again, where it always is; the type is set by the login. */
    private void connectAgain(TlsException otherwise) throws TlsException {
        TlsContext context = connection.context();
        boolean older =
                context.config().versions().contains(TlsVersion.TLS_1_2) && !PostQuantum.isWanted(context.config());
        if (login == null || !older && control().dataChannels().isEmpty()) {
            throw otherwise; // new tickets would be as good as the ones that there were
        }
        if (older || !renewed) {
            notes.accept(
                    "the server has left no TLS 1.3 ticket that a data connection could resume by; connected again "
                            + (older ? "by TLS 1.2" : "for new ones, as after every upload"));
        }
        renewed = true;
        earlierChannels.addAll(control().dataChannels());
        connection.close();
        connection = Connection.open(endpoint, older ? older(context) : context, mode);
        connection.login(login.user(), login.password());
        if (!usesTickets()) {
            forgetLogin();
        }
    }

    private static boolean notResumed(DataChannelException refused) {
        return refused.reason() == DataChannelException.Reason.NOT_RESUMED;
    }

    private boolean usesTickets() {
        return connection.context().config().provider() == TlsProvider.JDK
                && connection.report().version().equals(TlsVersion.TLS_1_3.jsseName());
    }

    private void forgetLogin() {
        if (login != null) {
            login.forget();
            login = null;
        }
    }
}
