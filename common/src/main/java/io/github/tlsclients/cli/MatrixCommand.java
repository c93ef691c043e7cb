package io.github.tlsclients.cli;

import io.github.tlsclients.lab.ContainerServer;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.matrix.Matrix;
import io.github.tlsclients.matrix.MatrixServer;
import io.github.tlsclients.matrix.MatrixTable;
import io.github.tlsclients.matrix.Plan;
import io.github.tlsclients.matrix.Result;
import io.github.tlsclients.matrix.Result.Outcome;
import io.github.tlsclients.matrix.ServerHost;
import io.github.tlsclients.matrix.Visitor;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code tls matrix}: which client works with which server, found out by trying. */
final class MatrixCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final Supplier<List<String>> names;
    private final Supplier<Boolean> complete;
    private final Supplier<Boolean> json;

    MatrixCommand(Syntax syntax) {
        syntax.description(
                "Tries every server in a container with each mode, version, provider, key and client certificate, and"
                        + " writes the table of what works as Markdown.",
                "Pairwise, unless --complete is given: so many pairings that any two values meet.");
        this.syntax = syntax;
        names = syntax.arguments("SERVER", "only these, such as nginx or postfix");
        complete = syntax.option("--complete")
                .description("the whole product of pairings")
                .flag();
        json = syntax.option("--json")
                .description("each trial and what it agreed on, as one JSON document")
                .flag();
    }

    @Override
    public Integer call() throws Exception {
        Output output = syntax.output();
        Map<MatrixServer, ProtocolModule> servers = servers();
        Matrix matrix = new Matrix(host(DemoCommand.home()), complete.get() ? Plan.COMPLETE : Plan.PAIRWISE);
        Map<MatrixServer, List<Result>> results = new LinkedHashMap<>();
        try (Progress.Steps steps = Progress.steps("matrix", matrix.size(servers.keySet()))) {
            for (Map.Entry<MatrixServer, ProtocolModule> server : servers.entrySet()) {
                results.put(
                        server.getKey(),
                        matrix.of(server.getKey(), visitor(server.getValue()), result -> steps.step()));
            }
        }
        print(output, results);
        List<Result> failed = results.values().stream()
                .flatMap(List::stream)
                .filter(result -> result.outcome() == Outcome.FAILED)
                .toList();
        failed.forEach(result -> output.note("matrix: " + result));
        return failed.isEmpty() ? 0 : 1;
    }

    private void print(Output output, Map<MatrixServer, List<Result>> results) {
        if (json.get()) {
            output.json(results.values().stream().flatMap(List::stream).toList());
            return;
        }
        List<String> lines = new ArrayList<>(MatrixTable.head());
        results.forEach((server, ofIt) -> lines.add(MatrixTable.row(server, ofIt)));
        lines.add("");
        results.keySet().forEach(server -> lines.addAll(MatrixTable.limits(server)));
        lines.forEach(output::result);
    }

    private Map<MatrixServer, ProtocolModule> servers() {
        Map<MatrixServer, ProtocolModule> all = new LinkedHashMap<>();
        ProtocolModule.all().forEach(module -> module.servers().forEach(server -> all.put(server, module)));
        Set<String> known = all.keySet().stream().map(MatrixServer::name).collect(Collectors.toSet());
        for (String name : names.get()) {
            if (!known.contains(name)) {
                throw new TlsConfigException(
                        "there is no server \"" + name + "\" in the matrix",
                        "there is " + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        if (!names.get().isEmpty()) {
            all.keySet().removeIf(server -> !names.get().contains(server.name()));
        }
        return all;
    }

    private static Visitor visitor(ProtocolModule module) {
        return (endpoint, context, account) ->
                module.visit(endpoint, context, account).report();
    }

    private static ServerHost host(Path home) {
        return (MatrixServer server, ServerSetup setup) -> {
            ContainerServer container = ContainerServer.start(home, server.protocol(), server.name(), setup);
            return new ServerHost.Running() {
                @Override
                public Map<TlsMode, Integer> ports() {
                    return container.ports();
                }

                @Override
                public void close() throws IOException {
                    container.close();
                }
            };
        };
    }
}
