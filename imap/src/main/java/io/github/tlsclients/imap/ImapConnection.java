package io.github.tlsclients.imap;

import io.github.tlsclients.session.Redaction;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.OperationClock;
import io.github.tlsclients.tls.OperationClock.Operation;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.util.MailLogger;

/** One connection: the connector, its socket, the library on top of them, and the thread that ends waits. */
final class ImapConnection implements AutoCloseable {
    /** Nothing depends on the answer to a goodbye. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /** No address: the socket takes it for its endpoint's, which it looks up in time; Angus would wait for ever. */
    private static final String LEFT_TO_THE_SOCKET = "0.0.0.0";

    /**
     * What Angus logs by the names of our packages, down to every line of the dialogue: a server may repeat a secret in
     * those, and nothing of ours is there to mask it. Held here, since a logger that nobody holds forgets its level.
     */
    private static final List<Logger> SILENT = Stream.of("", ".protocol")
            .map(part -> Logger.getLogger(ImapConnection.class.getPackageName() + part))
            .toList();

    static {
        SILENT.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private final long generation;
    private final TlsConnector connector;
    private final ScheduledExecutorService timer;
    private final SaslProtocol protocol;
    private final Redaction redaction = new Redaction();

    private ImapConnection(
            long generation, TlsConnector connector, ScheduledExecutorService timer, SaslProtocol protocol) {
        this.generation = generation;
        this.connector = connector;
        this.timer = timer;
        this.protocol = protocol;
    }

    static ImapConnection open(Endpoint endpoint, TlsContext context) throws TlsException {
        long generation = context.generation(); // asked first: a reload in between makes it look old, never new
        TlsConnector connector = TlsConnector.to(endpoint, context, new ImapUpgrade());
        ScheduledExecutorService timer = newTimer();
        Properties properties = MailProperties.of(connector);
        try (Operation connecting = connector.clock().operation()) {
            SaslProtocol protocol =
                    new SaslProtocol(LEFT_TO_THE_SOCKET, endpoint.connectPort(), properties, quietLogger());
            return new ImapConnection(generation, connector, timer, protocol);
        } catch (IOException | ProtocolException | RuntimeException e) {
            timer.shutdownNow();
            throw notOpened(e, endpoint, connector);
        }
    }

    /** Whether the context has been reloaded since this connection was opened. */
    boolean outdated() {
        return connector.context().generation() != generation;
    }

    SaslProtocol protocol() {
        return protocol;
    }

    TlsConnector connector() {
        return connector;
    }

    OperationClock clock() {
        return connector.clock();
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** Knows who has logged in on it, by what; wiped when it is closed. */
    Redaction redaction() {
        return redaction;
    }

    ImapFailures failures() {
        return new ImapFailures(connector.endpoint(), redaction);
    }

    TlsException lost(IOException e) {
        return failures().lost(e, HandshakeWatch.nothing());
    }

    Socket socket() {
        return connector.socket();
    }

    /** Ends it without a goodbye. */
    void abandon() {
        try {
            socket().close();
        } catch (IOException e) {
            return; // closed is closed
        }
    }

    @Override
    public void close() {
        try (Operation goodbye = connector.clock().goodbye()) {
            Socket socket = socket();
            if (!socket.isClosed()) {
                socket.setSoTimeout(Math.toIntExact(Math.min(GOODBYE.toMillis(), Math.max(socket.getSoTimeout(), 1))));
                protocol.logout();
            }
        } catch (ProtocolException | SocketException e) {
            abandon(); // the server is gone already
        } finally {
            redaction.wipe();
            timer.shutdownNow();
        }
    }

    private static TlsException notOpened(Exception e, Endpoint endpoint, TlsConnector connector) {
        ImapFailures failures = new ImapFailures(endpoint, new Redaction());
        Response response = e instanceof ProtocolException said ? said.getResponse() : null;
        if (response != null && response.getException() instanceof IOException io) {
            return failures.lost(io, connector.watch());
        }
        if (e instanceof ConnectionException bye && response != null && response.isBYE()) {
            return failures.of("greet", bye);
        }
        boolean nonsense = e instanceof ProtocolException || e instanceof RuntimeException;
        if (nonsense && connector.handshake().isPresent()) {
            String words = response == null ? "" : ": " + ClearText.printable(response.toString());
            return new TlsException(
                    TlsFailure.PROTOCOL_ERROR,
                    "the server does not greet as IMAP servers do" + words,
                    "check that the port is one for imap",
                    e);
        }
        return failures.lost(e, connector.watch());
    }

    /** A daemon thread for the end of an IDLE; none until one is needed. */
    private static ScheduledExecutorService newTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "imap-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Debug output of the library goes nowhere. */
    private static MailLogger quietLogger() {
        return new MailLogger(ImapSession.class, "imap", false, new PrintStream(PrintStream.nullOutputStream()));
    }
}
