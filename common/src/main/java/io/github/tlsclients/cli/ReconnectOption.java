package io.github.tlsclients.cli;

import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The option of probes that connects a second time, to see whether that resumes the TLS session of the first. */
public final class ReconnectOption {
    private final Supplier<Boolean> reconnect;

    /** Adds it. */
    public ReconnectOption(Syntax syntax) {
        reconnect = syntax.option("--reconnect")
                .description("connect twice, and tell whether the second time resumed the first one's TLS session")
                .flag();
    }

    /**
     * Probes once or twice, and prints a report each as the result; with JSON, two are one list.
     *
     * @param probe connects and leaves; each time with the same {@link io.github.tlsclients.tls.TlsContext}, which holds
     *     the sessions
     * @throws TlsException if a connection fails, diagnosed; what an earlier one came to is not printed then
     */
    public void run(Output output, boolean json, Probe probe) throws TlsException {
        SessionReport first = probe.connect();
        if (!reconnect.get()) {
            output.reportAsResult(first, json);
            return;
        }
        SessionReport second = probe.connect();
        if (json) {
            output.json(List.of(first, second));
            return;
        }
        output.reportAsResult(first, false);
        output.reportAsResult(second, false);
        output.result(String.format(
                Locale.ROOT,
                "%s: handshake %.1f ms, after %.1f ms the first time",
                second.resumed() ? "resumed" : "not resumed",
                second.timing().handshakeMillis(),
                first.timing().handshakeMillis()));
    }

    /** A connection that is made for its report. */
    @FunctionalInterface
    public interface Probe {
        /**
         * Connects, and leaves.
         *
         * @throws TlsException if that fails, diagnosed
         */
        SessionReport connect() throws TlsException;
    }
}
