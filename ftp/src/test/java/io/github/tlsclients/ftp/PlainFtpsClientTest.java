package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.adapters.AdapterContract;
import io.github.tlsclients.adapters.ClientHello;
import io.github.tlsclients.adapters.HelloServer.Upgrade;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.commons.net.ftp.FTPSClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Commons Net's own FTPSClient over our context. {@link FtpSession} is the way: it proves that a data connection belongs
 * to its control connection, and tells of a truncated transfer, which no context can add to FTPSClient. This holds what a
 * context does give it.
 */
class PlainFtpsClientTest extends AdapterContract {
    private static final Upgrade AUTH_TLS = new Upgrade("220 hello\r\n", "AUTH TLS", line -> "234 go ahead\r\n");

    @Override
    protected List<Client> clients() {
        return List.of(
                new Client(
                        "FTPSClient, implicit", (tls, port) -> connect(new FTPSClient(true, tls.sslContext()), port)),
                new Client(
                        "FTPSClient, AUTH TLS",
                        AUTH_TLS,
                        (tls, port) -> connect(new FTPSClient(false, tls.sslContext()), port)));
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void itsDataChannelCarriesTheConfigurationOfABoundContext(TlsProvider provider) throws Exception {
        LabCa ca = LabCa.create();
        BlockingQueue<ClientHello> hellos = new LinkedBlockingQueue<>();
        try (HostileFtp server = HostileFtp.start(ca.issue("localhost"), (tcp, own) -> {
            ClientHello hello = ClientHello.read(tcp.getInputStream());
            hellos.add(hello);
            SSLSocket tls =
                    (SSLSocket) own.getSocketFactory().createSocket(tcp, new ByteArrayInputStream(hello.bytes()), true);
            tls.startHandshake();
            tls.close();
        })) {
            retrieve(context(ca, provider), server.port());

            ClientHello hello = hellos.remove();
            assertThat(hello.versions()).containsExactly("TLSv1.3");
            assertThat(hello.cipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void itsDataChannelIsRefusedUnderAnotherName(TlsProvider provider) throws Exception {
        LabCa ca = LabCa.create();
        SSLContext another = ca.issue("mail.lab.test").serverContext();
        try (HostileFtp server =
                HostileFtp.start(ca.issue("localhost"), (tcp, own) -> HostileFtp.resumed(tcp, another))) {
            assertThatThrownBy(() -> retrieve(context(ca, provider), server.port()))
                    .hasStackTraceContaining("the certificate is for mail.lab.test; you asked for localhost");
        }
    }

    private static TlsContext context(LabCa ca, TlsProvider provider) {
        return TlsContext.of(TlsConfig.builder()
                        .trust(Trust.certificates(ca.certificate()))
                        .provider(provider)
                        .versions(TlsVersion.TLS_1_3)
                        .cipherSuites(List.of("TLS_AES_128_GCM_SHA256"))
                        .build())
                .boundTo("localhost");
    }

    private static void retrieve(TlsContext tls, int port) throws Exception {
        FTPSClient client = new FTPSClient(true, tls.sslContext());
        client.connect("localhost", port);
        try {
            client.login("ada", "secret");
            client.execPBSZ(0);
            client.execPROT("P"); // without it data goes in clear
            client.enterLocalPassiveMode();
            client.retrieveFile("file", OutputStream.nullOutputStream());
        } finally {
            client.disconnect();
        }
    }

    private static void connect(FTPSClient client, int port) throws Exception {
        try {
            client.connect("localhost", port);
        } finally {
            if (client.isConnected()) {
                client.disconnect();
            }
        }
    }
}
