package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.cli.FaultTrial;
import io.github.tlsclients.imap.cli.ImapModule;
import io.github.tlsclients.imap.lab.HostileImap;
import io.github.tlsclients.imap.lab.ImapFault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What there is to say about some faults beyond the failure that they end in. */
final class HostileServersTest {
    private static LabPki pki;

    @BeforeAll
    static void makeTheRoot() {
        pki = LabPki.create();
    }

    @AfterAll
    static void close() {
        pki.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFERRAL_IN_CLEAR", "REFERRED_AT_LOGIN", "MAILBOX_REFERRED"})
    void namesTheServerThatItWasReferredToAndStaysAway(ImapFault fault) throws IOException {
        FaultTrial trial = trial(fault);

        assertThat(trial.refusal()).get().satisfies(e -> assertThat(e).hasMessageContaining("elsewhere.lab.test"));
        assertThat(trial.journal())
                .filteredOn(line -> line.equals("-- a client connects"))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = "SCRAM_.*", mode = Mode.MATCH_ALL)
    void triesNoWeakerLoginAfterwards(ImapFault fault) throws IOException {
        assertThat(heard(trial(fault)))
                .filteredOn(line -> line.contains("AUTHENTICATE") || line.contains("LOGIN"))
                .singleElement()
                .asString()
                .contains("AUTHENTICATE SCRAM-SHA-256 ");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGINDISABLED_INSIDE", "PREAUTH_INSIDE", "LOGIN_SPOOFED_IN_CLEAR"})
    void tellsNoPasswordToWhomItMustNot(ImapFault fault) throws IOException {
        assertThat(heard(trial(fault))).noneMatch(line -> line.contains("LOGIN") || line.contains("AUTHENTICATE"));
    }

    @Test
    void asksForTlsInsideTlsNeverAgain() throws IOException {
        assertThat(heard(trial(ImapFault.CAPABILITIES_CHANGED)))
                .filteredOn(line -> line.startsWith("C*"))
                .noneMatch(line -> line.contains("STARTTLS") || line.contains("COMPRESS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WORDS_HOSTILE", "ADDRESSES_NESTED", "ENVELOPE_MALFORMED", "ANSWERED_IN_ADVANCE"})
    void repeatsNothingThatSteersATerminal(ImapFault fault) throws IOException {
        TlsException refusal = trial(fault).refusal().orElseThrow();

        assertThat(refusal.getMessage() + refusal.hint()).matches("[\\x20-\\x7e]+");
    }

    @ParameterizedTest
    @EnumSource(names = {"ALERT_IN_CLEAR", "MAILBOX_IN_CLEAR"})
    void forgetsWhatWasSaidInClear(ImapFault fault) throws IOException {
        LabAccount account = LabAccount.create();
        Stage stage = new Stage(Protocol.IMAP, TlsMode.STARTTLS, fault, pki, account);
        try (HostileServer server = HostileServer.start(stage, new HostileImap());
                CommandLog log = CommandLog.begin();
                ImapSession session = connect(stage, server)) {
            session.login(account.user(), account.password().toCharArray());

            assertThat(session.folders()).extracting(MailFolder::name).containsExactly("INBOX");
            assertThat(session.messages("INBOX"))
                    .extracting(MessageSummary::subject)
                    .containsExactly("news");
            assertThat(log.text()).doesNotContainIgnoringCase("forged").doesNotContain("ALERT");
        }
    }

    @Test
    void ofALoginThatIsRefusedNothingIsLeftInTheSession() throws IOException {
        LabAccount account = LabAccount.create();
        Stage stage = new Stage(Protocol.IMAP, TlsMode.IMPLICIT, ImapFault.SCRAM_UNPROVEN, pki, account);
        try (HostileServer server = HostileServer.start(stage, new HostileImap());
                ImapSession session = connect(stage, server)) {
            assertThat(catchThrowableOfType(
                            TlsException.class,
                            () -> session.login(
                                    account.user(), account.password().toCharArray())))
                    .hasMessageContaining("not the server that has your password");
            assertThat(session.loggedIn()).isEmpty();
        }
    }

    private static FaultTrial trial(ImapFault fault) throws IOException {
        FaultTrial trial = FaultTrial.of(new ImapModule(), fault, TlsMode.STARTTLS, TlsProvider.JDK, pki, line -> {});
        assertThat(trial.isAsItShould())
                .as(() -> String.join("\n", trial.journal()))
                .isTrue();
        return trial;
    }

    private static List<String> heard(FaultTrial trial) {
        return trial.journal().stream().filter(line -> line.startsWith("C")).toList();
    }

    private static ImapSession connect(Stage stage, HostileServer server) throws TlsException {
        TlsContext context =
                TlsContext.of(stage.client().timeout(Duration.ofSeconds(20)).build());
        return ImapSession.connect(Endpoint.of(Protocol.IMAP, stage.mode(), "localhost", server.port()), context);
    }
}
