package io.github.tlsclients.cli;

import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import java.io.IOException;
import java.util.Optional;

/** One attack, watched: what it is, what the two ends say to each other, and how the client ends it. */
final class FaultDemo {
    private final ProtocolModule module;
    private final Fault fault;
    private final Output output;

    FaultDemo(ProtocolModule module, Fault fault, Output output) {
        this.module = module;
        this.fault = fault;
        this.output = output;
    }

    /** Plays it in each mode that it can be played in; true if the client did as it should. */
    boolean run() throws IOException {
        Fault.Story story = fault.story();
        output.result(fault.name() + ": " + story.sentence());
        output.result("  the attacker " + story.attack().sentence() + " (" + story.source() + ")");
        boolean asItShould = true;
        try (LabPki pki = LabPki.create()) {
            for (TlsMode mode : TlsMode.values()) {
                if (fault.plays(module.protocol(), mode)) {
                    asItShould &= play(mode, pki);
                }
            }
        }
        return asItShould;
    }

    private boolean play(TlsMode mode, LabPki pki) throws IOException {
        String label = module.protocol().label();
        output.result("");
        output.result(module.protocol().scheme(mode) + " (C: and S: in clear, C* and S* inside TLS)");
        FaultTrial trial = FaultTrial.of(module, fault, mode, TlsProvider.JDK, pki, line -> output.result("  " + line));
        Optional<TlsException> refusal = trial.refusal();
        if (refusal.isPresent()) {
            TlsException e = refusal.get();
            output.result("    " + label + ": error: " + e.getMessage());
            output.result("    " + label + ": hint: " + e.hint());
            output.result("    " + e.failure() + ", exit code " + e.failure().exitCode());
        } else {
            output.result("    the client did its work; what the attacker said was not believed");
        }
        if (!trial.isAsItShould()) {
            output.result("    NOT AS IT SHOULD: "
                    + (trial.toldInClear()
                            ? "the password could be read on the way"
                            : "the end should be "
                                    + trial.expected().map(Enum::name).orElse("a success")));
        }
        return trial.isAsItShould();
    }
}
