package io.github.tlsclients.tls;

import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files change in every way that files change in; nothing but a good configuration is ever in use. */
class ReloaderTest {
    /** No look but those that a test asks for. */
    private static final Duration NEVER = Duration.ofDays(1);

    private final LabCa old = LabCa.create();
    private final LabCa fresh = LabCa.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aFileThatStaysTheSameIsNotReadAgain() throws IOException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsContext context = trusting(roots);
        try (Reloader reloader = Reloader.watch(context, NEVER)) {
            old.writeTo(roots); // touched, but the same inside

            assertThat(reloader.check()).isFalse();
            assertThat(context.generation()).isEqualTo(1);
            assertThat(reloader.files()).containsExactly(roots);
        }
    }

    @Test
    void followsAFileThatIsRenamedOver() throws IOException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        // prepared before the other one was read, so that its date tells nothing
        Path next = fresh.writeTo(folder.resolve("roots.pem.new"));
        TlsContext context = trusting(roots);
        try (Reloader reloader = Reloader.watch(context, NEVER)) {
            Files.move(next, roots, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

            assertThat(reloader.check()).isTrue();
            assertThat(roots(context)).containsExactly(fresh.certificate());
            assertThat(context.generation()).isEqualTo(2);
            assertThat(reloader.check()).isFalse();
        }
    }

    /** As Kubernetes does: the file is a link to a link to a folder, and the link in the middle is replaced. */
    @Test
    void followsALinkFurtherUpThePath() throws IOException {
        old.writeTo(Files.createDirectory(folder.resolve("..2026_01")).resolve("ca.crt"));
        fresh.writeTo(Files.createDirectory(folder.resolve("..2026_02")).resolve("ca.crt"));
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_01"));
        Path roots = Files.createSymbolicLink(folder.resolve("ca.crt"), Path.of("..data", "ca.crt"));
        TlsContext context = trusting(roots);
        try (Reloader reloader = Reloader.watch(context, NEVER)) {
            Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2026_02"));
            Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

            assertThat(reloader.check()).isTrue();
            assertThat(roots(context)).containsExactly(fresh.certificate());
        }
    }

    @Test
    void keepsTheLastGoodWhileAFileIsWritten() throws IOException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsContext context = trusting(roots);
        List<ReloadEvent> events = new ArrayList<>();
        context.onReload(events::add);
        try (Reloader reloader = Reloader.watch(context, NEVER)) {
            Files.writeString(roots, fresh.pem().substring(0, 300));

            assertThat(reloader.check()).isFalse();
            assertThat(roots(context)).containsExactly(old.certificate());

            Files.writeString(roots, fresh.pem());

            assertThat(reloader.check()).isTrue();
            assertThat(roots(context)).containsExactly(fresh.certificate());
            assertThat(events).extracting(ReloadEvent::succeeded).containsExactly(false, true);
            assertThat(events).extracting(ReloadEvent::generation).containsExactly(1L, 2L);
        }
    }

    @Test
    void keepsTheLastGoodBetweenTheWritesOfACertificateAndItsKey() throws IOException {
        LabCertificate before = old.issue(CertificateSpec.client("before"));
        LabCertificate after = old.issue(CertificateSpec.client("after"));
        Path certificate = Files.writeString(folder.resolve("client.pem"), before.chainPem());
        Path key = Files.writeString(folder.resolve("client.key"), before.keyPem());
        TlsContext context = showing(Identity.pem(certificate, key));
        List<ReloadEvent> events = new ArrayList<>();
        context.onReload(events::add);
        try (Reloader reloader = Reloader.watch(context, NEVER)) {
            Files.writeString(certificate, after.chainPem());

            assertThat(reloader.check()).isFalse();
            assertThat(reloader.check()).isFalse();
            assertThat(context.generation()).isEqualTo(1);
            assertThat(events).as("told once").hasSize(1);
            assertThat(events.get(0).failure().orElseThrow())
                    .hasMessageContaining("key")
                    .hasMessageContaining(certificate.toString());

            Files.writeString(key, after.keyPem());

            assertThat(reloader.check()).isTrue();
            assertThat(context.generation()).isEqualTo(2);
        }
    }

    @Test
    void refusesARenewalWhoseDatesAreWrong() throws IOException {
        Instant now = Instant.now();
        LabCertificate good = old.issue(CertificateSpec.client("ada"));
        CertificateSpec leaf = CertificateSpec.client("ada");
        LabCertificate expired = old.issue(leaf.valid(now.minus(2, HOURS), now.minus(1, HOURS)));
        LabCertificate early = old.issue(leaf.valid(now.plus(1, HOURS), now.plus(2, HOURS)));
        Path file = Files.writeString(folder.resolve("client.pem"), good.chainPem() + good.keyPem());
        TlsContext context = showing(Identity.pem(file, file));
        for (LabCertificate bad : List.of(expired, early)) {
            Files.writeString(file, bad.chainPem() + bad.keyPem());

            assertThatThrownBy(context::reload)
                    .isInstanceOf(TlsConfigException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("valid");
            assertThat(context.generation()).isEqualTo(1);
        }
    }

    @Test
    void followsAKeyStore() throws IOException, GeneralSecurityException {
        Path file = folder.resolve("client.p12");
        char[] password = "s3cret".toCharArray();
        store(old.issue(CertificateSpec.client("before")), file, password);
        TlsContext context = showing(Identity.keyStore(file, password));
        try (Reloader reloader = Reloader.watch(context, NEVER)) {
            store(fresh.issue(CertificateSpec.client("after")), file, password);
            assertThat(reloader.check()).isTrue();

            store(fresh.issue(CertificateSpec.client("locked")), file, "another".toCharArray());
            assertThat(reloader.check()).isFalse();
            assertThat(context.generation()).isEqualTo(2);
        }
    }

    @Test
    void keepsTheLastGoodWhileAFileIsGone() throws IOException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsContext context = trusting(roots);
        List<ReloadEvent> events = new ArrayList<>();
        context.onReload(events::add);
        try (Reloader reloader = Reloader.watch(context, NEVER)) {
            Files.delete(roots);

            assertThat(reloader.check()).isFalse();
            assertThat(reloader.check()).isFalse();
            assertThat(roots(context)).containsExactly(old.certificate());
            assertThat(events).as("told once").hasSize(1);
            TlsConfigException failure = events.get(0).failure().orElseThrow();
            assertThat(failure).hasMessageContaining(roots.toString());
            assertThat(failure.hint()).isNotBlank();

            fresh.writeTo(roots);

            assertThat(reloader.check()).isTrue();
            assertThat(roots(context)).containsExactly(fresh.certificate());
        }
    }

    @Test
    void tellsThatAllIsWellAgainWhenTheOldFileComesBack() throws IOException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsContext context = trusting(roots);
        List<ReloadEvent> events = new ArrayList<>();
        context.onReload(events::add);
        try (Reloader reloader = Reloader.watch(context, NEVER)) {
            Files.delete(roots);
            reloader.check();
            old.writeTo(roots);
            reloader.check();
            Files.delete(roots);
            reloader.check();

            assertThat(events).extracting(ReloadEvent::succeeded).containsExactly(false, true, false);
        }
    }

    @Test
    void aChangeBeforeTheWatchBeganIsSeen() throws IOException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsContext context = trusting(roots);
        fresh.writeTo(roots);
        try (Reloader reloader = Reloader.watch(context, NEVER)) {
            assertThat(reloader.check()).isTrue();
            assertThat(roots(context)).containsExactly(fresh.certificate());
        }
    }

    @Test
    void aReloadOnDemandIsNotRepeated() throws IOException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsContext context = trusting(roots);
        try (Reloader reloader = Reloader.watch(context, NEVER)) {
            fresh.writeTo(roots);

            assertThat(context.reload()).isEqualTo(2);
            assertThat(reloader.check()).isFalse();
        }
    }

    @Test
    void followsAPropertiesFileAndWhatItNames() throws IOException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        Path others = fresh.writeTo(folder.resolve("others.pem"));
        Path file = Files.writeString(folder.resolve("tls.properties"), "tls.trust-files=" + roots);
        try (Reloader reloader = Reloader.watch(() -> TlsProperties.file(file).config("smtp"), NEVER, file)) {
            TlsContext context = reloader.context();
            TlsContext bound = context.boundTo("mail.lab.test");
            assertThat(reloader.files()).containsExactly(file, roots);

            Files.writeString(file, "tls.trust-files=" + others + "\ntls.smtp.versions=1.3");

            assertThat(reloader.check()).isTrue();
            assertThat(roots(context)).containsExactly(fresh.certificate());
            assertThat(roots(bound)).containsExactly(fresh.certificate());
            assertThat(bound.parametersFor("mail.lab.test").getProtocols()).containsExactly("TLSv1.3");
            assertThat(reloader.files()).containsExactly(file, others);

            Files.writeString(file, "tls.trust-pen=" + others);

            assertThat(reloader.check()).isFalse();
            assertThat(context.generation()).isEqualTo(2);

            Files.writeString(file, "tls.trust-files=" + others);
            old.writeTo(others);

            assertThat(reloader.check()).isTrue();
            assertThat(roots(context)).containsExactly(old.certificate());
        }
    }

    @Test
    void aSourceThatThrowsIsAFailureLikeOthersAndTellsNoSecret() throws IOException {
        Path file = Files.writeString(folder.resolve("source"), "good");
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        try (Reloader reloader = Reloader.watch(() -> parsed(file, roots), NEVER, file)) {
            List<ReloadEvent> events = new ArrayList<>();
            reloader.context().onReload(events::add);
            Files.writeString(file, "s3cret");

            assertThat(reloader.check()).isFalse();
            assertThat(events.get(0).failure().orElseThrow())
                    .hasMessageContaining("NumberFormatException")
                    .hasMessageNotContaining("s3cret");
            assertThat(events.get(0).toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void aListenerThatThrowsHarmsNobody() throws IOException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsContext context = trusting(roots);
        List<Long> heard = new ArrayList<>();
        context.onReload(event -> {
            throw new IllegalStateException("of no concern to the others");
        });
        context.onReload(event -> {
            throw new AssertionError("nor is this");
        });
        TlsContext.Registration last = context.onReload(event -> heard.add(event.generation()));
        try (Reloader reloader = Reloader.watch(context, NEVER)) {
            fresh.writeTo(roots);
            assertThat(reloader.check()).isTrue();
            last.close();
            old.writeTo(roots);
            assertThat(reloader.check()).isTrue();

            assertThat(heard).containsExactly(2L);
        }
    }

    @Test
    void looksByItselfAndGoesOnAfterFailures() throws IOException, InterruptedException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsContext context = trusting(roots);
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch reloaded = new CountDownLatch(1);
        context.onReload(event -> (event.succeeded() ? reloaded : failed).countDown());
        context.onReload(event -> {
            throw new AssertionError("the watch must survive this");
        });
        try (Reloader reloader = Reloader.watch(context, Duration.ofMillis(5))) {
            Files.delete(roots);
            assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();

            Files.move(fresh.writeTo(folder.resolve("new")), roots);
            assertThat(reloaded.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(reloader.context()).isSameAs(context);
            assertThat(roots(context)).containsExactly(fresh.certificate());
        }
    }

    @Test
    void closingEndsTheThreadAndTheWatch() throws IOException, InterruptedException {
        Path roots = old.writeTo(folder.resolve("roots.pem"));
        TlsContext context = trusting(roots);
        List<Thread> before = reloaders();
        Reloader reloader = Reloader.watch(context, Duration.ofMillis(5));
        List<Thread> started = reloaders();
        started.removeAll(before);
        assertThat(started).hasSize(1).allMatch(Thread::isDaemon);

        reloader.close();

        started.get(0).join(TimeUnit.SECONDS.toMillis(20));
        assertThat(started.get(0).isAlive()).isFalse();
        fresh.writeTo(roots);
        assertThat(reloader.check()).isFalse();
        assertThat(roots(context)).containsExactly(old.certificate());
    }

    @Test
    void refusesAnIntervalOutOfRangeAndStartsNoThreadForIt() throws IOException {
        TlsContext context = trusting(old.writeTo(folder.resolve("roots.pem")));
        List<Thread> before = reloaders();

        for (Duration interval : List.of(Duration.ZERO, Duration.ofDays(2), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> Reloader.watch(context, interval)).isInstanceOf(TlsConfigException.class);
        }
        assertThat(reloaders()).containsExactlyInAnyOrderElementsOf(before);
    }

    private static TlsContext trusting(Path roots) {
        return TlsContext.of(TlsConfig.builder().trust(Trust.pem(roots)).build());
    }

    private TlsContext showing(Identity identity) {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(old.certificate()))
                .identity(identity)
                .build());
    }

    private static void store(LabCertificate certificate, Path file, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "client", certificate.key(), password, certificate.chain().toArray(X509Certificate[]::new));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
    }

    private static List<X509Certificate> roots(TlsContext context) {
        return List.of(context.trustManager().getAcceptedIssuers());
    }

    private static TlsConfig parsed(Path file, Path roots) {
        try {
            String text = Files.readString(file);
            return text.equals("good")
                    ? TlsConfig.builder().trust(Trust.pem(roots)).build()
                    : TlsConfig.builder()
                            .timeout(Duration.ofSeconds(Long.parseLong(text)))
                            .build();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Thread> reloaders() {
        return new ArrayList<>(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tls-reloader"))
                .toList());
    }
}
