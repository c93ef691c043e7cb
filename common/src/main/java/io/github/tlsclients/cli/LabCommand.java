package io.github.tlsclients.cli;

import io.github.tlsclients.tls.TlsConfigException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tls lab}: the embedded servers, honest and hostile, and what the hostile ones do. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = {
            "Runs an embedded server in both modes, until interrupted: point curl, openssl or swaks at it.",
            "With --fault a hostile one: what is said to it is shown as it comes."
        })
final class LabCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "PROTOCOL", description = "http, smtp, imap or ftp")
    private @Nullable String protocol;

    @Option(names = "--fault", paramLabel = "NAME", description = "a hostile server: one of --list-faults")
    private @Nullable String fault;

    @Option(names = "--list-faults", description = "what the hostile servers do, of one PROTOCOL or of all")
    private boolean list;

    @Option(
            names = "--parity",
            description = "plays every fault to our own clients, in each mode and on both providers, and writes the"
                    + " table as Markdown")
    private boolean parity;

    @Option(names = "--json", description = "the list, or each trial of --parity, as one JSON document")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        requireOneThing();
        Output output = Commands.output(spec.commandLine());
        FaultCatalogue catalogue = new FaultCatalogue(modules());
        if (list) {
            return list(catalogue, output);
        }
        if (parity) {
            return parity(catalogue, output);
        }
        ProtocolModule module = modules().get(0);
        try (ForegroundLab lab = fault == null
                ? ForegroundLab.honest(module, output)
                : ForegroundLab.hostile(module, catalogue.named(fault), output)) {
            lab.run();
        }
        return 0;
    }

    private void requireOneThing() {
        int things = (fault == null ? 0 : 1) + (list ? 1 : 0) + (parity ? 1 : 0);
        if (things > 1) {
            throw new ParameterException(spec.commandLine(), "--fault, --list-faults and --parity are three things");
        }
        if (protocol == null && !list && !parity) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PROTOCOL'");
        }
        if (json && !list && !parity) {
            throw new ParameterException(spec.commandLine(), "--json goes with --list-faults or --parity");
        }
    }

    private int list(FaultCatalogue catalogue, Output output) {
        if (json) {
            output.json(catalogue.data());
        } else {
            catalogue.text().forEach(output::result);
        }
        return 0;
    }

    private int parity(FaultCatalogue catalogue, Output output) throws InterruptedException {
        List<ParityRun.Entry> entries = new ParityRun(modules()).entries();
        if (json) {
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
        if (protocol == null) {
            return all;
        }
        List<ProtocolModule> named = all.stream()
                .filter(module -> module.protocol().label().equals(protocol))
                .toList();
        if (named.isEmpty()) {
            throw new TlsConfigException(
                    "there is no lab for \"" + protocol + "\"",
                    "there is one for "
                            + all.stream()
                                    .map(module -> module.protocol().label())
                                    .collect(Collectors.joining(", ")));
        }
        return named;
    }
}
