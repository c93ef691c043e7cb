package io.github.tlsclients.smtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.readme.Readme;
import io.github.tlsclients.readme.Readme.Example;
import io.github.tlsclients.smtp.RelayList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's examples with real servers. */
class ReadmeContainerIT {
    /** What the page says only in examples with real servers. */
    static final Set<String> VARIABLES = Set.of(
            "RELAY_PORT", "SUBMISSION_PORT", "STRICT_PORT", "HYBRID_PORT", "CERT", "KEY", "OTHER_CERT", "OTHER_KEY");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void everyCommandPrintsWhatThePageSays() throws IOException {
        LabCa ca = LabCa.create();
        ServerSetup setup = ServerSetup.of(ca);
        LabCertificate listed = ca.issue(CertificateSpec.client("reports"));
        LabCertificate other = ca.issue(CertificateSpec.client("other"));
        try (ServerContainer relay = ServerContainer.start(setup, "smtp", "postfix", 465, 587);
                ServerContainer strict =
                        ServerContainer.start(setup.requiringClientCertificate(), "smtp", "postfix", 587);
                ServerContainer hybrid =
                        ServerContainer.start(setup.offeringOnly("X25519MLKEM768"), "smtp", "postfix", 587)) {
            RelayList.of(listed).putInto(relay);
            Map<String, String> variables = new HashMap<>(Map.of(
                    "RELAY_PORT", String.valueOf(relay.port(465)),
                    "SUBMISSION_PORT", String.valueOf(relay.port(587)),
                    "STRICT_PORT", String.valueOf(strict.port(587)),
                    "HYBRID_PORT", String.valueOf(hybrid.port(587)),
                    "CERT", write("reports.pem", listed.chainPem()),
                    "KEY", write("reports.key", listed.keyPem()),
                    "OTHER_CERT", write("other.pem", other.chainPem()),
                    "OTHER_KEY", write("other.key", other.keyPem())));
            assertThat(variables).containsOnlyKeys(VARIABLES);
            variables.put("CA", ca.writeTo(folder.resolve("ca.pem")).toString());
            variables.put("TEXT", write("hello.txt", "hello\n"));
            ReadmeTest.VARIABLES.forEach(name -> variables.put(name, ReadmeTest.ELSEWHERE));
            for (Example example : Readme.of(ReadmeTest.PAGE).examples(variables)) {
                if (example.command().contains("localhost:")
                        && !example.command().contains(ReadmeTest.ELSEWHERE)) {
                    ReadmeTest.check(example);
                }
            }
        }
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
