package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FtpSessionTest {
    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();

    static Stream<Way> resuming() {
        return Way.all().filter(way -> !way.isOf(TlsProvider.BOUNCY_CASTLE, TlsVersion.TLS_1_3));
    }

    @ParameterizedTest
    @MethodSource("resuming")
    void showsItsClientCertificateOnBothConnections(Way way) throws IOException {
        LabCertificate client = ca.issue(CertificateSpec.client("ada"));
        Identity identity = Identity.of(client.key(), client.chain());
        try (HostileFtp server = wantingCertificates(way.mode());
                FtpSession session = FtpSession.connect(
                        endpoint(way.mode(), server),
                        TlsContext.of(way.config(ca).identity(identity).build()))) {
            session.login("ada", "secret".toCharArray());

            assertThat(session.put(new ByteArrayInputStream(new byte[1000]), "x"))
                    .isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @MethodSource("resuming")
    void saysWhenAClientCertificateIsMissingOrUnknown(Way way) throws IOException {
        LabCertificate stranger = LabCa.create().issue(CertificateSpec.client("ada"));
        TlsConfig.Builder unknown = way.config(ca).identity(Identity.of(stranger.key(), stranger.chain()));
        try (HostileFtp lab = wantingCertificates(way.mode())) {
            assertThat(refusal(way.mode(), lab, way.config(ca)).failure())
                    .isEqualTo(TlsFailure.CLIENT_CERTIFICATE_WANTED);
            assertThat(refusal(way.mode(), lab, unknown).failure())
                    .isIn(TlsFailure.CLIENT_CERTIFICATE_REFUSED, TlsFailure.CLIENT_CERTIFICATE_WANTED);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void refusesACertificateThatIsOutOfDate(TlsMode mode) throws IOException {
        Instant now = Instant.now();
        CertificateSpec old =
                CertificateSpec.server("localhost").valid(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)));
        CertificateSpec early =
                CertificateSpec.server("localhost").valid(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(9)));
        try (LabServer expired = FtpLab.start(mode, ca.issue(old), account);
                LabServer notYet = FtpLab.start(mode, ca.issue(early), account)) {
            assertThat(refusal(mode, expired, Way.SIMPLEST.config(ca)).failure())
                    .isEqualTo(TlsFailure.EXPIRED);
            assertThat(refusal(mode, notYet, Way.SIMPLEST.config(ca)).failure()).isEqualTo(TlsFailure.NOT_YET_VALID);
        }
    }

    @Test
    void everythingOfAConfigurationHoldsOnBothConnections() throws IOException {
        TlsConfig.Builder narrow = Way.SIMPLEST.config(ca).cipherSuites(List.of("TLS_CHACHA20_POLY1305_SHA256"));
        try (LabServer lab = FtpLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account);
                FtpSession session =
                        FtpSession.connect(endpoint(TlsMode.IMPLICIT, lab), TlsContext.of(narrow.build()))) {
            session.login(account.user(), account.password().toCharArray());
            session.list("");

            assertThat(session.report().cipherSuite()).isEqualTo("TLS_CHACHA20_POLY1305_SHA256");
            assertThat(session.report().dataChannels()).hasSize(1);
        }
    }

    @Test
    void listsFoldersByPath() throws IOException {
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account);
                FtpSession session = loggedIn(lab)) {
            Files.createDirectory(lab.home().resolve("folder"));
            Files.createDirectory(lab.home().resolve("empty"));
            Files.writeString(lab.home().resolve("folder/inside.txt"), "12345");

            assertThat(session.list(""))
                    .extracting(RemoteFile::name, RemoteFile::directory)
                    .containsExactlyInAnyOrder(tuple("folder", true), tuple("empty", true));
            assertThat(session.list("folder")).singleElement().satisfies(file -> {
                assertThat(file.size()).hasValue(5L);
                assertThat(file.modified().orElseThrow())
                        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
            });
            assertThat(session.list("/folder")).hasSize(1);
            assertThat(session.list("empty")).isEmpty();
            assertThat(session.list("folder")).hasSize(1);
        }
    }

    @Test
    void tellsAReceiverTheSizeAndReadsWhatItLeaves() throws IOException {
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account);
                FtpSession session = loggedIn(lab)) {
            Files.write(lab.home().resolve("x"), new byte[100_000]);

            long size = session.get("x", (content, told) -> {
                assertThat(told).isEqualTo(OptionalLong.of(100_000));
                assertThat(content.readNBytes(10)).hasSize(10);
            });

            assertThat(size).isEqualTo(100_000);
            assertThat(session.list("")).hasSize(1);
        }
    }

    @Test
    void aFailureOfTheReceiverIsNotBlamedOnTheServer() throws IOException {
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account);
                FtpSession session = loggedIn(lab)) {
            Files.write(lab.home().resolve("x"), new byte[1_000_000]);

            TlsException refusal = catchThrowableOfType(
                    TlsException.class,
                    () -> session.get("x", (content, size) -> {
                        throw new IOException("no space left on device");
                    }));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.LOCAL_FILE);
            assertThat(refusal).hasMessageContaining("no space left on device");
        }
    }

    @Test
    void anonymousIsRefusedWithAHintToLogIn() throws IOException {
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), account);
                FtpSession session = FtpSession.connect(endpoint(TlsMode.IMPLICIT, lab), Way.SIMPLEST.trusting(ca))) {
            TlsException refusal = catchThrowableOfType(TlsException.class, session::loginAnonymously);

            assertThat(refusal.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED);
            assertThat(refusal.hint()).contains("--user");
            assertThat(catchThrowableOfType(TlsException.class, () -> session.get("x", OutputStream.nullOutputStream()))
                            .failure())
                    .isEqualTo(TlsFailure.LOGIN_REFUSED);
        }
    }

    private HostileFtp wantingCertificates(TlsMode mode) throws IOException {
        SSLContext context = ca.issue("localhost").serverContext(List.of(ca.certificate()));
        HostileFtp server = HostileFtp.start(context, HostileClient::takeFile).wantingCertificates();
        return mode == TlsMode.STARTTLS ? server.upgrading() : server;
    }

    private FtpSession loggedIn(LabServer lab) throws TlsException {
        FtpSession session = FtpSession.connect(endpoint(TlsMode.IMPLICIT, lab), Way.SIMPLEST.trusting(ca));
        session.login(account.user(), account.password().toCharArray());
        return session;
    }

    private TlsException refusal(TlsMode mode, LabServer lab, TlsConfig.Builder config) {
        return catchThrowableOfType(
                TlsException.class,
                () -> FtpSession.connect(endpoint(mode, lab), TlsContext.of(config.build()))
                        .close());
    }

    private static Endpoint endpoint(TlsMode mode, LabServer lab) {
        return Endpoint.of(Protocol.FTP, mode, "localhost", lab.port());
    }
}
