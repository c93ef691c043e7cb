package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data connections that would pass for protected, and transfers that would pass for complete. */
class HostileDataTest extends HostileClient {
    @ParameterizedTest
    @MethodSource("ways")
    void refusesADataConnectionInClear(Way way) throws IOException {
        try (HostileFtp server = HostileFtp.start(
                certificate,
                (tcp, own) -> tcp.getOutputStream()
                        .write("-rw-r--r-- 1 a a 1 Jan 1 2026 forged\r\n".getBytes(StandardCharsets.UTF_8)))) {
            assertThat(failureOf(way, server, session -> session.list(""))).isEqualTo(TlsFailure.DATA_CHANNEL_CLEAR);
            assertThat(failureOf(way, server, HostileClient::download)).isEqualTo(TlsFailure.DATA_CHANNEL_CLEAR);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void refusesADataConnectionWithAnotherCertificateForTheSameName(Way way) throws IOException {
        LabCertificate other = ca.issue("localhost");
        try (HostileFtp server = HostileFtp.start(
                certificate,
                (tcp, own) -> HostileFtp.resumed(tcp, other.serverContext()).close())) {
            assertThat(failureOf(way, server, HostileClient::download))
                    .isEqualTo(TlsFailure.DATA_CHANNEL_OTHER_CERTIFICATE);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void refusesADataConnectionWithTheCertificateOfAnotherHostOrAuthority(Way way) throws IOException {
        for (LabCertificate other :
                List.of(ca.issue("other.lab.test"), LabCa.create().issue("localhost"))) {
            try (HostileFtp server = HostileFtp.start(
                    certificate,
                    (tcp, own) -> HostileFtp.resumed(tcp, other.serverContext()).close())) {
                assertThat(failureOf(way, server, HostileClient::upload))
                        .isEqualTo(TlsFailure.DATA_CHANNEL_OTHER_CERTIFICATE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void refusesADataConnectionThatIsANewSession(Way way) throws IOException {
        try (HostileFtp server = HostileFtp.start(
                certificate,
                (tcp, own) ->
                        HostileFtp.resumed(tcp, certificate.serverContext()).close())) {
            assertThat(failureOf(way, server, HostileClient::upload)).isEqualTo(TlsFailure.DATA_CHANNEL_NOT_RESUMED);
        }
    }

    /** What the control connection agreed on is not to be had for less on the other. */
    @Test
    void refusesADataConnectionOfAnOlderVersion() throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, (tcp, own) -> {
            SSLSocket tls = (SSLSocket) own.getSocketFactory().createSocket(tcp, null, tcp.getPort(), false);
            tls.setUseClientMode(false);
            tls.setEnabledProtocols(new String[] {"TLSv1.2"});
            tls.startHandshake();
        })) {
            Way both = new Way(TlsMode.IMPLICIT, TlsVersion.TLS_1_3, TlsProvider.JDK);
            assertThat(failureOf(both, server, HostileClient::upload)).isEqualTo(TlsFailure.NO_SHARED_VERSION);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "522 session reuse required",
                "425 unable to build data connection: TLS session not reused",
                "521 data connections must be encrypted"
            })
    void tellsWhenTheServerWantsWhatItDoesNotResume(String reply) throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, (tcp, own) -> {
                    throw new IOException("no handshake");
                })
                .answering("broken", reply)) {
            TlsException refusal = refusal(Way.SIMPLEST, server, HostileClient::download);

            assertThat(refusal.failure()).isEqualTo(TlsFailure.DATA_CHANNEL_NOT_RESUMED);
            assertThat(refusal).hasMessageContaining(reply);
            assertThat(refusal.hint()).contains("--tls 1.2");
        }
        try (HostileFtp server =
                HostileFtp.start(certificate, (tcp, own) -> tcp.close()).answering("STOR", reply)) {
            assertThat(failureOf(Way.SIMPLEST, server, HostileClient::upload))
                    .isEqualTo(TlsFailure.DATA_CHANNEL_NOT_RESUMED);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aDownloadThatIsCutOffFails(Way way) throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, (tcp, own) -> {
            HostileFtp.resumed(tcp, own).getOutputStream().write(FILE);
            tcp.shutdownOutput(); // as if it were the end; TLS has not said so
        })) {
            assertThat(failureOf(way, server, HostileClient::download)).isEqualTo(TlsFailure.TRUNCATED);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aListingThatIsCutOffFails(Way way) throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, (tcp, own) -> {
            HostileFtp.resumed(tcp, own)
                    .getOutputStream()
                    .write("-rw-r--r-- 1 a a 1 Jan 1 2026 one\r\n".getBytes(StandardCharsets.UTF_8));
            tcp.shutdownOutput();
        })) {
            assertThat(failureOf(way, server, session -> session.list(""))).isEqualTo(TlsFailure.TRUNCATED);
        }
    }

    @Test
    void aDownloadThatIsShorterThanTheFileFails() throws IOException {
        try (HostileFtp server =
                HostileFtp.start(certificate, HostileClient::sendFile).answering("SIZE", "213 1001")) {
            TlsException refusal = refusal(Way.SIMPLEST, server, HostileClient::download);

            assertThat(refusal.failure()).isEqualTo(TlsFailure.TRUNCATED);
            assertThat(refusal).hasMessageContaining("1000 of 1001 bytes");
        }
    }

    @Test
    void aDownloadThatTheServerDoesNotConfirmFails() throws IOException {
        try (HostileFtp server =
                HostileFtp.start(certificate, HostileClient::sendFile).answering("done", "451 the disk is broken")) {
            assertThat(refusal(Way.SIMPLEST, server, HostileClient::download))
                    .hasMessageContaining("451 the disk is broken");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anUploadThatTheServerDoesNotConfirmFails(Way way) throws IOException {
        try (HostileFtp server =
                HostileFtp.start(certificate, HostileClient::takeFile).answering("done", "552 no space left for you")) {
            TlsException refusal = refusal(way, server, HostileClient::upload);

            assertThat(refusal.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(refusal).hasMessageContaining("552 no space left for you");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anUploadThatBreaksOffFails(Way way) throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, (tcp, own) -> {
                    HostileFtp.resumed(tcp, own).getInputStream().readNBytes(1000);
                    throw new IOException("no more of this");
                })
                .answering("broken", "426 transfer aborted")) {
            TlsException refusal = refusal(way, server, session -> session.put(new Generated(1, 50_000_000), "x"));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.TRUNCATED);
            assertThat(refusal).hasMessageContaining("426 transfer aborted");
        }
    }

    @Test
    void anUploadOfWhichLessIsStoredFails() throws IOException {
        try (HostileFtp server =
                HostileFtp.start(certificate, HostileClient::takeFile).answering("SIZE", "213 999")) {
            assertThat(failureOf(Way.SIMPLEST, server, HostileClient::upload)).isEqualTo(TlsFailure.TRUNCATED);
        }
    }

    @Test
    void anUploadWhoseSourceFailsIsNotEndedAsIfItWereWhole() throws IOException {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        try (HostileFtp server = HostileFtp.start(certificate, (tcp, own) -> {
            SSLSocket tls = HostileFtp.resumed(tcp, own);
            tls.getInputStream().readNBytes(1000);
            try {
                ended.complete(tcp.getInputStream().read() >= 0); // a close_notify would be a byte at least
            } catch (SocketException e) {
                ended.complete(false); // reset
            }
        })) {
            InputStream broken = new InputStream() {
                private boolean begun;

                @Override
                public int read() throws IOException {
                    throw new IOException("a bad sector");
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    if (begun) {
                        return read();
                    }
                    begun = true;
                    return 1000;
                }
            };
            TlsException refusal = refusal(Way.SIMPLEST, server, session -> session.put(broken, "x"));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.LOCAL_FILE);
            assertThat(refusal).hasMessageContaining("a bad sector");
            assertThat(ended.orTimeout(30, TimeUnit.SECONDS).join()).isFalse();
        }
    }
}
