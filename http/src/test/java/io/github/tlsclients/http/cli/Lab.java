package io.github.tlsclients.http.cli;

import io.github.tlsclients.http.HostileServer;
import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Both servers of the lab, and the file of their root. */
record Lab(LabCertificate certificate, LabAccount account, LabServer https, LabServer upgrading, Path root)
        implements AutoCloseable {
    static Lab start() {
        try {
            LabCa ca = LabCa.create();
            LabCertificate certificate = ca.issue("localhost");
            LabAccount account = LabAccount.create();
            return new Lab(
                    certificate,
                    account,
                    HttpLab.start(TlsMode.IMPLICIT, certificate, account),
                    HttpLab.start(TlsMode.STARTTLS, certificate, account),
                    ca.writeTo(Files.createTempFile("lab", ".pem")));
        } catch (IOException e) {
            throw new IllegalStateException("the lab starts", e);
        }
    }

    String caFile() {
        return root.toString();
    }

    String uri(TlsMode mode, String path) {
        return mode == TlsMode.IMPLICIT
                ? "https://localhost:" + https.port() + path
                : "http+starttls://localhost:" + upgrading.port() + path;
    }

    /** A server that answers so and is then cut off. */
    HostileServer answering(String answer) {
        return HostileServer.start(client -> {
            client.startTls(certificate).hear();
            client.say(answer).cut();
        });
    }

    /** The unfinished files of a folder. */
    static List<Path> partsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    @Override
    public void close() {
        https.close();
        upgrading.close();
        root.toFile().delete();
    }
}
