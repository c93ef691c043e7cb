package io.github.tlsclients.imap;

import io.github.tlsclients.sasl.Authentication;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.sasl.LoggedIn;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.OperationClock.Operation;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.ListInfo;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.jspecify.annotations.Nullable;

/**
 * An IMAP session inside TLS, in either mode: reads mailboxes and changes nothing in them.
 *
 * <p>{@link TlsMode#IMPLICIT}: fails unless the server speaks TLS from the first byte. {@link TlsMode#STARTTLS}: fails
 * with {@link TlsFailure#STARTTLS_NOT_OFFERED} and its kin; nothing but the upgrade has been said in clear then. Every
 * mailbox is opened by EXAMINE and read by BODY.PEEK, so that no message becomes read by being looked at.
 *
 * <p>This drives Angus Mail one layer below its {@code Store}, over a single connection. A Store keeps a pool, in which
 * it connects and logs in again on its own, and it loses the causes of what goes wrong. For an app that wants a Store:
 * {@link MailProperties}. One thread at a time.
 */
public final class ImapSession implements AutoCloseable {
    /** Servers may end an IDLE after 30 minutes (RFC 2177), and routers forget a silent connection after 5. */
    private static final Duration RENEW_IDLE = Duration.ofMinutes(4);

    private final Endpoint endpoint;
    private final TlsContext context;
    private ImapConnection connection;
    private SaslProtocol protocol;
    private @Nullable Login login;
    private @Nullable LoggedIn loggedIn;

    private ImapSession(Endpoint endpoint, TlsContext context) throws TlsException {
        this.endpoint = endpoint;
        this.context = context.withOneClock(); // connections may follow each other within one operation
        this.connection = ImapConnection.open(endpoint, context);
        this.protocol = connection.protocol();
    }

    /**
     * Connects, upgrades where the mode asks for it, and hears the server's greeting. Nobody is logged in yet.
     *
     * @throws TlsException if anything fails, diagnosed
     */
    public static ImapSession connect(Endpoint endpoint, TlsContext context) throws TlsException {
        return new ImapSession(endpoint, context);
    }

    /**
     * Logs in with a password, by the strongest mechanism that the server offers.
     *
     * @param password copied until the session is closed, since {@link #idle} may have to log in again; wipe your own
     * @throws TlsException as {@link #login(Credential)}
     */
    public void login(String user, char[] password) throws TlsException {
        Credential credential = Credential.password(user, password);
        try {
            login(credential);
        } finally {
            credential.wipe();
        }
    }

    /**
     * Logs in by the strongest mechanism that the server offers and the credential can use; {@link Authentication} tells
     * the order. The last resort is the command LOGIN, unless the server forbids it (LOGINDISABLED, RFC 9051 section
     * 6.2.3); for that one the library makes a String of the password, which cannot be wiped.
     *
     * @param credential copied until the session is closed, since {@link #idle} may have to log in again; wipe your own
     * @throws TlsException with {@link TlsFailure#LOGIN_REFUSED} if the server says no, or has logged in somebody of
     *     its own choice already (PREAUTH): whose mailbox would be read then is not this user's to know; with {@link
     *     TlsFailure#SERVER_NOT_PROVEN} if it does not know the password itself
     */
    public void login(Credential credential) throws TlsException {
        Login who = new Login(credential.copy());
        try (Operation proving = connection.clock().operation()) {
            loggedIn = who.on(connection);
            login = who;
        } catch (TlsException | RuntimeException e) {
            who.wipe();
            throw e;
        }
    }

    /** Who is logged in, and how that was proved; nothing before a login. */
    public Optional<LoggedIn> loggedIn() {
        return Optional.ofNullable(loggedIn);
    }

    /** What the server announces (RFC 9051 section 6.1.1); more after a login. */
    public Set<String> capabilities() {
        return Set.copyOf(protocol.getCapabilities().keySet());
    }

    /** Every mailbox of the user, in the order of the server. */
    public List<MailFolder> folders() throws TlsException {
        try (Operation listing = connection.clock().operation()) {
            ListInfo[] found = protocol.list("", "*");
            return found == null
                    ? List.of()
                    : Arrays.stream(found)
                            .map(info -> new MailFolder(info.name, info.canOpen))
                            .toList();
        } catch (ProtocolException e) {
            throw failures().of("list the folders", e);
        }
    }

    /**
     * Every message of a mailbox, by one FETCH for ten thousand of them, oldest UID first.
     *
     * @throws TlsException with {@link TlsFailure#NOT_FOUND} if there is no such mailbox; with {@link
     *     TlsFailure#PROTOCOL_ERROR} if the server tells of more than a million messages, or what cannot be parsed
     */
    public List<MessageSummary> messages(String folder) throws TlsException {
        try (Operation listing = connection.clock().operation()) {
            return Summaries.all(protocol, examine(folder));
        } catch (ProtocolException e) {
            throw failures().of("list the messages", e);
        }
    }

    /**
     * Writes a message as the server has it, byte for byte, without holding the whole of it in memory.
     *
     * @param out where to; not closed
     * @return how many bytes
     * @throws TlsException with {@link TlsFailure#NOT_FOUND} if there is no such mailbox or message; with {@link
     *     TlsFailure#TRUNCATED} if the connection ended in the middle of it
     * @throws IOException what {@code out} throws
     */
    public long fetch(String folder, long uid, OutputStream out) throws IOException {
        try (Operation fetching = connection.clock().operation()) {
            examine(folder);
            return new RawMessage(protocol, uid, failures()).writeTo(out);
        } catch (ProtocolException e) {
            throw failures().of("fetch the message", e);
        }
    }

    /**
     * The messages of a mailbox that a set names.
     *
     * @throws TlsException with {@link TlsFailure#NOT_FOUND} if there is no such mailbox
     */
    public FolderUids find(String folder, UidSet set) throws TlsException {
        try (Operation finding = connection.clock().operation()) {
            MailboxInfo box = examine(folder);
            // a star is an error in an empty mailbox
            List<Long> uids = box.total == 0 ? List.of() : ManyMessages.find(protocol, set);
            return new FolderUids(folder, box.uidvalidity, uids);
        } catch (ProtocolException e) {
            throw failures().of("find the messages", e);
        }
    }

    /**
     * Fetches many messages as the server has them, byte for byte, one after the other, without holding all of any in
     * memory that is longer than a mebibyte. One that somebody has removed meanwhile is left out.
     *
     * @param messages those that {@link #find} found, or some of them
     * @throws TlsException with {@link TlsFailure#TRUNCATED} if the connection ended before all had come; with {@link
     *     TlsFailure#NOT_FOUND} if the mailbox is gone or its UIDs mean other messages now. Those told to be complete are.
     * @throws IOException what the sink throws
     */
    public void fetch(FolderUids messages, MessageSink sink) throws IOException {
        boolean done = false;
        try (Operation fetching = connection.clock().operation()) {
            if (examine(messages.folder()).uidvalidity != messages.validity()) {
                throw new TlsException(
                        TlsFailure.NOT_FOUND,
                        "the UIDs of " + ClearText.printable(messages.folder()) + " mean other messages now",
                        "find them anew");
            }
            new ManyMessages(protocol, failures(), sink).fetch(messages.uids());
            done = true;
        } catch (ProtocolException e) {
            throw ManyMessages.cut(failures().of("fetch the messages", e));
        } catch (TlsException e) {
            throw ManyMessages.cut(e);
        } finally {
            if (!done) {
                connection.abandon(); // what is still on its way belongs to no command
            }
        }
    }

    /**
     * Waits in a mailbox until a message comes (IDLE, RFC 2177).
     *
     * <p>A connection that died is noticed within the configured timeout where the network tells, and where it does not
     * at the end of the wait or after four minutes, whichever is sooner: the IDLE is renewed then.
     *
     * <p>When the context is reloaded, the session moves to a new connection with what its files say now, logs in as
     * before and goes on waiting; a message that came meanwhile is among those returned.
     *
     * @param timeout how long to wait for mail
     * @return what came, or nothing if the time passed without
     * @throws TlsException with {@link TlsFailure#NOT_FOUND} if there is no such mailbox
     */
    public List<MessageSummary> idle(String folder, Duration timeout) throws TlsException {
        return idle(folder, timeout, RENEW_IDLE);
    }

    List<MessageSummary> idle(String folder, Duration timeout, Duration renewal) throws TlsException {
        try (Operation idling = connection.clock().operation()) {
            renewConnection();
            MailboxInfo box = examine(folder);
            long next = nextUid(box);
            long end = System.nanoTime() + timeout.toNanos();
            List<MessageSummary> came = arrivals(next, end, renewal);
            while (came.isEmpty() && renewConnection()) {
                long validity = box.uidvalidity;
                box = examine(folder);
                if (box.uidvalidity != validity) {
                    next = nextUid(box); // the numbers of before mean nothing (RFC 9051 section 2.3.1.1)
                }
                came = box.total == 0 ? List.of() : Summaries.since(protocol, next);
                if (came.isEmpty()) {
                    came = arrivals(next, end, renewal);
                }
            }
            return came;
        } catch (ProtocolException e) {
            throw failures().of("wait for messages", e);
        } catch (IOException e) {
            throw connection.lost(e);
        }
    }

    /** What comes until the time is over, or the context is reloaded. */
    private List<MessageSummary> arrivals(long next, long end, Duration renewal)
            throws TlsException, ProtocolException, IOException {
        if (!protocol.hasCapability("IDLE")) {
            throw new TlsException(
                    TlsFailure.REFUSED_BY_SERVER, "the server cannot tell of new messages (IDLE)", "list them again");
        }
        Idling idling = new Idling(connection);
        try (TlsContext.Registration reloads = context.onReload(event -> idling.endIf(event.succeeded()))) {
            Duration left = Duration.ofNanos(Math.max(end - System.nanoTime(), 0));
            while (!left.isNegative() && !connection.outdated()) {
                if (idling.await(left.compareTo(renewal) < 0 ? left : renewal)) {
                    List<MessageSummary> came = Summaries.since(protocol, next);
                    if (!came.isEmpty()) {
                        return came;
                    }
                }
                left = Duration.ofNanos(end - System.nanoTime());
            }
            return List.of();
        }
    }

    /** Leaves a connection that was made before the latest reload: whom it trusts and what it shows hold no more. */
    private boolean renewConnection() throws TlsException {
        if (!connection.outdated()) {
            return false;
        }
        connection.close();
        connection = ImapConnection.open(endpoint, context);
        protocol = connection.protocol();
        if (login != null) {
            loggedIn = login.on(connection);
        }
        return true;
    }

    /** What the connection came to. */
    public SessionReport report() {
        return SessionReport.of(connection.connector());
    }

    /** Says goodbye if anybody still listens, and closes the connection. */
    @Override
    public void close() {
        connection.close();
        if (login != null) {
            login.wipe();
        }
    }

    private ImapFailures failures() {
        return connection.failures();
    }

    private MailboxInfo examine(String folder) throws ProtocolException, TlsException {
        try {
            return protocol.examine(folder, null);
        } catch (CommandFailedException e) {
            if (exists(folder)) {
                throw failures().of("open " + ClearText.printable(folder), e);
            }
            throw new TlsException(
                    TlsFailure.NOT_FOUND,
                    "there is no folder " + ClearText.printable(folder),
                    "leave the folder out of the URI to list them all",
                    e);
        }
    }

    private boolean exists(String folder) throws ProtocolException {
        ListInfo[] found = protocol.list("", folder);
        // a name that holds * or % finds others as well
        return found != null && Arrays.stream(found).anyMatch(info -> info.name.equals(folder));
    }

    /** The UID that the next message will have at least. */
    private long nextUid(MailboxInfo box) throws ProtocolException, TlsException {
        if (box.uidnext > 0) {
            return box.uidnext;
        }
        List<MessageSummary> here = Summaries.all(protocol, box);
        return here.isEmpty() ? 1 : here.get(here.size() - 1).uid() + 1;
    }
}
