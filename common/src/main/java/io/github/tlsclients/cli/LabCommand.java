package io.github.tlsclients.cli;

import io.github.tlsclients.tls.TlsConfigException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code tls lab}: the embedded servers, honest and hostile, and what the hostile ones do. */
final class LabCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final Supplier<Optional<String>> protocol;
    private final Supplier<Optional<String>> fault;
    private final Supplier<Boolean> list;
    private final Supplier<Boolean> parity;
    private final Supplier<Boolean> json;

    LabCommand(Syntax syntax) {
        syntax.description(
                "Runs an embedded server in both modes, until interrupted: point curl, openssl or swaks at it.",
                "With --fault a hostile one: what is said to it is shown as it comes.");
        this.syntax = syntax;
        protocol = syntax.optionalArgument("PROTOCOL", "http, smtp, imap or ftp");
        fault = syntax.option("--fault")
                .label("NAME")
                .description("a hostile server: one of --list-faults")
                .value(String.class);
        list = syntax.option("--list-faults")
                .description("what the hostile servers do, of one PROTOCOL or of all")
                .flag();
        parity = syntax.option("--parity")
                .description("plays every fault to our own clients, in each mode and on both providers, and writes the"
                        + " table as Markdown")
                .flag();
        json = syntax.option("--json")
                .description("the list, or each trial of --parity, as one JSON document")
                .flag();
    }

    @Override
    public Integer call() throws Exception {
        requireOneThing();
        Output output = syntax.output();
        FaultCatalogue catalogue = new FaultCatalogue(modules());
        if (list.get()) {
            return list(catalogue, output);
        }
        if (parity.get()) {
            return parity(catalogue, output);
        }
        ProtocolModule module = modules().get(0);
        try (ForegroundLab lab = fault.get().isPresent()
                ? ForegroundLab.hostile(module, catalogue.named(fault.get().get()), output)
                : ForegroundLab.honest(module, output)) {
            lab.run();
        }
        return 0;
    }

    private void requireOneThing() {
        int things = (fault.get().isPresent() ? 1 : 0) + (list.get() ? 1 : 0) + (parity.get() ? 1 : 0);
        if (things > 1) {
            throw syntax.misused("--fault, --list-faults and --parity are three things");
        }
        if (protocol.get().isEmpty() && !list.get() && !parity.get()) {
            throw syntax.misused("Missing required parameter: 'PROTOCOL'");
        }
        if (json.get() && !list.get() && !parity.get()) {
            throw syntax.misused("--json goes with --list-faults or --parity");
        }
    }

    private int list(FaultCatalogue catalogue, Output output) {
        if (json.get()) {
            output.json(catalogue.data());
        } else {
            catalogue.text().forEach(output::result);
        }
        return 0;
    }

    private int parity(FaultCatalogue catalogue, Output output) throws InterruptedException {
        List<ParityRun.Entry> entries = new ParityRun(modules()).entries();
        if (json.get()) {
            output.json(entries);
        } else {
            catalogue.table().forEach(output::result);
        }
        List<ParityRun.Entry> wrong =
                entries.stream().filter(entry -> !entry.asItShould()).toList();
        wrong.forEach(entry -> output.note("lab: not as it should: " + entry));
        output.note(
                "lab: " + (entries.size() - wrong.size()) + " of " + entries.size() + " trials ended as they should");
        return wrong.isEmpty() ? 0 : 1;
    }

    private List<ProtocolModule> modules() {
        List<ProtocolModule> all = ProtocolModule.all();
        if (protocol.get().isEmpty()) {
            return all;
        }
        String wanted = protocol.get().get();
        List<ProtocolModule> named = all.stream()
                .filter(module -> module.protocol().label().equals(wanted))
                .toList();
        if (named.isEmpty()) {
            throw new TlsConfigException(
                    "there is no lab for \"" + wanted + "\"",
                    "there is one for "
                            + all.stream()
                                    .map(module -> module.protocol().label())
                                    .collect(Collectors.joining(", ")));
        }
        return named;
    }
}
