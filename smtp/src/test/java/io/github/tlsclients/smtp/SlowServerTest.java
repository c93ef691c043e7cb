package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.SlowRelay;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.smtp.lab.SmtpLab;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
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

/** Servers that say a byte now and then, which is in time for every single read. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT) // it waits most of the time
final class SlowServerTest {
    private static final LabCa CA = LabCa.create();
    private static final LabAccount ACCOUNT = LabAccount.create();

    /**
     * What is to succeed in it does so on a machine that stands still for a while as well; the shortest reply takes longer
     * to trickle.
     */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    static Stream<Arguments> everyMoment() {
        return Stream.of(TlsMode.values())
                .flatMap(mode -> Stream.of(TlsProvider.values())
                        .flatMap(provider -> Stream.of(0, 60, 1_000) // greeting or ServerHello, upgrade, certificate
                                .map(after -> Arguments.of(mode, provider, after))));
    }

    @ParameterizedTest
    @MethodSource("everyMoment")
    void connectingEndsWhereverTheServerBeginsToTrickle(TlsMode mode, TlsProvider provider, int after)
            throws IOException {
        try (SmtpLab lab = lab(mode);
                SlowRelay relay = SlowRelay.to(lab.port()).trickleAfter(after)) {
            isTooSlow(() -> SmtpSession.connect(endpoint(mode, relay), context(provider)));
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aReplyThatTricklesEndsTheLoginOrTheSending(TlsProvider provider) throws IOException {
        try (SmtpLab lab = lab(TlsMode.IMPLICIT);
                SlowRelay relay = SlowRelay.to(lab.port())) {
            try (SmtpSession session = connect(relay, context(provider))) {
                relay.trickleAfter(1);
                isTooSlow(() -> session.login(ACCOUNT.user(), ACCOUNT.password().toCharArray()));
            }
            relay.slowDown(0, Integer.MAX_VALUE);
            try (SmtpSession session = connect(relay, context(provider))) {
                session.login(ACCOUNT.user(), ACCOUNT.password().toCharArray());
                relay.trickleAfter(1);
                isTooSlow(() -> session.send(message()));
            }
        }
    }

    @Test
    void aGoodbyeThatTricklesIsNotWaitedForLong() throws IOException {
        try (SmtpLab lab = lab(TlsMode.IMPLICIT);
                SlowRelay relay = SlowRelay.to(lab.port())) {
            TlsContext patient =
                    TlsContext.of(config().timeout(Duration.ofMinutes(5)).build());
            SmtpSession session = connect(relay, patient);
            relay.trickleAfter(1);
            session.close(); // the test's own timeout is far shorter than that
            assertThat(session.report().version()).startsWith("TLSv1");
        }
    }

    private static void isTooSlow(ThrowingCallable action) {
        TlsException failure = catchThrowableOfType(TlsException.class, action);
        assertThat(failure.failure()).isEqualTo(TlsFailure.TIMEOUT);
        assertThat(failure).hasMessageContaining("longer than 4s in all");
        assertThat(failure.hint()).contains("--timeout");
    }

    private static SmtpLab lab(TlsMode mode) {
        return SmtpLab.start(mode, CA.issue("localhost").serverContext(), ACCOUNT);
    }

    private static OutgoingMessage message() {
        return OutgoingMessage.from("ada@lab.test")
                .to(ACCOUNT.user() + "@lab.test")
                .text("hello")
                .build();
    }

    private static SmtpSession connect(SlowRelay relay, TlsContext context) throws TlsException {
        return SmtpSession.connect(endpoint(TlsMode.IMPLICIT, relay), context);
    }

    private static Endpoint endpoint(TlsMode mode, SlowRelay relay) {
        return Endpoint.of(Protocol.SMTP, mode, "localhost", relay.port());
    }

    private static TlsContext context(TlsProvider provider) {
        return TlsContext.of(config().provider(provider).build());
    }

    private static TlsConfig.Builder config() {
        return TlsConfig.builder().trust(Trust.certificates(CA.certificate())).timeout(TIMEOUT);
    }
}
