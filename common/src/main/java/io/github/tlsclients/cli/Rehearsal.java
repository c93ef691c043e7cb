package io.github.tlsclients.cli;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The commands of the modules on the class path, each against the embedded servers, for nothing but the classes that they
 * load: {@code common/bin/tls} archives those, and starts from the archive.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /**
     * Plays every command.
     *
     * @throws IOException if a server cannot be started
     */
    public static void main(String... args) throws IOException {
        Path folder = Files.createTempDirectory("tls-rehearsal");
        Path ca = folder.resolve("ca.pem");
        Path password = folder.resolve("password");
        try (LabPki pki = LabPki.create()) {
            LabAccount account = LabAccount.create();
            pki.root().writeTo(ca);
            Files.writeString(password, account.password());
            for (ProtocolModule module : ProtocolModule.all()) {
                for (String verb : module.verbs().names()) {
                    Commands.run(module, verb, "--help");
                }
                for (TlsMode mode : TlsMode.values()) {
                    try (LabServer server = module.startServer(mode, pki.server(), account)) {
                        String uri = Endpoint.of(module.protocol(), mode, "localhost", server.port())
                                .uri();
                        play(module, module.visitCommand(uri, "--ca " + ca), password);
                        play(
                                module,
                                "tls " + module.protocol().label() + " probe --json --ca " + ca + " " + uri,
                                password);
                    }
                }
            }
        } finally {
            for (Path file : List.of(ca, password, folder)) {
                Files.deleteIfExists(file);
            }
        }
        System.exit(0);
    }

    private static void play(ProtocolModule module, String command, Path password) {
        String arguments =
                command.substring(command.indexOf("tls " + module.protocol().label()) + "tls ".length());
        String[] words =
                arguments.replace("$PASSWORD_FILE", password.toString()).split(" ");
        Commands.run(module, Arrays.copyOfRange(words, 1, words.length));
    }
}
