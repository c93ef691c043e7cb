package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.SlowRelay;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that say a byte now and then, on either connection, which is in time for every single read. What ends too late
 * may do so before it has come to the point: a machine that pauses is too slow as well, and that is no failure of the test.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
final class SlowServerTest {
    private static final Duration HASTY = Duration.ofSeconds(1);
    /** Of what must succeed on a machine that pauses. */
    private static final Duration PATIENT = Duration.ofSeconds(5);

    private static final LabCa CA = LabCa.create();
    private static final LabCertificate CERTIFICATE = CA.issue("localhost");
    private static final LabAccount ACCOUNT = LabAccount.create();

    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void end() {
        over.countDown();
    }

    static Stream<Arguments> everyMoment() {
        return Stream.of(TlsMode.values())
                .flatMap(mode -> Stream.of(TlsProvider.values())
                        .flatMap(provider -> Stream.of(0, 60, 1_000) // greeting or ServerHello, upgrade, certificate
                                .map(after -> Arguments.of(mode, provider, after))));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("everyMoment")
    void connectingEndsWhereverTheServerBeginsToTrickle(TlsMode mode, TlsProvider provider, int after)
            throws IOException {
        try (FtpLab lab = FtpLab.start(mode, CERTIFICATE, ACCOUNT);
                SlowRelay relay = SlowRelay.to(lab.port()).trickleAfter(after)) {
            isTooSlow(() -> FtpSession.connect(endpoint(mode, relay.port()), context(provider, HASTY)));
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aReplyThatTricklesEndsTheLogin(TlsProvider provider) throws IOException {
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, CERTIFICATE, ACCOUNT);
                SlowRelay relay = SlowRelay.to(lab.port())) {
            isTooSlow(() -> {
                try (FtpSession session = connect(relay.port(), provider)) {
                    relay.trickleAfter(1);
                    session.login(ACCOUNT.user(), ACCOUNT.password().toCharArray());
                }
            });
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aListingThatTricklesEnds(TlsProvider provider) throws IOException {
        try (HostileFtp server = HostileFtp.start(CERTIFICATE, this::trickle)) {
            isTooSlow(() -> lists(server.port(), provider));
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aFileThatTricklesEnds(TlsProvider provider) throws IOException {
        try (HostileFtp server = HostileFtp.start(CERTIFICATE, this::trickle)) {
            isTooSlow(() -> gets(server.port(), provider));
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aDataConnectionWhoseHandshakeNeverEndsIsNotWaitedFor(TlsProvider provider) throws IOException {
        try (HostileFtp server = HostileFtp.start(CERTIFICATE, (tcp, own) -> {
            byte[] begun = {22, 3, 3, 0x40, 0, 2, 0, 0x3f, (byte) 0xfc};
            tcp.getOutputStream().write(begun);
            trickle(tcp);
        })) {
            TlsException failure = catchThrowableOfType(TlsException.class, () -> lists(server.port(), provider));
            assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aConfirmationThatTricklesEndsTheTransfer(TlsProvider provider) throws IOException {
        SlowRelay[] relay = new SlowRelay[1];
        try (HostileFtp server = HostileFtp.start(CERTIFICATE, (tcp, own) -> {
                    try (SSLSocket data = HostileFtp.resumed(tcp, own)) {
                        data.getOutputStream().write(new byte[1_000]);
                    }
                    relay[0].trickleAfter(1);
                });
                SlowRelay slow = relay[0] = SlowRelay.to(server.port())) {
            isTooSlow(() -> gets(slow.port(), provider));
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aConfirmationThatNeverComesEndsTheTransfer(TlsProvider provider) throws IOException {
        try (HostileFtp server = HostileFtp.start(CERTIFICATE, (tcp, own) -> {
            try (SSLSocket data = HostileFtp.resumed(tcp, own)) {
                data.getOutputStream().write(new byte[1_000]);
            }
            await(Duration.ofSeconds(60));
        })) {
            TlsException failure = catchThrowableOfType(TlsException.class, () -> gets(server.port(), provider));
            assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aSlowTransferThatGoesOnIsNotCut() throws IOException {
        byte[] piece = new byte[6_000];
        try (HostileFtp server = HostileFtp.start(CERTIFICATE, (tcp, own) -> {
                            try (SSLSocket data = HostileFtp.resumed(tcp, own)) {
                                for (int i = 0; i < 60; i++) { // six seconds, where five are the limit
                                    data.getOutputStream().write(piece);
                                    await(Duration.ofMillis(100));
                                }
                            }
                        })
                        .answering("SIZE", "213 360000");
                FtpSession session = FtpSession.connect(
                        endpoint(TlsMode.IMPLICIT, server.port()),
                        context(TlsProvider.JDK, PATIENT).asOneOperation())) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            session.get("file", content);
            assertThat(content.size()).isEqualTo(60 * piece.length);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void theSlownessOfWhoeverReceivesAFileIsNotTheServers() throws IOException {
        try (HostileFtp server = HostileFtp.start(CERTIFICATE, (tcp, own) -> {
                    try (SSLSocket data = HostileFtp.resumed(tcp, own)) {
                        data.getOutputStream().write(new byte[1_000]);
                    }
                });
                FtpSession session = FtpSession.connect(
                        endpoint(TlsMode.IMPLICIT, server.port()), context(TlsProvider.JDK, PATIENT))) {
            long size = session.get("file", (content, announced) -> {
                content.readNBytes(10);
                await(PATIENT.plusSeconds(1)); // stands for a disk, or a pager at the end of a pipe
                content.transferTo(OutputStream.nullOutputStream());
            });
            assertThat(size).isEqualTo(1_000);
        }
    }

    private void trickle(Socket tcp, javax.net.ssl.SSLContext own) throws IOException {
        trickle(HostileFtp.resumed(tcp, own));
    }

    private void trickle(Socket to) throws IOException {
        while (over.getCount() > 0) {
            to.getOutputStream().write('x');
            await(Duration.ofMillis(100));
        }
    }

    private void await(Duration time) throws IOException {
        try {
            over.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void isTooSlow(ThrowingCallable action) {
        TlsException failure = catchThrowableOfType(TlsException.class, action);
        assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
        assertThat(failure).hasMessageContaining("longer than 1s in all");
        assertThat(failure.hint()).contains("--timeout");
    }

    private static void lists(int port, TlsProvider provider) throws TlsException {
        try (FtpSession session = connect(port, provider)) {
            session.list("");
        }
    }

    private static void gets(int port, TlsProvider provider) throws TlsException {
        try (FtpSession session = connect(port, provider)) {
            session.get("file", OutputStream.nullOutputStream());
        }
    }

    private static FtpSession connect(int port, TlsProvider provider) throws TlsException {
        return FtpSession.connect(endpoint(TlsMode.IMPLICIT, port), context(provider, HASTY));
    }

    private static Endpoint endpoint(TlsMode mode, int port) {
        return Endpoint.of(Protocol.FTP, mode, "localhost", port);
    }

    private static TlsContext context(TlsProvider provider, Duration timeout) {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(CA.certificate()))
                .provider(provider)
                .timeout(timeout)
                .build());
    }
}
