package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.smtp.lab.SmtpLab;
import io.github.tlsclients.tls.CertificateRefusedException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailPropertiesTest {
    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();

    @ParameterizedTest
    @EnumSource
    void plainJakartaMailIsProtectedInBothModes(TlsMode mode) throws MessagingException {
        try (SmtpLab lab = SmtpLab.start(mode, ca.issue("localhost").serverContext(), account)) {
            TlsConnector connector = connector(mode, lab.port(), ca);

            try (Transport transport =
                    Session.getInstance(MailProperties.of(connector)).getTransport()) {
                transport.connect(account.user(), account.password());

                assertThat(transport.isConnected()).isTrue();
                assertThat(connector.handshake()).get().extracting("version").isEqualTo("TLSv1.3");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedCertificateIsNotTriedAgainWithOtherTrust(TlsMode mode) throws IOException {
        try (SmtpLab lab = SmtpLab.start(mode, ca.issue("localhost").serverContext(), account);
                Meddler counting = Meddler.before("localhost", lab.port(), said -> said)) {
            TlsConnector connector = connector(mode, counting.port(), LabCa.create());

            assertThatThrownBy(() -> connect(connector, "smtp"))
                    .hasStackTraceContaining(CertificateRefusedException.class.getName());

            assertThat(counting.connections()).isEqualTo(1);
            String clear = mode == TlsMode.IMPLICIT ? "" : "EHLO [127.0.0.1]\r\nSTARTTLS\r\n";
            assertThat(counting.fromClient()).startsWith(clear + "\u0016\u0003"); // a TLS record at once
            assertThat(counting.fromClient().substring(clear.length()))
                    .doesNotContain("EHLO", "AUTH", "STARTTLS", account.user(), account.password());
        }
    }

    @Test
    void aServerInClearHearsNoSmtpAndIsAskedOnce() throws IOException {
        try (ScriptServer server = ScriptServer.clear("220 in clear\r\n", line -> "250 fine\r\n")) {
            TlsConnector connector = connector(TlsMode.IMPLICIT, server.port(), ca);

            assertThatThrownBy(() -> connect(connector, "smtp")).isInstanceOf(MessagingException.class);

            assertThat(server.connections()).isEqualTo(1);
            assertThat(String.join("\n", server.heard())).doesNotContain("EHLO", "HELO", "AUTH", "ada");
        }
    }

    @Test
    void theTransportThatWouldMakeTlsSocketsOfItsOwnGetsNone() throws IOException {
        try (ScriptServer server = ScriptServer.protectedBy(
                ca.issue("localhost").serverContext(), "220 hello\r\n", line -> "250 fine\r\n")) {
            TlsConnector connector = connector(TlsMode.IMPLICIT, server.port(), ca);

            assertThatThrownBy(() -> connect(connector, "smtps"))
                    .hasStackTraceContaining("these properties are for the protocol smtp; smtps has no part in them");

            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void everyWaitIsBounded() {
        Properties properties = MailProperties.of(connector(TlsMode.IMPLICIT, 465, ca));

        assertThat(properties)
                .containsEntry("mail.smtp.connectiontimeout", "30000")
                .containsEntry("mail.smtp.timeout", "30000");
    }

    private void connect(TlsConnector connector, String protocol) throws MessagingException {
        try (Transport transport =
                Session.getInstance(MailProperties.of(connector)).getTransport(protocol)) {
            transport.connect("localhost", connector.endpoint().port(), account.user(), account.password());
        }
    }

    private static TlsConnector connector(TlsMode mode, int port, LabCa trusted) {
        TlsContext context = TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(trusted.certificate()))
                .timeout(Duration.ofSeconds(30))
                .build());
        return TlsConnector.to(Endpoint.of(Protocol.SMTP, mode, "localhost", port), context, new SmtpUpgrade());
    }
}
