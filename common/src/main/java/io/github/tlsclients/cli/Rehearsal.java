package io.github.tlsclients.cli;

import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The commands of the modules on the class path, each against the embedded servers, for nothing but the classes that they
 * load: {@code common/bin/tls} archives those, and starts from the archive.
 */
public final class Rehearsal {
    private final Path ca;
    private final Path password;
    private final LabPki pki;
    private final LabAccount account = LabAccount.create();

    private Rehearsal(Path folder, LabPki pki) throws IOException {
        this.ca = pki.root().writeTo(folder.resolve("ca.pem"));
        this.password = Files.writeString(folder.resolve("password"), account.password());
        this.pki = pki;
    }

    /**
     * Plays every command.
     *
     * @throws IOException if a server cannot be started
     */
    public static void main(String... args) throws IOException {
        Path folder = Files.createTempDirectory("tls-rehearsal");
        try (LabPki pki = LabPki.create()) {
            Rehearsal rehearsal = new Rehearsal(folder, pki);
            for (ProtocolModule module : ProtocolModule.all()) {
                rehearsal.play(module);
            }
        } finally {
            for (String file : List.of("ca.pem", "password", "")) {
                Files.deleteIfExists(folder.resolve(file));
            }
        }
        System.exit(0);
    }

    private void play(ProtocolModule module) throws IOException {
        for (String verb : module.verbs().names()) {
            Commands.run(module, verb, "--help");
        }
        for (TlsMode mode : TlsMode.values()) {
            try (LabServer server = module.startServer(mode, pki.server(), account)) {
                String uri = uri(module, mode, server.port());
                for (String version : List.of("1.2", "1.3")) {
                    String options = "--tls " + version + " --ca " + ca;
                    run(module, module.visitCommand(uri, options));
                    for (String command : module.usualCommands(uri, options)) {
                        run(module, command);
                    }
                }
                run(module, "tls " + module.protocol().label() + " probe --json --ca " + ca + " " + uri);
            }
        }
        loginWithoutProof(module);
    }

    /** No embedded server has SCRAM; one that lies in its last step comes nearest. */
    private void loginWithoutProof(ProtocolModule module) throws IOException {
        for (Fault fault : module.ownFaults()) {
            if (fault.failure(module.protocol(), TlsMode.IMPLICIT).equals(Optional.of(TlsFailure.SERVER_NOT_PROVEN))) {
                Stage stage = new Stage(module.protocol(), TlsMode.IMPLICIT, fault, pki, account);
                try (HostileServer server = HostileServer.start(stage, module.script(stage))) {
                    String uri = uri(module, TlsMode.IMPLICIT, server.port());
                    run(module, module.visitCommand(uri, "--ca " + ca));
                }
            }
        }
    }

    private static String uri(ProtocolModule module, TlsMode mode, int port) {
        return Endpoint.of(module.protocol(), mode, "localhost", port).uri();
    }

    private void run(ProtocolModule module, String command) {
        String protocol = "tls " + module.protocol().label() + " ";
        String arguments = command.substring(command.indexOf(protocol) + protocol.length());
        Commands.run(
                module, arguments.replace("$PASSWORD_FILE", password.toString()).split(" "));
    }
}
