package io.github.tlsclients.imap;

import io.github.tlsclients.tls.OperationClock;
import io.github.tlsclients.tls.OperationClock.Operation;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.iap.ResponseHandler;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/**
 * IDLE (RFC 2177) in the mailbox that is open: from the command to the server's answer to DONE.
 *
 * <p>The wait is ended by DONE and never by a read timeout: that could strike in the middle of a reply, and the rest of
 * it would be taken for another.
 */
final class Idling {
    private final IMAPProtocol protocol;
    private final Socket socket;
    private final ScheduledExecutorService timer;
    private final OperationClock clock;
    private volatile boolean ended;
    private volatile Runnable running = () -> {};

    Idling(ImapConnection connection) throws SocketException {
        this.protocol = connection.protocol();
        this.socket = connection.socket();
        this.timer = connection.timer();
        this.clock = connection.clock();
    }

    /** Ends the wait, or the next one if there is none. For another thread, which does not have to wait for it. */
    void endIf(boolean needed) {
        if (needed) {
            ended = true;
            timer.execute(running);
        }
    }

    /**
     * Waits until the server tells of a message, or the wait is over or ended.
     *
     * @param longest for how long; the server's silence after that is bounded by the socket's timeout as always
     * @return whether there may be a message
     */
    boolean await(Duration longest) throws ProtocolException, IOException {
        AtomicBoolean told = new AtomicBoolean();
        ResponseHandler listener = response -> {
            if (response instanceof IMAPResponse imap && imap.keyEquals("EXISTS")) {
                told.set(true);
            }
        };
        int silence = socket.getSoTimeout();
        protocol.addResponseHandler(listener);
        try {
            // the library waits for the server's "+" alone: a NO instead of it ends as a timeout
            protocol.idleStart();
            socket.setSoTimeout(Math.toIntExact(Math.addExact(longest.toMillis(), silence)));
            awaitNews(longest, told);
        } finally {
            protocol.removeResponseHandler(listener);
            if (!socket.isClosed()) {
                socket.setSoTimeout(silence);
            }
        }
        return told.get();
    }

    private void awaitNews(Duration longest, AtomicBoolean told) throws ProtocolException {
        AtomicBoolean over = new AtomicBoolean();
        Operation wait = clock.pause();
        Runnable done = () -> {
            // a second DONE would be taken for a command
            if (over.compareAndSet(false, true)) {
                wait.close(); // its answer must not take longer than others
                protocol.idleAbort();
            }
        };
        running = done;
        if (ended) {
            done.run();
        }
        ScheduledFuture<?> end = timer.schedule(done, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            boolean more = true;
            while (more) {
                if (told.get()) {
                    done.run();
                }
                Response response = protocol.readIdleResponse();
                more = protocol.processIdleResponse(response);
            }
        } finally {
            over.set(true);
            wait.close();
            end.cancel(false);
        }
    }
}
