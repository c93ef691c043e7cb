package io.github.tlsclients.cli;

import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One client's visit to one hostile server, and what came of it.
 *
 * @param expected how a sound client ends; empty if it takes no notice
 * @param refusal how it ended; empty if it went through
 * @param toldInClear whether the password could be read on the way
 * @param said how many bytes the server got rid of
 * @param journal what was said
 */
public record FaultTrial(
        Optional<TlsFailure> expected,
        Optional<TlsException> refusal,
        boolean toldInClear,
        long said,
        List<String> journal) {
    /** Faults that keep a client waiting end by this; the upgrade's own patience is shorter by a little. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final Duration ENOUGH = Duration.ofSeconds(30);

    /** Far beyond each of them. */
    private static final Duration HANGS = Duration.ofSeconds(45);

    /**
     * More than any of our clients reads before it has had enough, and the kernel takes for it: up to 32 MiB for the
     * reader, 4 for the writer. A client that reads on until its time is up has taken many times that.
     */
    private static final long A_LOT = 64 << 20;

    /**
     * Plays a fault to this protocol's client, doing what it typically does.
     *
     * @param watcher is told the journal's lines as they come
     * @throws IOException if the server cannot listen, or the client hangs
     */
    public static FaultTrial of(
            ProtocolModule module,
            Fault fault,
            TlsMode mode,
            TlsProvider provider,
            LabPki pki,
            Consumer<String> watcher)
            throws IOException {
        LabAccount account = LabAccount.create();
        Stage stage = new Stage(module.protocol(), mode, fault, pki, account);
        Optional<TlsFailure> expected = fault.failure(module.protocol(), mode);
        boolean waits = expected.equals(Optional.of(TlsFailure.TIMEOUT));
        TlsContext client = TlsContext.of(stage.client()
                .provider(provider)
                .timeout(waits ? SHORT : ENOUGH)
                .build());
        try (HostileServer server = HostileServer.start(stage, module.script(stage), Integer.MAX_VALUE, watcher)) {
            Endpoint endpoint = Endpoint.of(module.protocol(), mode, "localhost", server.port());
            Optional<TlsException> refusal = visit(module, fault, endpoint, client, account);
            server.settled();
            return new FaultTrial(
                    expected, refusal, server.toldInClear(account.password()), server.said(), server.journal());
        }
    }

    /** Whether the client did as it should, told nobody the password, and did not read on for ever. */
    public boolean isAsItShould() {
        return refusal.map(TlsException::failure).equals(expected) && !toldInClear && said < A_LOT;
    }

    /** In a thread of its own: a client that hangs must not take the judge with it. */
    private static Optional<TlsException> visit(
            ProtocolModule module, Fault fault, Endpoint endpoint, TlsContext client, LabAccount account)
            throws IOException {
        FutureTask<Optional<TlsException>> visit = new FutureTask<>(() -> {
            try {
                module.visit(fault, endpoint, client, account);
                return Optional.empty();
            } catch (TlsException e) {
                return Optional.of(e);
            }
        });
        Thread thread = new Thread(visit, "victim");
        thread.setDaemon(true);
        thread.start();
        try {
            return visit.get(HANGS.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the client hangs: " + List.of(thread.getStackTrace()), e);
        } catch (ExecutionException e) {
            throw new IOException("the client fails without a diagnosis", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
