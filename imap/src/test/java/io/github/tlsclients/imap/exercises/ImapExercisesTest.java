package io.github.tlsclients.imap.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.FaultTrial;
import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.imap.LabUnderTest;
import io.github.tlsclients.imap.MessageSummary;
import io.github.tlsclients.imap.cli.ImapModule;
import io.github.tlsclients.imap.lab.ImapFault;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** The answers to the exercises of the page. */
class ImapExercisesTest {
    @Test
    void aLoginIsNotSkippedInsideTlsEither() throws IOException {
        assertThat(exitCode(played(ImapFault.PREAUTH_INSIDE, TlsMode.IMPLICIT))).isEqualTo(7);
    }

    @Test
    void anAlertInClearIsShownToNobody() throws IOException {
        FaultTrial trial = played(ImapFault.ALERT_IN_CLEAR, TlsMode.STARTTLS);

        assertThat(trial.journal()).anyMatch(line -> line.contains("S: ") && line.contains("[ALERT]"));
        assertThat(exitCode(trial)).isZero(); // the lab's client fails where it is told of one
    }

    @Test
    void anotherMessageIsAnError() throws IOException {
        FaultTrial trial = played(ImapFault.OTHER_MESSAGE, TlsMode.IMPLICIT);

        assertThat(trial.refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.failure()).isEqualTo(TlsFailure.PROTOCOL_ERROR));
        assertThat(exitCode(trial)).isEqualTo(7);
    }

    @Test
    void whatWasFetchedIsStillNew() throws IOException {
        try (LabUnderTest lab = LabUnderTest.start()) {
            TlsContext tls = TlsContext.of(TlsConfig.builder()
                    .trust(Trust.certificates(lab.ca().certificate()))
                    .build());
            Endpoint endpoint = Endpoint.parse("imaps://localhost:" + lab.port(TlsMode.IMPLICIT) + "/INBOX");
            try (ImapSession session = ImapSession.connect(endpoint, tls)) {
                session.login(lab.account().user(), lab.account().password().toCharArray());

                assertThat(session.fetch("INBOX", 3, OutputStream.nullOutputStream()))
                        .isPositive();

                assertThat(session.messages("INBOX"))
                        .filteredOn(message -> message.uid() == 3)
                        .singleElement()
                        .returns(false, MessageSummary::seen);
            }
        }
    }

    /** What a fault of the lab comes to. */
    private static FaultTrial played(Fault fault, TlsMode mode) throws IOException {
        try (LabPki pki = LabPki.create()) {
            return FaultTrial.of(new ImapModule(), fault, mode, TlsProvider.JDK, pki, line -> {});
        }
    }

    private static int exitCode(FaultTrial trial) {
        return trial.refusal().map(refusal -> refusal.failure().exitCode()).orElse(0);
    }
}
