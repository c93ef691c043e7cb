package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ProFTPD on OpenSSL 3.5, which has the hybrid groups, with a client that takes no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FtpPostQuantumIT {
    private static final String HYBRID = "X25519MLKEM768";

    private final ServerSetup setup = ServerSetup.of(LabCa.create(), KeyType.EC);
    private final ServerContainer hybridAlone =
            ServerContainer.start(setup.offeringOnly(HYBRID), "ftp", "proftpd", 21, 990);

    @AfterAll
    void stop() {
        hybridAlone.close();
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void controlAndDataArePostQuantumEachByAHandshakeOfItsOwn(TlsMode mode) throws IOException {
        byte[] content = new byte[200_000];
        new Random(3).nextBytes(content);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        try (FtpSession session = connect(hybridAlone, mode, config().requirePostQuantum())) {
            session.put(new ByteArrayInputStream(content), "quantum.bin");
            assertThat(session.list("")).extracting(RemoteFile::name).contains("quantum.bin");
            session.get("quantum.bin", back);

            assertThat(back.toByteArray()).isEqualTo(content);
            assertThat(session.report().group()).contains(HYBRID);
            assertThat(session.report().dataChannels()).hasSize(3).allSatisfy(channel -> {
                assertThat(channel.group()).contains(HYBRID);
                assertThat(channel.resumed()).isFalse();
            });
            assertThat(session.report().toString())
                    .contains("STOR: TLSv1.3, X25519MLKEM768, a session of its own, same certificate");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void groupsThatAreHybridAloneAreEnough(TlsMode mode) throws IOException {
        try (FtpSession session = connect(hybridAlone, mode, config().groups(List.of(HYBRID)))) {
            session.list("");

            assertThat(session.report().dataChannels())
                    .singleElement()
                    .satisfies(channel -> assertThat(channel.group()).contains(HYBRID));
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void theServerTakesNothingElse(TlsMode mode) {
        TlsConfig.Builder classical = config().provider(TlsProvider.JDK);

        assertThat(catchThrowableOfType(
                                TlsException.class,
                                () -> connect(hybridAlone, mode, classical).close())
                        .failure())
                .isEqualTo(TlsFailure.HANDSHAKE_FAILED);
    }

    /** As ProFTPD comes: its control connection is post-quantum, and its data connections have to resume. */
    @Test
    void aServerThatDemandsResumptionIsTold() throws IOException {
        try (ServerContainer demanding = ServerContainer.start(setup, "ftp", "proftpd", 21);
                FtpSession session = connect(demanding, TlsMode.STARTTLS, config().requirePostQuantum())) {
            assertThat(session.report().group()).contains(HYBRID);
            TlsException refusal = catchThrowableOfType(TlsException.class, () -> session.list(""));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.DATA_CHANNEL_NOT_RESUMED);
            assertThat(refusal.failure().exitCode()).isEqualTo(8);
            assertThat(refusal.hint()).contains("NoSessionReuseRequired").contains("require_ssl_reuse");
        }
    }

    private TlsConfig.Builder config() {
        return TlsConfig.builder()
                .trust(Trust.certificates(setup.ca().certificate()))
                .provider(TlsProvider.BOUNCY_CASTLE);
    }

    private FtpSession connect(ServerContainer server, TlsMode mode, TlsConfig.Builder config) throws TlsException {
        int port = server.port(Protocol.FTP.defaultPort(mode));
        FtpSession session =
                FtpSession.connect(Endpoint.of(Protocol.FTP, mode, "localhost", port), TlsContext.of(config.build()));
        session.login(setup.account().user(), setup.account().password().toCharArray());
        return session;
    }
}
