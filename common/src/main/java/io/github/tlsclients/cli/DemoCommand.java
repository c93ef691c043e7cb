package io.github.tlsclients.cli;

import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** {@code tls <protocol> demo}. */
final class DemoCommand implements Callable<Integer> {
    private final ProtocolModule module;
    private final Syntax syntax;
    private final Supplier<Optional<String>> container;
    private final Supplier<Optional<String>> fault;
    private final WiretapOption wiretap;

    DemoCommand(ProtocolModule module, Syntax syntax) {
        syntax.description("Shows both modes against a server of the lab, and three failures on purpose.");
        this.module = module;
        this.syntax = syntax;
        container = syntax.option("--container")
                .label("SERVER")
                .description("run it against a real server in a container: a folder of <protocol>/docker")
                .value(String.class);
        fault = syntax.option("--fault")
                .label("NAME")
                .description("shows one attack instead, and how it fails: a name of tls lab --list-faults")
                .value(String.class);
        wiretap = new WiretapOption(syntax);
    }

    @Override
    public Integer call() throws Exception {
        Output output = syntax.output();
        if (fault.get().isPresent()) {
            return attack(fault.get().get(), output);
        }
        Demo demo = new Demo(module, wiretap.wiretap(), output);
        boolean asItShould =
                container.get().isPresent() ? demo.run(home(), container.get().get()) : demo.run();
        return asItShould ? 0 : 1;
    }

    private int attack(String name, Output output) throws IOException {
        if (container.get().isPresent()) {
            throw syntax.misused("a real server plays no --fault: leave --container out");
        }
        Fault attack = new FaultCatalogue(List.of(module)).named(name);
        return new FaultDemo(module, attack, output).run() ? 0 : 1;
    }

    /** The launcher tells where the project lies. */
    static Path home() {
        String home = System.getProperty("tls.home");
        if (home == null) {
            throw new TlsConfigException("the project's folder is not known", "run it by common/bin/tls");
        }
        return Path.of(home);
    }
}
