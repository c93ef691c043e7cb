package io.github.tlsclients.cli;

import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays every fault to every client, in each mode, on both providers. */
final class ParityRun {
    /** They wait most of the time. */
    private static final int AT_ONCE = 8;

    private final List<ProtocolModule> modules;

    ParityRun(List<ProtocolModule> modules) {
        this.modules = modules;
    }

    /**
     * What came of one trial.
     *
     * @param end the failure's name; {@code not believed} if the client did its work
     */
    record Entry(String fault, String scheme, TlsProvider provider, String end, boolean asItShould) {
        @Override
        public String toString() {
            return fault + " over " + scheme + " by " + provider + ": " + end;
        }
    }

    /** {@return an entry for each trial} */
    List<Entry> entries() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "parity");
            thread.setDaemon(true);
            return thread;
        });
        try (LabPki pki = LabPki.create()) {
            pki.status(); // before several ask for it at once
            List<Future<Entry>> trials = new ArrayList<>();
            for (ProtocolModule module : modules) {
                for (TlsMode mode : TlsMode.values()) {
                    for (Fault fault : module.faults(mode)) {
                        for (TlsProvider provider : TlsProvider.values()) {
                            trials.add(pool.submit(() -> entry(module, fault, mode, provider, pki)));
                        }
                    }
                }
            }
            List<Entry> entries = new ArrayList<>();
            try (Progress.Steps steps = Progress.steps("faults", trials.size())) {
                for (Future<Entry> trial : trials) {
                    entries.add(trial.get());
                    steps.step();
                }
            }
            return entries;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a trial tells what went wrong", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Entry entry(ProtocolModule module, Fault fault, TlsMode mode, TlsProvider provider, LabPki pki) {
        String scheme = module.protocol().scheme(mode);
        try {
            FaultTrial trial = FaultTrial.of(module, fault, mode, provider, pki, line -> {});
            String end =
                    trial.refusal().map(TlsException::failure).map(Enum::name).orElse("not believed");
            return new Entry(fault.name(), scheme, provider, end, trial.isAsItShould());
        } catch (IOException e) {
            return new Entry(fault.name(), scheme, provider, String.valueOf(e.getMessage()), false);
        }
    }
}
