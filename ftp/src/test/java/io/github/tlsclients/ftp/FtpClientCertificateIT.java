package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.ServerSetup;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that let nobody in without a client certificate, on the control connection and for data. */
class FtpClientCertificateIT {
    private static final List<Way> VSFTPD = List.of(
            new Way(TlsMode.IMPLICIT, TlsVersion.TLS_1_3, TlsProvider.JDK),
            new Way(TlsMode.STARTTLS, TlsVersion.TLS_1_3, TlsProvider.JDK),
            new Way(TlsMode.IMPLICIT, TlsVersion.TLS_1_2, TlsProvider.BOUNCY_CASTLE),
            new Way(TlsMode.STARTTLS, TlsVersion.TLS_1_2, TlsProvider.BOUNCY_CASTLE));

    private static final List<Way> PROFTPD = Stream.concat(
                    VSFTPD.stream(),
                    Stream.of(
                            new Way(TlsMode.IMPLICIT, TlsVersion.TLS_1_2, TlsProvider.JDK),
                            new Way(TlsMode.STARTTLS, TlsVersion.TLS_1_2, TlsProvider.JDK)))
            .toList();

    private static final List<Way> PUREFTPD = List.of(
            new Way(TlsMode.STARTTLS, TlsVersion.TLS_1_2, TlsProvider.JDK),
            new Way(TlsMode.STARTTLS, TlsVersion.TLS_1_2, TlsProvider.BOUNCY_CASTLE));

    static Stream<Object[]> servers() {
        return Stream.of(
                new Object[] {"vsftpd", VSFTPD}, new Object[] {"proftpd", PROFTPD}, new Object[] {"pureftpd", PUREFTPD
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void takesFilesFromWhoShowsACertificateAlone(String server, List<Way> ways) throws IOException {
        LabCa ca = LabCa.create();
        LabCertificate stranger = LabCa.create().issue(CertificateSpec.client("ada"));
        ServerSetup setup = ServerSetup.of(ca, KeyType.RSA).requiringClientCertificate();
        Map<TlsMode, Integer> inside = new EnumMap<>(TlsMode.class);
        ways.forEach(way -> inside.put(way.mode(), Protocol.FTP.defaultPort(way.mode())));
        int[] ports = inside.values().stream().mapToInt(Integer::intValue).toArray();
        try (ServerContainer container = ServerContainer.start(setup, "ftp", server, ports)) {
            for (Way way : ways) {
                Endpoint endpoint = Endpoint.of(
                        Protocol.FTP, way.mode(), "localhost", container.port(Protocol.FTP.defaultPort(way.mode())));
                for (KeyType key : List.of(KeyType.RSA, KeyType.EC)) {
                    LabCertificate client =
                            ca.issue(CertificateSpec.client("ada").with(key));
                    Identity identity = Identity.of(client.key(), client.chain());
                    exchange(endpoint, way.config(ca).identity(identity), setup);
                }
                assertThat(refusal(endpoint, way.config(ca)))
                        .as("%s, %s, no certificate", server, way)
                        .isEqualTo(TlsFailure.CLIENT_CERTIFICATE_WANTED);
                assertThat(refusal(endpoint, way.config(ca).identity(Identity.of(stranger.key(), stranger.chain()))))
                        .as("%s, %s, another authority's", server, way)
                        .isIn(TlsFailure.CLIENT_CERTIFICATE_REFUSED, TlsFailure.CLIENT_CERTIFICATE_WANTED);
            }
        }
    }

    private static void exchange(Endpoint endpoint, TlsConfig.Builder config, ServerSetup setup) throws TlsException {
        try (FtpSession session = FtpSession.connect(endpoint, TlsContext.of(config.build()))) {
            session.login(setup.account().user(), setup.account().password().toCharArray());
            session.put(new ByteArrayInputStream(new byte[1000]), "signed.bin");
            assertThat(session.list("")).extracting(RemoteFile::name).contains("signed.bin");
            assertThat(session.get("signed.bin", OutputStream.nullOutputStream()))
                    .isEqualTo(1000);
        }
    }

    private static TlsFailure refusal(Endpoint endpoint, TlsConfig.Builder config) {
        return catchThrowableOfType(
                        TlsException.class,
                        () -> FtpSession.connect(endpoint, TlsContext.of(config.build()))
                                .close())
                .failure();
    }
}
