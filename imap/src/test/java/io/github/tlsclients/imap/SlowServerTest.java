package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.imap.lab.ImapLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.SlowRelay;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that say a byte now and then, which is in time for every single read. What ends too late may do so before it has
 * come to the point: a machine that pauses is too slow as well, and that is no failure of the test.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
final class SlowServerTest {
    private static final Duration HASTY = Duration.ofSeconds(1);
    /** Of what must succeed on a machine that pauses. */
    private static final Duration PATIENT = Duration.ofSeconds(5);

    private static final LabCa CA = LabCa.create();
    private static final LabAccount ACCOUNT = LabAccount.create();

    static Stream<Arguments> everyMoment() {
        return Stream.of(TlsMode.values())
                .flatMap(mode -> Stream.of(TlsProvider.values())
                        .flatMap(provider -> Stream.of(0, 60, 1_000) // greeting or ServerHello, upgrade, certificate
                                .map(after -> Arguments.of(mode, provider, after))));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("everyMoment")
    void connectingEndsWhereverTheServerBeginsToTrickle(TlsMode mode, TlsProvider provider, int after)
            throws IOException {
        try (ImapLab lab = lab(mode);
                SlowRelay relay = SlowRelay.to(lab.port()).trickleAfter(after)) {
            isTooSlow(() -> ImapSession.connect(endpoint(mode, relay), context(provider, HASTY)));
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aReplyThatTricklesEndsTheCommand(TlsProvider provider) throws IOException {
        try (ImapLab lab = lab(TlsMode.IMPLICIT);
                SlowRelay relay = SlowRelay.to(lab.port())) {
            isTooSlow(() -> {
                try (ImapSession session = loggedIn(relay, context(provider, HASTY))) {
                    relay.trickleAfter(1);
                    session.folders();
                }
            });
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aLiteralThatTricklesEndsTheFetch(TlsProvider provider) throws IOException {
        try (ImapLab lab = lab(TlsMode.IMPLICIT);
                SlowRelay relay = SlowRelay.to(lab.port())) {
            lab.deliver(message(40_000));
            isTooSlow(() -> {
                try (ImapSession session = loggedIn(relay, context(provider, HASTY))) {
                    long uid = last(session);
                    relay.trickleAfter(10_000);
                    session.fetch("INBOX", uid, OutputStream.nullOutputStream());
                }
            });
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aMessageIsFetchedForAsLongAsItMovesOn() throws IOException {
        try (ImapLab lab = lab(TlsMode.IMPLICIT);
                SlowRelay relay = SlowRelay.to(lab.port())) {
            byte[] message = message(360_000);
            lab.deliver(message);
            try (ImapSession session =
                    loggedIn(relay, context(TlsProvider.JDK, PATIENT).asOneOperation())) {
                long uid = last(session);
                relay.slowDown(0, 6_000); // six seconds, where five are the limit
                ByteArrayOutputStream fetched = new ByteArrayOutputStream();
                session.fetch("INBOX", uid, fetched);
                assertThat(fetched.toByteArray()).hasSizeGreaterThanOrEqualTo(message.length);
            }
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void waitingForMailIsNoOperationButWhatIsAroundItIs(TlsProvider provider) throws IOException {
        try (ImapLab lab = lab(TlsMode.IMPLICIT);
                SlowRelay relay = SlowRelay.to(lab.port());
                ImapSession session = loggedIn(relay, context(provider, PATIENT).asOneOperation())) {
            assertThat(session.idle("INBOX", PATIENT.plusSeconds(1))).isEmpty();
            assertThat(session.folders()).isNotEmpty();
            isTooSlow(() -> {
                try (ImapSession other =
                        loggedIn(relay, context(provider, HASTY).asOneOperation())) {
                    relay.trickleAfter(1);
                    other.idle("INBOX", Duration.ofMinutes(1));
                }
            });
        }
    }

    private static void isTooSlow(ThrowingCallable action) {
        TlsException failure = catchThrowableOfType(TlsException.class, action);
        assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
        assertThat(failure).hasMessageContaining("longer than 1s in all");
        assertThat(failure.hint()).contains("--timeout");
    }

    private static long last(ImapSession session) throws TlsException {
        var messages = session.messages("INBOX");
        return messages.get(messages.size() - 1).uid();
    }

    private static byte[] message(int size) {
        return ("Subject: large\r\n\r\n" + "line after line\r\n".repeat(size / 17)).getBytes(StandardCharsets.US_ASCII);
    }

    private static ImapLab lab(TlsMode mode) throws IOException {
        return ImapLab.start(mode, CA.issue("localhost"), ACCOUNT);
    }

    private static ImapSession loggedIn(SlowRelay relay, TlsContext context) throws TlsException {
        ImapSession session = ImapSession.connect(endpoint(TlsMode.IMPLICIT, relay), context);
        session.login(ACCOUNT.user(), ACCOUNT.password().toCharArray());
        return session;
    }

    private static Endpoint endpoint(TlsMode mode, SlowRelay relay) {
        return Endpoint.of(Protocol.IMAP, mode, "localhost", relay.port());
    }

    private static TlsContext context(TlsProvider provider, Duration timeout) {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(CA.certificate()))
                .provider(provider)
                .timeout(timeout)
                .build());
    }
}
