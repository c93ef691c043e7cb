package io.github.tlsclients.imap.cli;

import io.github.tlsclients.imap.LabUnderTest;
import io.github.tlsclients.imap.cli.Tool.Run;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tool with a lab to run it against, and the files that it needs for that. */
record LabTool(LabUnderTest lab, Path ca, Path passwordFile) implements AutoCloseable {
    static LabTool start(Path folder) throws IOException {
        LabUnderTest lab = LabUnderTest.start();
        return new LabTool(
                lab,
                lab.ca().writeTo(folder.resolve("ca.pem")),
                Files.writeString(folder.resolve("password"), lab.account().password() + "\n"));
    }

    /** Runs it as a user who is known to the lab, and who trusts it unless the arguments say whom else to trust. */
    Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--ca")) {
            all.addAll(List.of("--ca", ca.toString()));
        }
        all.addAll(List.of("--user", "ada", "--password-file", passwordFile.toString()));
        return Tool.run(all.toArray(String[]::new));
    }

    String uri(TlsMode mode, String path) {
        return Protocol.IMAP.scheme(mode) + "://localhost:" + lab.port(mode) + path;
    }

    /** What may be printed nowhere. */
    String secret() {
        return lab.account().password();
    }

    /** Puts a message into the INBOX of the server that upgrades. */
    void deliver(byte[] message) {
        lab.upgrading().deliver(message);
    }

    @Override
    public void close() {
        lab.close();
    }
}
