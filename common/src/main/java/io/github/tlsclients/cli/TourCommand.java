package io.github.tlsclients.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tls tour}: every demo, one table at the end. */
@Command(
        name = "tour",
        mixinStandardHelpOptions = true,
        description = "Runs every protocol's demo on embedded servers and ends with one table.")
final class TourCommand implements Callable<Integer> {
    @Option(
            names = "--report",
            paramLabel = "FILE",
            converter = Wiretap.FromFile.class,
            description = "put what an eavesdropper learns of the eight sessions on one page: .html (or .json)")
    private @Nullable Wiretap report;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Output output = Commands.output(spec.commandLine());
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        boolean asItShould = true;
        for (ProtocolModule module : ProtocolModule.all()) {
            Demo demo = new Demo(module, Optional.ofNullable(report), output);
            asItShould &= demo.run();
            rows.put(module.protocol().label(), demo.outcomes());
        }
        output.result("");
        Demo.table(rows).forEach(output::result);
        output.result("");
        output.result(
                asItShould ? "each part did what it should" : "a part did not do what it should: look for NOT above");
        if (report != null) {
            report.tell(output);
        }
        return asItShould ? 0 : 1;
    }
}
