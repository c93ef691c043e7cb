package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.LabCa;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections of one context to one server resume each other's sessions; a session of FTP belongs to its data alone. */
class ReconnectTest {
    private final LabCa ca = LabCa.create();

    @ParameterizedTest
    @EnumSource
    void aReconnectResumesTheSession(TlsVersion version) throws IOException {
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"))) {
            TlsContext context = context(version);

            assertThat(resumed(context, server.endpoint())).isFalse();
            assertThat(resumed(context, server.endpoint())).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherNameOfTheServerIsNotTakenOnTheWordOfAnOldSession(TlsVersion version) throws IOException {
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost", "also.lab.test"))) {
            TlsContext context = context(version);

            assertThat(resumed(context, server.endpoint())).isFalse();
            assertThat(resumed(context, server.endpoint().named("also.lab.test")))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReloadedContextResumesNothingFromBefore(TlsVersion version) throws IOException {
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"))) {
            TlsContext context = context(version);

            assertThat(resumed(context, server.endpoint())).isFalse();
            context.reload();
            assertThat(resumed(context, server.endpoint())).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anFtpControlConnectionStartsASessionOfItsOwn(TlsVersion version) throws IOException {
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"))) {
            TlsContext context = context(version);
            Endpoint ftp = Endpoint.of(
                    Protocol.FTP,
                    TlsMode.IMPLICIT,
                    "localhost",
                    server.endpoint().connectPort());

            assertThat(resumed(context, ftp)).isFalse();
            assertThat(resumed(context, ftp)).isFalse();
        }
    }

    private TlsContext context(TlsVersion version) {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .versions(version)
                .build());
    }

    /** One connection, used: the tickets of TLS 1.3 come behind the handshake. */
    private static boolean resumed(TlsContext context, Endpoint endpoint) throws IOException {
        TlsConnector connector = TlsConnector.to(endpoint, context, clear -> {});
        try (Socket socket = connector.open()) {
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            return connector.handshake().orElseThrow().resumed();
        }
    }
}
