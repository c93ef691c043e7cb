package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.Reloader;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** nginx and its client exchange roots and certificates while both go on: the recipe of the page, step by step. */
class RotationContainerIT {
    private static final Pattern ENDED = Pattern.compile("worker process \\d+ exited with code 0");

    private final LabCa old = LabCa.create();
    private final LabCa fresh = LabCa.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void rotatesRootAndClientCertificateWithAnOverlap(TlsProvider provider) throws IOException {
        LabCertificate before = old.issue("localhost", "127.0.0.1", "::1");
        LabCertificate after = fresh.issue("localhost", "127.0.0.1", "::1");
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        Path client = folder.resolve("client.pem");
        write(client, old.issue(CertificateSpec.client("first")));
        TlsContext context = TlsContext.of(TlsConfig.builder()
                .provider(provider)
                .trust(Trust.pem(roots))
                .identity(Identity.pem(client, client))
                .build());
        try (ServerContainer nginx = ServerContainer.start(ServerSetup.of(old).showing(before), "http", "nginx", 443);
                Reloader reloader = Reloader.watch(context, Duration.ofDays(1));
                HttpSession session = HttpSession.open(Clients.endpoint(TlsMode.IMPLICIT, nginx.port(443)), context)) {
            assertThat(caller(session)).contains("first");

            Files.writeString(roots, old.pem() + fresh.pem());
            assertThat(reloader.check()).isTrue();
            assertThat(caller(session)).contains("first");

            show(nginx, after, old.pem() + fresh.pem());
            assertThat(caller(session)).contains("first");

            write(client, fresh.issue(CertificateSpec.client("second")));
            fresh.writeTo(roots);
            assertThat(reloader.check()).isTrue();
            assertThat(caller(session)).contains("second");
            assertThat(session.report().chain().get(0).issuer())
                    .isEqualTo(fresh.certificate().getSubjectX500Principal().getName());

            show(nginx, before, old.pem() + fresh.pem());
            assertThat(Clients.failure(session)).satisfies(RotationContainerIT::isOfAnUnknownRoot);
        }
    }

    private static void isOfAnUnknownRoot(TlsException refusal) {
        assertThat(refusal.failure()).isEqualTo(TlsFailure.NOT_TRUSTED);
    }

    /** Whom the server has seen on a new connection, which the session makes when the old one was closed. */
    private static String caller(HttpSession session) throws IOException {
        try (HttpAnswer answer = session.get()) {
            assertThat(answer.status()).isEqualTo(200);
            return answer.header("X-Tls-Client").orElse("nobody");
        }
    }

    /** Changes the files and has nginx read them; returns when the worker of before has ended. */
    private void show(ServerContainer nginx, LabCertificate certificate, String clientRoots) throws IOException {
        nginx.copyTo(Files.writeString(folder.resolve("server.pem"), certificate.chainPem()), "/tls/server.pem");
        nginx.copyTo(Files.writeString(folder.resolve("server.key"), certificate.keyPem()), "/tls/server.key");
        nginx.copyTo(Files.writeString(folder.resolve("ca.pem"), clientRoots), "/tls/ca.pem");
        long before = endedWorkers(nginx);
        nginx.exec("nginx", "-s", "reload");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (endedWorkers(nginx) == before) {
            assertThat(System.nanoTime()).as("nginx goes over to the new files").isLessThan(end);
        }
    }

    private static long endedWorkers(ServerContainer nginx) {
        return ENDED.matcher(nginx.logs()).results().count();
    }

    private static void write(Path file, LabCertificate certificate) throws IOException {
        Files.writeString(file, certificate.chainPem() + certificate.keyPem());
    }
}
