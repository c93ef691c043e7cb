package io.github.tlsclients.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.adapters.HelloServer.Talk;
import io.github.tlsclients.adapters.HelloServer.Upgrade;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The app of {@code src/it}, which Maven has built against the installed artifact, run as its user runs it. */
class SampleAppIT {
    private static final Path BUILT = Path.of("target", "it", "app", "target");
    private static final LabCa CA = LabCa.create();

    private static final Talk HTTP = new Talk(
            "", line -> line.isBlank() ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello" : "");
    private static final Upgrade SMTP_UPGRADE = new Upgrade(
            "220 hello\r\n",
            "STARTTLS",
            line -> line.startsWith("EHLO") ? "250-here\r\n250 STARTTLS\r\n" : "220 go ahead\r\n");
    private static final Talk SMTP = new Talk("", line -> switch (line.split("[ \r]", 2)[0]) {
        case "EHLO" -> "250-here\r\n250 AUTH PLAIN\r\n";
        case "AUTH" -> "235 welcome\r\n";
        case "QUIT" -> null;
        default -> "250 fine\r\n";
    });
    private static final Talk IMAP = new Talk("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hello\r\n", line -> {
        String answer = line.split(" ", 2)[0] + " OK\r\n";
        return line.contains("CAPABILITY") ? "* CAPABILITY IMAP4rev1\r\n" + answer : answer;
    });

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private enum PathOfTheApp {
        CLASS_PATH {
            @Override
            List<String> arguments() {
                return List.of(
                        "-cp", BUILT.resolve("classes") + File.pathSeparator + BUILT.resolve("lib") + "/*", "app.App");
            }
        },
        MODULE_PATH {
            @Override
            List<String> arguments() {
                return List.of(
                        "-p",
                        BUILT.resolve("classes") + File.pathSeparator + BUILT.resolve("lib"),
                        "-m",
                        "app/app.App");
            }
        };

        abstract List<String> arguments();
    }

    @ParameterizedTest
    @EnumSource
    void everyClientOfTheAppTalksAsConfigured(PathOfTheApp path) throws Exception {
        try (Servers servers = Servers.start(CA.issue("localhost"))) {
            assertThat(run(path, servers))
                    .containsExactly("okhttp: hello", "httpclient: hello", "smtp: connected", "imaps: connected");
            for (HelloServer server : servers.all()) {
                ClientHello hello = server.seen().hello();
                assertThat(hello.versions()).containsExactly("TLSv1.3");
                assertThat(hello.cipherSuites()).containsExactly("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256");
            }
        }
    }

    /** On the module path the JDK itself loads every security provider that is a module. */
    @Test
    void onTheClassPathTheAppLoadsNoBouncyCastle() throws Exception {
        Path loaded = folder.resolve("loaded.txt");
        try (Servers servers = Servers.start(CA.issue("localhost"))) {
            assertThat(run(PathOfTheApp.CLASS_PATH, servers, "-Xlog:class+load:file=" + loaded))
                    .hasSize(4);
        }
        assertThat(Files.readString(loaded).contains("io.github.tlsclients.tls.TlsContext "))
                .isTrue();
        assertThat(Files.readString(loaded).contains("org.bouncycastle.")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void everyClientOfTheAppRefusesAnotherName(PathOfTheApp path) throws Exception {
        try (Servers servers = Servers.start(CA.issue("mail.lab.test"))) {
            String because = ": refused: the certificate is for mail.lab.test; you asked for localhost";

            assertThat(run(path, servers))
                    .containsExactly("okhttp" + because, "httpclient" + because, "smtp" + because, "imaps" + because);
        }
    }

    @Test
    void commonBringsBouncyCastleSlf4jAndJspecifyAlone() throws IOException {
        List<String> ofTheApp = List.of(
                "okhttp-jvm",
                "okio-jvm",
                "kotlin-stdlib",
                "annotations",
                "angus-mail",
                "angus-activation",
                "jakarta.mail-api",
                "jakarta.activation-api");
        try (Stream<Path> jars = Files.list(BUILT.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString().replaceFirst("-[0-9].*", "")))
                    .filteredOn(name -> !ofTheApp.contains(name))
                    .containsExactlyInAnyOrder(
                            "tlsclients-common",
                            "bcprov-jdk18on",
                            "bcutil-jdk18on",
                            "bcpkix-jdk18on",
                            "bctls-jdk18on",
                            "slf4j-api",
                            "jspecify");
        }
    }

    private List<String> run(PathOfTheApp path, Servers servers, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(path.arguments());
        command.add(CA.writeTo(folder.resolve("root.pem")).toString());
        servers.all().forEach(server -> command.add(String.valueOf(server.port())));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors.txt").toFile()) // slf4j says that nobody logs
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s", said, Files.readString(folder.resolve("errors.txt")))
                .isZero();
        return said.lines().toList();
    }

    private record Servers(HelloServer okHttp, HelloServer httpClient, HelloServer smtp, HelloServer imaps)
            implements AutoCloseable {
        static Servers start(LabCertificate certificate) throws IOException {
            return new Servers(
                    HelloServer.start(certificate, Upgrade.NONE, HTTP),
                    HelloServer.start(certificate, Upgrade.NONE, HTTP),
                    HelloServer.start(certificate, SMTP_UPGRADE, SMTP),
                    HelloServer.start(certificate, Upgrade.NONE, IMAP));
        }

        List<HelloServer> all() {
            return List.of(okHttp, httpClient, smtp, imaps);
        }

        @Override
        public void close() throws IOException {
            for (HelloServer server : all()) {
                server.close();
            }
        }
    }
}
