package io.github.tlsclients.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** {@code tls tour}: every demo, one table at the end. */
final class TourCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final Supplier<Optional<Wiretap>> report;

    TourCommand(Syntax syntax) {
        syntax.description("Runs every protocol's demo on embedded servers and ends with one table.");
        this.syntax = syntax;
        report = syntax.option("--report")
                .label("FILE")
                .description("put what an eavesdropper learns of the eight sessions on one page: .html (or .json)")
                .read(new Wiretap.FromFile())
                .value(Wiretap.class);
    }

    @Override
    public Integer call() throws Exception {
        Output output = syntax.output();
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        boolean asItShould = true;
        for (ProtocolModule module : ProtocolModule.all()) {
            Demo demo = new Demo(module, report.get(), output);
            asItShould &= demo.run();
            rows.put(module.protocol().label(), demo.outcomes());
        }
        output.result("");
        Demo.table(rows).forEach(output::result);
        output.result("");
        output.result(
                asItShould ? "each part did what it should" : "a part did not do what it should: look for NOT above");
        if (report.get().isPresent()) {
            report.get().get().tell(output);
        }
        return asItShould ? 0 : 1;
    }
}
