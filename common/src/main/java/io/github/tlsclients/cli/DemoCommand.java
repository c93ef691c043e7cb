package io.github.tlsclients.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tls <protocol> demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Shows both modes against the embedded server, and three failures on purpose.")
final class DemoCommand implements Callable<Integer> {
    private final ProtocolModule module;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    DemoCommand(ProtocolModule module) {
        this.module = module;
    }

    @Override
    public Integer call() throws Exception {
        return new Demo(module, Commands.output(spec.commandLine())).run() ? 0 : 1;
    }
}
