package io.github.tlsclients.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.http.cli.Tool.Run;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.readme.Readme;
import io.github.tlsclients.readme.Readme.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's examples with real servers; {@link ReadmeTest} has those with the lab. */
class ReadmeContainerIT {
    /** What the page says only in examples with real servers. */
    static final Set<String> VARIABLES = Set.of(
            "NGINX_PORT",
            "STRICT_PORT",
            "PROXY_PORT",
            "SITE_ADDRESS",
            "SQUID_PORT",
            "HYBRID_PORT",
            "HYBRID_HTTPS_PORT",
            "CLIENT_CERT",
            "CLIENT_KEY");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void everyCommandPrintsWhatThePageSays() throws IOException {
        LabCa ca = LabCa.create();
        ServerSetup setup = ServerSetup.of(ca);
        LabCertificate client = ca.issue(CertificateSpec.client("ada"));
        try (ServerContainer nginx = ServerContainer.start(setup, "http", "nginx", 443);
                ServerContainer strict =
                        ServerContainer.start(setup.requiringClientCertificate(), "http", "nginx", 443);
                ServerContainer haproxy = ServerContainer.start(setup, "http", "haproxy", 443);
                ServerContainer squid = ServerContainer.start(setup, "http", "squid", 3128, 3129);
                ServerContainer hybrid =
                        ServerContainer.start(setup.offeringOnly("X25519MLKEM768"), "http", "cups-openssl", 443, 631)) {
            Map<String, String> variables = new HashMap<>(Map.of(
                    "NGINX_PORT", String.valueOf(nginx.port(443)),
                    "STRICT_PORT", String.valueOf(strict.port(443)),
                    "PROXY_PORT", String.valueOf(haproxy.port(443)),
                    "SITE_ADDRESS", nginx.exec("hostname", "-i").strip(),
                    "SQUID_PORT", String.valueOf(squid.port(3129)),
                    "HYBRID_PORT", String.valueOf(hybrid.port(631)),
                    "HYBRID_HTTPS_PORT", String.valueOf(hybrid.port(443)),
                    "CA", ca.writeTo(folder.resolve("ca.pem")).toString(),
                    "CLIENT_KEY", write("client.key", client.keyPem()),
                    "CLIENT_CERT", write("client.pem", client.chainPem())));
            assertThat(variables).containsKeys(VARIABLES.toArray(String[]::new));
            ReadmeTest.VARIABLES.forEach(name -> variables.putIfAbsent(name, ReadmeTest.ELSEWHERE));
            for (Example example : Readme.of(Path.of("README.md")).examples(variables)) {
                if (example.command().contains("localhost:")
                        && !example.command().contains(ReadmeTest.ELSEWHERE)) {
                    Run run = Tool.run(
                            example.command().substring("tls http ".length()).split(" "));
                    example.assertPrints(run.out() + run.err());
                }
            }
        }
    }

    private String write(String name, String pem) throws IOException {
        return Files.writeString(folder.resolve(name), pem).toString();
    }
}
