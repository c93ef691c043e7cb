package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.SessionReport.DataChannel;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FtpLabTest extends FtpContract {
    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();
    private final Map<TlsMode, FtpLab> labs = new EnumMap<>(TlsMode.class);
    private final Map<TlsMode, FtpLab> byIpv6 = new EnumMap<>(TlsMode.class);

    @BeforeAll
    void start() throws IOException {
        LabCertificate certificate = ca.issue("localhost", "127.0.0.1", "::1");
        for (TlsMode mode : TlsMode.values()) {
            labs.put(mode, FtpLab.start(mode, certificate, account));
            byIpv6.put(mode, FtpLab.start(mode, InetAddress.getByName("::1"), certificate, account));
        }
    }

    @AfterAll
    void stop() {
        labs.values().forEach(FtpLab::close);
        byIpv6.values().forEach(FtpLab::close);
    }

    /** The JDK's own server resumes whatever either provider offers. */
    @Override
    Reach reachOfServer(Way way) {
        return Reach.ALL;
    }

    @Override
    int port(TlsMode mode) {
        return lab(labs, mode).port();
    }

    @Override
    Endpoint reachableFromTheServer(TlsMode mode) {
        return Endpoint.of(Protocol.FTP, mode, "localhost", port(mode));
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void activeModeIsThereForIpv6(TlsMode mode) throws IOException {
        TlsContext context = Way.SIMPLEST.trusting(ca);
        try (FtpSession session = FtpSession.connect(byIpv6(mode), context, DataMode.ACTIVE)) {
            session.login(account.user(), account.password().toCharArray());
            session.put(new ByteArrayInputStream(new byte[1000]), "active6.bin");
            assertThat(session.get("active6.bin", OutputStream.nullOutputStream()))
                    .isEqualTo(1000);
            assertThat(session.report().dataChannels()).hasSize(2).allMatch(DataChannel::resumed);
        }
    }

    @Override
    Endpoint byIpv6(TlsMode mode) {
        return Endpoint.of(Protocol.FTP, mode, "::1", lab(byIpv6, mode).port());
    }

    @Override
    LabCa ca() {
        return ca;
    }

    @Override
    LabAccount account() {
        return account;
    }

    @Override
    void place(String name, byte[] content) throws IOException {
        for (FtpLab lab : labs.values()) {
            Files.write(lab.home().resolve(name), content);
        }
    }

    @Override
    long large() {
        return 20_000_000;
    }

    private static FtpLab lab(Map<TlsMode, FtpLab> labs, TlsMode mode) {
        FtpLab lab = labs.get(mode);
        if (lab == null) {
            throw new IllegalStateException("the lab has not been started");
        }
        return lab;
    }
}
