package io.github.tlsclients.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The command that {@code tls lab PROTOCOL --fault NAME} tells to try runs into the fault, and ends as it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LabCommandContract {
    private final LabPki pki = LabPki.create();
    private final LabAccount account = LabAccount.create();

    /** The protocol under test. */
    protected abstract ProtocolModule module();

    @AfterAll
    void close() {
        pki.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("attacks")
    void endsAsTheLabSays(Fault fault, TlsMode mode, @TempDir Path folder) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), account.password());
        Path ca = pki.root().writeTo(folder.resolve("ca.pem"));
        Stage stage = new Stage(module().protocol(), mode, fault, pki, account);
        try (HostileServer server = HostileServer.start(stage, module().script(stage))) {
            String command = ForegroundLab.command(module(), fault, mode, server.port());

            ToolRun run = run(command.replace("$PASSWORD_FILE", password.toString())
                    .replace("$CA", ca.toString())
                    .replace("--timeout 5s", "--timeout 300ms"));

            assertThat(run.exitCode())
                    .as(() -> command + "\n" + run.out() + run.err() + String.join("\n", server.journal()))
                    .isEqualTo(fault.failure(module().protocol(), mode)
                            .map(TlsFailure::exitCode)
                            .orElse(0));
        }
    }

    /** Each fault in one mode. */
    Stream<Arguments> attacks() {
        Map<Fault, TlsMode> attacks = new LinkedHashMap<>();
        for (TlsMode mode : TlsMode.values()) {
            module().faults(mode).forEach(fault -> attacks.putIfAbsent(fault, mode));
        }
        return attacks.entrySet().stream().map(attack -> Arguments.of(attack.getKey(), attack.getValue()));
    }

    /** The command behind {@code echo hello |}, if that is there. */
    private static ToolRun run(String command) {
        InputStream standardIn = System.in;
        System.setIn(new ByteArrayInputStream("hello\n".getBytes(StandardCharsets.UTF_8)));
        try {
            return ToolRun.of(
                    command.substring(command.indexOf("tls ") + "tls ".length()).split(" "));
        } finally {
            System.setIn(standardIn);
        }
    }
}
