package io.github.tlsclients.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.matrix.Matrix;
import io.github.tlsclients.matrix.MatrixServer;
import io.github.tlsclients.matrix.MatrixTable;
import io.github.tlsclients.matrix.Plan;
import io.github.tlsclients.matrix.Result;
import io.github.tlsclients.matrix.Result.Outcome;
import io.github.tlsclients.matrix.ServerHost;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A protocol's rows of the matrix: each server, pairwise, or with {@code -Pmatrix} in each pairing; and the README's table
 * is what {@code tls matrix} writes.
 */
public abstract class MatrixContract {
    private static final Plan PLAN = Boolean.getBoolean("matrix.complete") ? Plan.COMPLETE : Plan.PAIRWISE;

    /** The protocol under test. */
    protected abstract ProtocolModule module();

    List<MatrixServer> servers() {
        return module().servers();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void eachPairingPassesOrIsExplained(String name) throws IOException {
        MatrixServer server = servers().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();

        List<Result> results = new Matrix(MatrixContract::start, PLAN)
                .of(
                        server,
                        (to, context, account) ->
                                module().visit(to, context, account).report(),
                        result -> {});

        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.PASSED)
                .isNotEmpty();
        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.FAILED)
                .isEmpty();
        assertThat(readme()).contains(MatrixTable.row(server, results));
    }

    @Test
    void eachRecipeIsInTheMatrix() throws IOException {
        Path recipes = ServerContainer.repository()
                .resolve(module().protocol().label())
                .resolve("docker");
        try (Stream<Path> folders = Files.list(recipes)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsAll(servers().stream().map(MatrixServer::name).toList());
        }
    }

    @Test
    void theReadmeHasTheTable() throws IOException {
        assertThat(readme()).containsSubsequence(MatrixTable.head());
        for (MatrixServer server : servers()) {
            assertThat(readme()).contains(MatrixTable.row(server, List.of()));
            assertThat(readme()).containsAll(MatrixTable.limits(server));
        }
    }

    Stream<String> names() {
        return servers().stream().map(MatrixServer::name);
    }

    private static List<String> readme() throws IOException {
        return Files.readAllLines(ServerContainer.repository().resolve("README.md"));
    }

    private static ServerHost.Running start(MatrixServer server, ServerSetup setup) throws IOException {
        ServerContainer container = ServerContainer.start(setup, server.protocol(), server.name());
        Map<TlsMode, Integer> ports = new EnumMap<>(TlsMode.class);
        for (TlsMode mode : TlsMode.values()) {
            int inside = server.protocol().defaultPort(mode);
            if (container.exposes(inside)) {
                ports.put(mode, container.port(inside));
            }
        }
        return new ServerHost.Running() {
            @Override
            public Map<TlsMode, Integer> ports() {
                return ports;
            }

            @Override
            public void close() {
                container.close();
            }
        };
    }
}
