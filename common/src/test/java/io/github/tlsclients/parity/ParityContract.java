package io.github.tlsclients.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.tlsclients.cli.FaultTrial;
import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault that can be played to a protocol's client, in both modes, on both providers: refused, for its own reason,
 * and nothing secret was said in clear. Most faults that hold a client up do so for seconds; so they run side by side.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
public abstract class ParityContract {
    private final LabPki pki = LabPki.create();

    /** The protocol under test. */
    protected abstract ProtocolModule module();

    @BeforeAll
    void makeTheRoot() {
        pki.status();
    }

    @AfterAll
    void close() {
        pki.close();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cells")
    void refusesAndNames(Fault fault, TlsMode mode, TlsProvider provider) throws IOException {
        FaultTrial trial = FaultTrial.of(module(), fault, mode, provider, pki, line -> {});

        assertThat(trial.refusal().map(TlsException::failure))
                .as(() -> told(trial))
                .isEqualTo(fault.failure(module().protocol(), mode));
        assertThat(trial.isAsItShould()).as(() -> told(trial)).isTrue();
        trial.refusal().ifPresent(refusal -> {
            assertThat(refusal.getMessage()).isNotBlank().doesNotContain("\n");
            assertThat(refusal.hint()).isNotBlank().doesNotContain("\n");
        });
    }

    /** The counter-check: the same servers without a fault. */
    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void isAtHomeWhereNothingIsWrong(TlsMode mode) throws IOException {
        FaultTrial trial = FaultTrial.of(module(), new Nothing(), mode, TlsProvider.JDK, pki, line -> {});

        assertThat(trial.refusal()).as(() -> told(trial)).isEmpty();
        assertThat(trial.toldInClear()).isFalse();
    }

    /** The connection is reset after one step, then after two, and so on, until the visit comes through. */
    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void survivesAResetAtEveryStep(TlsMode mode) throws IOException {
        LabAccount account = LabAccount.create();
        Stage stage = new Stage(module().protocol(), mode, new Nothing(), pki, account);
        TlsContext client =
                TlsContext.of(stage.client().timeout(Duration.ofSeconds(20)).build());
        int resets = 0;
        for (int step = 0; ; step++) {
            try (HostileServer server = HostileServer.start(stage, module().script(stage), step, line -> {})) {
                Endpoint endpoint = Endpoint.of(module().protocol(), mode, "localhost", server.port());
                assertThatCode(() -> module().visit(endpoint, client, account))
                        .as("step %d: %s", step, server.journal())
                        .satisfiesAnyOf(
                                thrown -> assertThat(thrown).isNull(),
                                thrown -> assertThat(thrown).isInstanceOf(TlsException.class));
                assertThat(server.toldInClear(account.password())).isFalse();
                boolean reset = server.journal().stream().anyMatch(line -> line.contains("is reset"));
                if (!reset) {
                    break;
                }
                resets++;
            }
        }
        assertThat(resets).isGreaterThan(2);
    }

    /** Each protocol answers for its two columns; the table is written by {@code tls lab --parity}. */
    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void theReadmesTableSaysSo(TlsMode mode) throws IOException {
        int column = 3 + 2 * module().protocol().ordinal() + mode.ordinal();
        Map<String, String> published =
                Files.readAllLines(ServerContainer.repository().resolve("common/README.md")).stream()
                        .filter(line -> line.matches("\\| `[A-Z0-9_]+` \\|.*"))
                        .map(line -> line.split(" *\\| *"))
                        .filter(cells -> cells.length == 3 + 2 * Protocol.values().length)
                        .filter(cells -> !cells[column].equals("–"))
                        .collect(Collectors.toMap(cells -> cells[1].replace("`", ""), cells -> cells[column]));

        Map<String, String> played = module().faults(mode).stream()
                .collect(Collectors.toMap(
                        Fault::name,
                        fault -> fault.failure(module().protocol(), mode)
                                .map(failure -> String.valueOf(failure.exitCode()))
                                .orElse("0")));
        assertThat(published).containsExactlyInAnyOrderEntriesOf(played);
    }

    Stream<Arguments> cells() {
        return Stream.of(TlsMode.values())
                .flatMap(mode -> module().faults(mode).stream()
                        .flatMap(fault ->
                                Stream.of(TlsProvider.values()).map(provider -> Arguments.of(fault, mode, provider))));
    }

    private static String told(FaultTrial trial) {
        return trial.refusal().map(TlsException::toString).orElse("went through") + "\n"
                + String.join("\n", trial.journal());
    }

    /** An honest server. */
    private record Nothing() implements Fault {
        @Override
        public String name() {
            return "NOTHING";
        }

        @Override
        public Story story() {
            throw new UnsupportedOperationException("there is nothing to tell");
        }

        @Override
        public boolean plays(Protocol protocol, TlsMode mode) {
            return true;
        }

        @Override
        public Optional<TlsFailure> failure(Protocol protocol, TlsMode mode) {
            return Optional.empty();
        }
    }
}
