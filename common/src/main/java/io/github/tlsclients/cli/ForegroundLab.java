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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Servers in the foreground, with the files that a client needs to visit them, until they are interrupted. */
final class ForegroundLab implements AutoCloseable {
    private final ProtocolModule module;
    private final Output output;
    private final LabPki pki = LabPki.create();
    private final LabAccount account = LabAccount.create();
    private final Map<TlsMode, LabServer> servers = new EnumMap<>(TlsMode.class);
    private final List<String> hints = new ArrayList<>();

    private ForegroundLab(ProtocolModule module, Output output) {
        this.module = module;
        this.output = output;
    }

    /** The embedded server in both modes. */
    static ForegroundLab honest(ProtocolModule module, Output output) throws IOException {
        ForegroundLab lab = new ForegroundLab(module, output);
        for (TlsMode mode : TlsMode.values()) {
            lab.servers.put(mode, module.startServer(mode, lab.pki.server(), lab.account));
        }
        Map<TlsMode, Integer> ports = new EnumMap<>(TlsMode.class);
        lab.servers.forEach((mode, server) -> ports.put(mode, server.port()));
        module.tryOut(ports).forEach(command -> lab.hints.add("try: " + command));
        return lab;
    }

    /** A hostile server in each mode that the fault can be played in; it shows what is said. */
    static ForegroundLab hostile(ProtocolModule module, Fault fault, Output output) throws IOException {
        ForegroundLab lab = new ForegroundLab(module, output);
        Fault.Story story = fault.story();
        lab.hints.add("fault: " + story.sentence());
        lab.hints.add("attack: the attacker " + story.attack().sentence() + " (" + story.source() + ")");
        for (TlsMode mode : TlsMode.values()) {
            if (fault.plays(module.protocol(), mode)) {
                lab.hostile(fault, mode);
            }
        }
        return lab;
    }

    private void hostile(Fault fault, TlsMode mode) throws IOException {
        Stage stage = new Stage(module.protocol(), mode, fault, pki, account);
        HostileServer server = HostileServer.start(stage, module.script(stage), Integer.MAX_VALUE, output::note);
        servers.put(mode, server);
        hints.add("try: " + command(module, fault, mode, server.port()));
        hints.add("expect: "
                + fault.failure(module.protocol(), mode)
                        .map(ForegroundLab::told)
                        .orElse("the client does its work and takes no notice"));
    }

    /** What to type in another terminal to run into the fault, played on that port; soon, where it keeps silent. */
    static String command(ProtocolModule module, Fault fault, TlsMode mode, int port) {
        StringBuilder options = new StringBuilder("--ca $CA");
        if (!fault.options().isEmpty()) {
            options.append(' ').append(fault.options().replace("PORT", String.valueOf(port)));
        }
        if (fault.failure(module.protocol(), mode).equals(Optional.of(TlsFailure.TIMEOUT))) {
            options.append(" --timeout 5s");
        }
        return module.visitCommand(
                fault, Endpoint.of(module.protocol(), mode, "localhost", port).uri(), options.toString());
    }

    /** Tells where the servers are, and waits. */
    void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tls-lab");
        Path caFile = pki.root().writeTo(folder.resolve("ca.pem"));
        Path passwordFile = writeSecret(folder.resolve("password"), account.password());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(caFile, passwordFile, folder)));
        servers.keySet().forEach(mode -> output.result(uri(mode)));
        output.result("user " + account.user());
        output.result("CA=" + caFile);
        output.result("PASSWORD_FILE=" + passwordFile);
        hints.forEach(output::result);
        output.note("ready; interrupt to stop");
        new CountDownLatch(1).await();
    }

    @Override
    public void close() {
        servers.values().forEach(LabServer::close);
        pki.close();
    }

    private String uri(TlsMode mode) {
        LabServer server = Objects.requireNonNull(servers.get(mode));
        return Endpoint.of(module.protocol(), mode, "localhost", server.port()).uri();
    }

    private static String told(TlsFailure failure) {
        return failure + ", exit code " + failure.exitCode();
    }

    private static Path writeSecret(Path file, String secret) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.writeString(file, secret + "\n");
    }

    private static void delete(Path... paths) {
        for (Path path : paths) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                continue; // what cannot be deleted stays in the temporary folder
            }
        }
    }
}
