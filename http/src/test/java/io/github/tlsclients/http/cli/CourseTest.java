package io.github.tlsclients.http.cli;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.tlsclients.http.cli.Tool.Run;
import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.readme.Readme;
import io.github.tlsclients.readme.Readme.Example;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The general chapters say what is true: their examples by {@code tls http}. */
class CourseTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void everyCommandPrintsWhatThePageSays() throws IOException {
        LabCa ca = LabCa.create();
        LabCertificate certificate = ca.issue("localhost", "127.0.0.1");
        LabAccount account = LabAccount.create();
        writeAsPkiDoes(ca, certificate, ca.issue(CertificateSpec.client("alice")));
        try (LabServer https = HttpLab.start(TlsMode.IMPLICIT, certificate, account);
                LabServer upgrading = HttpLab.start(TlsMode.STARTTLS, certificate, account)) {
            HttpsServer mutual = demandingCertificates(certificate.serverContext(List.of(ca.certificate())));
            Map<String, String> variables = Map.of(
                    "HTTPS_PORT", String.valueOf(https.port()),
                    "UPGRADE_PORT", String.valueOf(upgrading.port()),
                    "MUTUAL_PORT", String.valueOf(mutual.getAddress().getPort()),
                    "CA", folder.resolve("root.pem").toString(),
                    "OTHER_CA",
                            LabCa.create().writeTo(folder.resolve("other.pem")).toString(),
                    "DIR", folder.toString());
            for (Example example : Readme.of(Path.of("../common/README.md")).examples("tls http ", variables)) {
                Run run = Tool.run(
                        example.command().substring("tls http ".length()).split(" "));
                example.assertPrints(run.out() + run.err());
            }
            mutual.stop(0);
        }
    }

    /** As {@code openssl s_server -Verify} does. */
    private static HttpsServer demandingCertificates(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters demanding = context.getDefaultSSLParameters();
                demanding.setNeedClientAuth(true);
                parameters.setSSLParameters(demanding);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void writeAsPkiDoes(LabCa ca, LabCertificate server, LabCertificate alice) throws IOException {
        ca.writeTo(folder.resolve("root.pem"));
        Files.writeString(folder.resolve("server.key"), server.keyPem());
        Files.writeString(folder.resolve("alice.pem"), alice.chainPem());
        Files.writeString(folder.resolve("alice.key"), alice.keyPem());
    }
}
