package io.github.tlsclients.cli;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tls lab <protocol>}: the embedded server in the foreground, until interrupted. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Runs an embedded server in both modes, until interrupted: point curl, openssl or swaks at it.")
final class LabCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PROTOCOL", description = "http, smtp, imap or ftp")
    private String protocol = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ProtocolModule module = module();
        LabAccount account = LabAccount.create();
        LabCa ca = LabCa.create();
        LabCertificate certificate = ca.issue("localhost", "127.0.0.1", "::1");
        Path folder = Files.createTempDirectory("tls-lab");
        Path caFile = ca.writeTo(folder.resolve("ca.pem"));
        Path passwordFile = writeSecret(folder.resolve("password"), account.password());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(caFile, passwordFile, folder)));
        try (LabServer implicit = module.startServer(TlsMode.IMPLICIT, certificate, account);
                LabServer upgrading = module.startServer(TlsMode.STARTTLS, certificate, account)) {
            Map<TlsMode, Integer> ports = new EnumMap<>(TlsMode.class);
            ports.put(TlsMode.IMPLICIT, implicit.port());
            ports.put(TlsMode.STARTTLS, upgrading.port());
            Output output = Commands.output(spec.commandLine());
            ports.forEach((mode, port) -> output.result(
                    Endpoint.of(module.protocol(), mode, "localhost", port).uri()));
            output.result("user " + account.user());
            output.result("CA=" + caFile);
            output.result("PASSWORD_FILE=" + passwordFile);
            module.tryOut(ports).forEach(command -> output.result("try: " + command));
            output.note("ready; interrupt to stop");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private ProtocolModule module() {
        List<ProtocolModule> all = ProtocolModule.all();
        return all.stream()
                .filter(module -> module.protocol().label().equals(protocol))
                .findFirst()
                .orElseThrow(() -> new TlsConfigException(
                        "there is no lab for \"" + protocol + "\"",
                        "there is one for "
                                + all.stream()
                                        .map(module -> module.protocol().label())
                                        .collect(Collectors.joining(", "))));
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
