package io.github.tlsclients.smtp.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.cli.FaultTrial;
import io.github.tlsclients.cli.Tls;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.smtp.OutgoingMessage;
import io.github.tlsclients.smtp.SmtpSession;
import io.github.tlsclients.smtp.cli.Console;
import io.github.tlsclients.smtp.cli.SmtpModule;
import io.github.tlsclients.smtp.lab.LoginFault;
import io.github.tlsclients.smtp.lab.OfferFault;
import io.github.tlsclients.smtp.lab.SmtpLab;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of the page. */
class SmtpExercisesTest {
    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();

    @Test
    void aLoginOfferedInClearIsForgotten() throws IOException {
        FaultTrial trial = played(LoginFault.AUTH_SPOOFED_IN_CLEAR, TlsMode.STARTTLS);

        assertThat(exitCode(trial)).isEqualTo(7);
        assertThat(trial.journal()).noneMatch(line -> line.contains("C: AUTH") || line.contains("C* AUTH"));
    }

    @Test
    void aGreetingOffersNothing() throws IOException {
        assertThat(exitCode(played(OfferFault.OFFERED_IN_THE_GREETING, TlsMode.STARTTLS)))
                .isEqualTo(5);
    }

    @Test
    void aMessageGoesToAllOrToNobody() throws IOException {
        OutgoingMessage message = OutgoingMessage.from("ada@lab.test")
                .to("ada@lab.test")
                .to("bob@lab.test")
                .text("hello")
                .build();
        try (SmtpLab server = lab(TlsMode.IMPLICIT);
                SmtpSession session = SmtpSession.connect(to("smtps", server), trusting())) {
            session.login(account.user(), account.password().toCharArray());

            assertThatThrownBy(() -> session.send(message))
                    .isInstanceOf(TlsException.class)
                    .hasMessageContaining("bob@lab.test");
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void theClientTellsNoName() throws IOException {
        try (SmtpLab server = lab(TlsMode.STARTTLS);
                SmtpSession session = SmtpSession.connect(to("smtp+starttls", server), trusting())) {
            assertThat(session.report().clearText())
                    .filteredOn(line -> line.startsWith("C: "))
                    .containsExactly("C: EHLO [127.0.0.1]", "C: STARTTLS");
        }
    }

    @Test
    void aMissingPasswordIsNoticedAtHome() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1); // whoever has connected is in the queue by now
            String uri = "smtps://localhost:" + server.getLocalPort();

            Console console = Console.run(
                    new byte[0],
                    () -> Tls.run("smtp", "probe", uri, "--user", "ada", "--password-file", "there-is-no-such-file"));

            assertThat(console.exitCode()).as(console.err()).isEqualTo(2);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private SmtpLab lab(TlsMode mode) {
        return SmtpLab.start(mode, ca.issue("localhost").serverContext(), account);
    }

    private TlsContext trusting() {
        return TlsContext.of(
                TlsConfig.builder().trust(Trust.certificates(ca.certificate())).build());
    }

    private static Endpoint to(String scheme, SmtpLab server) {
        return Endpoint.parse(scheme + "://localhost:" + server.port());
    }

    /** What a fault of the lab comes to. */
    private static FaultTrial played(Fault fault, TlsMode mode) throws IOException {
        try (LabPki pki = LabPki.create()) {
            return FaultTrial.of(new SmtpModule(), fault, mode, TlsProvider.JDK, pki, line -> {});
        }
    }

    private static int exitCode(FaultTrial trial) {
        return trial.refusal().map(refusal -> refusal.failure().exitCode()).orElse(0);
    }
}
