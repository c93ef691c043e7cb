package io.github.tlsclients.tls;

import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Bounds a handshake in all. Nobody tells where it ends, so JSSE is asked whenever something is read or written. */
final class HandshakeTime {
    private final SSLSocket tls;
    private final TimedSocket tcp;
    private final Duration limit;
    private @Nullable OperationClock before;
    private boolean begun;
    private boolean agreed;

    HandshakeTime(SSLSocket tls, TimedSocket tcp, Duration limit) {
        this.tls = tls;
        this.tcp = tcp;
        this.limit = limit;
    }

    /** Called before each read and write; the first one begins it. */
    synchronized boolean isOver() {
        if (!begun) {
            begun = true;
            before = tcp.clock();
            if (before != null && before.isRunning()) {
                return true; // the operation's clock bounds it
            }
            OperationClock own = OperationClock.perOperation(limit);
            own.operation(); // as long as this clock is used
            tcp.timedBy(own);
            return false;
        }
        // there is such a session from the ServerHello until the handshake has finished
        boolean handshaking = tls.getHandshakeSession() != null;
        boolean over = agreed && !handshaking;
        agreed |= handshaking;
        if (over) {
            tcp.timedBy(before);
        }
        return over;
    }
}
