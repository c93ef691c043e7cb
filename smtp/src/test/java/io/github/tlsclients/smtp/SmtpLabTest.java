package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.smtp.lab.ReceivedMail;
import io.github.tlsclients.smtp.lab.SmtpLab;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract against the lab, and what can be shown there alone. */
class SmtpLabTest extends SmtpContract {
    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();
    private final LabCertificate certificate = ca.issue("localhost", "127.0.0.1");

    @SuppressWarnings("NullAway.Init")
    private SmtpLab implicit;

    @SuppressWarnings("NullAway.Init")
    private SmtpLab upgrading;

    @BeforeAll
    void start() {
        implicit = SmtpLab.start(TlsMode.IMPLICIT, certificate.serverContext(), account);
        upgrading = SmtpLab.start(TlsMode.STARTTLS, certificate.serverContext(), account);
    }

    @AfterAll
    void stop() {
        implicit.close();
        upgrading.close();
    }

    @Override
    String host() {
        return "localhost";
    }

    @Override
    int port(TlsMode mode) {
        return (mode == TlsMode.IMPLICIT ? implicit : upgrading).port();
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
    byte[] stored(String messageId) {
        return received()
                .map(ReceivedMail::data)
                .filter(mail -> text(mail).contains(messageId))
                .findFirst()
                .orElseThrow();
    }

    @Override
    String everything() {
        return received().map(mail -> text(mail.data())).collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aClientCertificateIsAskedForAndChecked(Way way) throws TlsException {
        try (SmtpLab lab = SmtpLab.startWantingCertificate(
                way.mode(), certificate.serverContext(List.of(ca.certificate())), account)) {
            Endpoint endpoint = Endpoint.of(Protocol.SMTP, way.mode(), "localhost", lab.port());
            LabCertificate ours = ca.issue(CertificateSpec.client("ada"));
            LabCertificate foreign = LabCa.create().issue(CertificateSpec.client("ada"));

            try (SmtpSession session = SmtpSession.connect(endpoint, showing(ours, way))) {
                assertThat(session.report().version()).isEqualTo(way.version().jsseName());
            }
            assertThat(failure(endpoint, showing(foreign, way)))
                    .isIn(TlsFailure.CLIENT_CERTIFICATE_REFUSED, TlsFailure.CLIENT_CERTIFICATE_WANTED);
            assertThat(failure(endpoint, context(way))).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_WANTED);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anExpiredCertificateIsRefused(Way way) {
        Instant end = Instant.now().minus(Duration.ofDays(1));
        CertificateSpec expired = CertificateSpec.server("localhost").valid(end.minus(Duration.ofDays(9)), end);
        try (SmtpLab lab = SmtpLab.start(way.mode(), ca.issue(expired).serverContext(), account)) {
            Endpoint endpoint = Endpoint.of(Protocol.SMTP, way.mode(), "localhost", lab.port());

            assertThat(failure(endpoint, context(way))).isEqualTo(TlsFailure.EXPIRED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theWrongModeIsToldByName(TlsMode mode) {
        TlsMode other = mode == TlsMode.IMPLICIT ? TlsMode.STARTTLS : TlsMode.IMPLICIT;
        Endpoint wrong = Endpoint.of(Protocol.SMTP, other, "localhost", port(mode));

        assertThat(failure(wrong, context()))
                .isEqualTo(
                        mode == TlsMode.IMPLICIT ? TlsFailure.TLS_ON_UPGRADE_PORT : TlsFailure.PLAINTEXT_ON_TLS_PORT);
    }

    @ParameterizedTest
    @EnumSource
    void theEnvelopeIsThatOfTheMessage(TlsMode mode) throws TlsException {
        SentMessage sent = send(mode, to("ada@lab.test").to("ada@localhost").build());

        assertThat(received().filter(mail -> text(mail.data()).contains(sent.messageId())))
                .singleElement()
                .satisfies(mail -> {
                    assertThat(mail.user()).isEqualTo("ada");
                    assertThat(mail.from()).isEqualTo("ada@lab.test");
                    assertThat(mail.to()).containsExactly("ada@lab.test", "ada@localhost");
                });
        assertThat(sent.to()).containsExactly("ada@lab.test", "ada@localhost");
    }

    /** A name of its own: to look up this machine's can take many seconds. */
    @Test
    void itCallsItselfLocalhost() throws IOException {
        try (Socket socket = new Socket(host(), port(TlsMode.STARTTLS))) {
            assertThat(new Dialogue(socket).reply()).startsWith("220 localhost ");
        }
    }

    /** RFC 3207 section 4.2. */
    @Test
    void offersTheUpgradeBeforeItAndNotInsideIt() throws IOException {
        TlsContext context = TlsContext.of(
                TlsConfig.builder().trust(Trust.certificates(ca.certificate())).build());
        try (Socket tcp = new Socket(host(), port(TlsMode.STARTTLS))) {
            Dialogue clear = new Dialogue(tcp);
            clear.reply();
            assertThat(clear.ask("EHLO there")).contains("250-STARTTLS\n").doesNotContain("AUTH");
            assertThat(clear.ask("STARTTLS")).startsWith("220");
            try (Socket tls = context.socketFactory().createSocket(tcp, host(), tcp.getPort(), true)) {
                assertThat(new Dialogue(tls).ask("EHLO there"))
                        .contains("250-AUTH PLAIN LOGIN\n")
                        .doesNotContain("STARTTLS");
            }
        }
    }

    private TlsContext showing(LabCertificate client, Way way) {
        return TlsContext.of(context(way).config().toBuilder()
                .identity(Identity.of(client.key(), client.chain()))
                .build());
    }

    private static TlsFailure failure(Endpoint endpoint, TlsContext context) {
        return catchThrowableOfType(TlsException.class, () -> SmtpSession.connect(endpoint, context))
                .failure();
    }

    private Stream<ReceivedMail> received() {
        return Stream.of(implicit, upgrading).flatMap(lab -> lab.received().stream());
    }
}
