package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may go wrong when the server opens the data connections. */
class ActiveModeTest {
    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("localhost", "127.0.0.1");

    @Test
    void takesNobodysConnectionButTheServers() throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, HostileClient::sendFile)
                        .outrunBy(InetAddress.getByName("127.0.0.2"));
                FtpSession session = loggedIn(server, DataMode.ACTIVE)) {
            assertThat(session.get("x", OutputStream.nullOutputStream())).isEqualTo(1000);
            assertThat(server.heard()).contains("(turned away)").doesNotContain("(let in)");
        }
    }

    @Test
    void announcesTheAddressThatItIsGiven() throws IOException {
        DataMode elsewhere = DataMode.activeAt(InetAddress.getByName("192.0.2.1"));
        try (HostileFtp server = HostileFtp.start(certificate, HostileClient::sendFile);
                FtpSession session = loggedIn(server, elsewhere)) {
            assertThat(session.get("x", OutputStream.nullOutputStream())).isEqualTo(1000);
            assertThat(server.heard()).anyMatch(line -> line.startsWith("PORT 192,0,2,1,"));
        }
    }

    @Test
    void waitsForTheServerNoLongerThanTheTimeout() throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, HostileClient::sendFile)
                        .answering("PORT", "200 as you like")
                        .answering("SIZE", "550 no")
                        .answering("RETR", "125 already open, believe me");
                FtpSession session = loggedIn(server, DataMode.ACTIVE, Duration.ofSeconds(4))) { // to get to RETR
            TlsException refusal =
                    catchThrowableOfType(TlsException.class, () -> session.get("x", OutputStream.nullOutputStream()));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.TIMEOUT);
            assertThat(refusal.hint()).contains("--active");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 illegal command", "502 not here", "425 not today"})
    void tellsWhenTheServerRefusesActiveMode(String reply) throws IOException {
        try (HostileFtp server =
                        HostileFtp.start(certificate, HostileClient::sendFile).answering("PORT", reply);
                FtpSession session = loggedIn(server, DataMode.ACTIVE)) {
            TlsException refusal = catchThrowableOfType(TlsException.class, () -> session.list(""));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(refusal).hasMessageContaining("refuses active mode").hasMessageContaining(reply);
        }
    }

    @Test
    void tellsWhenTheServerCannotConnect() throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, HostileClient::sendFile)
                        .answering("RETR", "425 no route to you");
                FtpSession session = loggedIn(server, DataMode.ACTIVE)) {
            TlsException refusal =
                    catchThrowableOfType(TlsException.class, () -> session.get("x", OutputStream.nullOutputStream()));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.UNREACHABLE);
            assertThat(refusal.hint()).contains("--active=ADDRESS");
        }
    }

    @Test
    void anAddressOfTheOtherFamilyIsNotAnnounced() throws IOException {
        DataMode six = DataMode.activeAt(InetAddress.getByName("2001:db8::1"));
        try (HostileFtp server = HostileFtp.start(certificate, HostileClient::sendFile)) {
            TlsException refusal = catchThrowableOfType(TlsException.class, () -> loggedIn(server, six));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.USAGE);
            assertThat(server.heard()).noneMatch(line -> line.startsWith("USER"));
        }
    }

    private FtpSession loggedIn(HostileFtp server, DataMode mode) throws TlsException {
        return loggedIn(server, mode, Duration.ofSeconds(20));
    }

    private FtpSession loggedIn(HostileFtp server, DataMode mode, Duration timeout) throws TlsException {
        TlsConfig config = Way.SIMPLEST.config(ca).timeout(timeout).build();
        Endpoint endpoint = Endpoint.of(Protocol.FTP, TlsMode.IMPLICIT, "127.0.0.1", server.port());
        FtpSession session = FtpSession.connect(endpoint, TlsContext.of(config), mode);
        session.login("ada", "secret".toCharArray());
        return session;
    }
}
