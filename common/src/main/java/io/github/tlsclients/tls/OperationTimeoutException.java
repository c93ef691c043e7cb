package io.github.tlsclients.tls;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** An operation has waited too long in all, however often something came meanwhile: see {@link OperationClock}. */
public final class OperationTimeoutException extends SocketTimeoutException {
    private static final long serialVersionUID = 1L;

    OperationTimeoutException(Duration limit) {
        super("the operation has taken longer than " + text(limit) + " in all");
    }

    private static String text(Duration limit) {
        long millis = limit.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
