package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.tlsclients.imap.lab.ImapLab;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A long IDLE does not keep an old identity, nor an old idea of whom to trust. */
@Isolated("it counts the commands in the log, which all sessions of the process share")
final class ReloadTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] NEWS = Mailbox.message("news", 10);

    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void idlingGoesOnWithTheNewIdentity(TlsMode mode) throws Exception {
        Path file = folder.resolve("client.pem");
        write(file, ca.issue(CertificateSpec.client("before")));
        TlsContext context = TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .identity(Identity.pem(file, file))
                .build());
        try (ImapLab lab = ImapLab.start(mode, ca.issue("localhost"), account, List.of(ca.certificate()));
                CommandLog log = CommandLog.begin();
                ImapSession session = connect(lab, mode, context)) {
            CompletableFuture<List<MessageSummary>> idle = idling(session);
            log.await("IDLE", 1);

            write(file, ca.issue(CertificateSpec.client("after")));
            context.reload();
            log.await("IDLE", 2);
            lab.deliver(NEWS);

            assertThat(idle.get(30, TimeUnit.SECONDS))
                    .extracting(MessageSummary::subject)
                    .containsExactly("news");
            assertThat(log.commands())
                    .containsSubsequence("IDLE", "LOGOUT", "EXAMINE", "IDLE")
                    .filteredOn("IDLE"::equals)
                    .hasSize(2);
            assertThat(session.report().resumed()).isFalse();
            assertThat(session.folders()).isNotEmpty();
        }
    }

    @Test
    void idlingEndsWhereTheServerIsTrustedNoMore() throws Exception {
        Path roots = ca.writeTo(folder.resolve("roots.pem"));
        TlsContext context =
                TlsContext.of(TlsConfig.builder().trust(Trust.pem(roots)).build());
        try (ImapLab lab = ImapLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account);
                CommandLog log = CommandLog.begin();
                ImapSession session = connect(lab, TlsMode.IMPLICIT, context)) {
            CompletableFuture<List<MessageSummary>> idle = idling(session);
            log.await("IDLE", 1);

            LabCa.create().writeTo(roots);
            context.reload();

            Throwable failure = catchThrowable(() -> idle.get(30, TimeUnit.SECONDS));
            assertThat(failure.getCause())
                    .isInstanceOfSatisfying(
                            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.NOT_TRUSTED));
        }
    }

    @Test
    void aReloadThatFailsDisturbsNobody() throws Exception {
        Path roots = ca.writeTo(folder.resolve("roots.pem"));
        TlsContext context =
                TlsContext.of(TlsConfig.builder().trust(Trust.pem(roots)).build());
        try (ImapLab lab = ImapLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account);
                CommandLog log = CommandLog.begin();
                ImapSession session = connect(lab, TlsMode.IMPLICIT, context)) {
            CompletableFuture<List<MessageSummary>> idle = idling(session);
            log.await("IDLE", 1);

            Files.delete(roots);
            assertThat(catchThrowable(context::reload)).isNotNull();
            lab.deliver(NEWS);

            assertThat(idle.get(30, TimeUnit.SECONDS)).hasSize(1);
            assertThat(log.commands()).filteredOn("IDLE"::equals).hasSize(1);
        }
    }

    @Test
    void aReloadBetweenTwoWaitsIsNoticedByTheSecond() throws Exception {
        TlsContext context = TlsContext.of(
                TlsConfig.builder().trust(Trust.certificates(ca.certificate())).build());
        try (ImapLab lab = ImapLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account);
                CommandLog log = CommandLog.begin();
                ImapSession session = connect(lab, TlsMode.IMPLICIT, context)) {
            assertThat(session.idle("INBOX", Duration.ofMillis(50))).isEmpty();

            context.reload();

            assertThat(session.idle("INBOX", Duration.ofMillis(50))).isEmpty();
            assertThat(log.commands()).containsSubsequence("EXAMINE", "IDLE", "LOGOUT", "EXAMINE", "IDLE");
        }
    }

    private ImapSession connect(ImapLab lab, TlsMode mode, TlsContext context) throws TlsException {
        ImapSession session = ImapSession.connect(Endpoint.of(Protocol.IMAP, mode, "localhost", lab.port()), context);
        session.login(account.user(), account.password().toCharArray());
        return session;
    }

    private static CompletableFuture<List<MessageSummary>> idling(ImapSession session) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return session.idle("INBOX", LONG);
            } catch (TlsException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static void write(Path file, LabCertificate certificate) throws IOException {
        Files.writeString(file, certificate.chainPem() + certificate.keyPem());
    }
}
