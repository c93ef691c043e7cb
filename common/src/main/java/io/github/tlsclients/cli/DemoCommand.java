package io.github.tlsclients.cli;

import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tls <protocol> demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Shows both modes against a server of the lab, and three failures on purpose.")
final class DemoCommand implements Callable<Integer> {
    private final ProtocolModule module;

    @Option(
            names = "--container",
            paramLabel = "SERVER",
            description = "run it against a real server in a container: a folder of <protocol>/docker")
    private @Nullable String container;

    @Option(
            names = "--fault",
            paramLabel = "NAME",
            description = "shows one attack instead, and how it fails: a name of tls lab --list-faults")
    private @Nullable String fault;

    @Mixin
    private final WiretapOption wiretap = new WiretapOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    DemoCommand(ProtocolModule module) {
        this.module = module;
    }

    @Override
    public Integer call() throws Exception {
        Output output = Commands.output(spec.commandLine());
        if (fault != null) {
            return attack(fault, output);
        }
        Demo demo = new Demo(module, wiretap.wiretap(), output);
        boolean asItShould = container == null ? demo.run() : demo.run(home(), container);
        return asItShould ? 0 : 1;
    }

    private int attack(String name, Output output) throws IOException {
        if (container != null) {
            throw new ParameterException(spec.commandLine(), "a real server plays no --fault: leave --container out");
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
