package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.SlowRelay;
import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.OperationClock.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that keep to every timeout for a single read, and would hold a client for ever. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT) // it waits most of the time
final class OperationClockTest {
    private static final LabCa CA = LabCa.create();
    private static final LabCertificate CERTIFICATE = CA.issue("localhost");

    /** What is to succeed in it does so on a machine that stands still for some seconds as well. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Pieces in which 4,000 bytes take longer than that. */
    private static final int PIECE = 60;

    private static final Upgrade NO_UPGRADE = clear -> {};

    static Stream<Arguments> ways() {
        return Stream.of(TlsProvider.values())
                .flatMap(provider -> Stream.of(TlsVersion.values()).map(version -> Arguments.of(provider, version)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aHandshakeThatTricklesEnds(TlsProvider provider, TlsVersion version) throws IOException {
        try (TlsEcho echo = TlsEcho.start(CERTIFICATE, version.jsseName());
                SlowRelay relay = relay(echo).trickleAfter(40)) {
            TlsConnector connector = connector(relay, context(provider));

            Throwable failure = catchThrowable(connector::open);

            assertThat(Diagnosis.of(failure, connector.endpoint(), connector.watch()))
                    .hasMessageContaining("longer than 5s in all")
                    .satisfies(told -> assertThat(told.failure()).isEqualTo(TlsFailure.TIMEOUT))
                    .satisfies(told -> assertThat(told.hint()).contains("--timeout"));
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aHandshakeThatTricklesEndsForALibraryWithoutTimeoutsToo(TlsProvider provider) throws IOException {
        try (TlsEcho echo = TlsEcho.start(CERTIFICATE);
                SlowRelay relay = relay(echo).trickleAfter(40)) {
            SSLSocket socket = layered(context(provider), relay);

            assertThatThrownBy(socket::startHandshake).hasStackTraceContaining("longer than 5s in all");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatComesAfterALibrarysHandshakeIsTheLibrarysBusiness(TlsProvider provider, TlsVersion version)
            throws IOException {
        TlsContext context = context(provider);
        try (TlsEcho echo = TlsEcho.start(CERTIFICATE, version.jsseName());
                SlowRelay relay = relay(echo)) {
            for (int connection = 0; connection < 2; connection++) { // the second one resumes where it can
                try (SSLSocket socket = layered(context, relay)) {
                    socket.startHandshake();
                    relay.slowDown(0, PIECE); // tickets may come first
                    assertThat(echoed(socket, 4_000)).isEqualTo(4_000);
                    relay.slowDown(0, Integer.MAX_VALUE);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void anAnswerThatTricklesEnds(TlsProvider provider) throws IOException {
        try (TlsEcho echo = TlsEcho.start(CERTIFICATE);
                SlowRelay relay = relay(echo)) {
            TlsConnector connector = connector(relay, context(provider));
            Socket socket = connector.open();
            try (Operation operation = connector.clock().operation()) {
                relay.trickleAfter(1);

                assertThatThrownBy(() -> echoed(socket, 1_000)).isInstanceOf(OperationTimeoutException.class);
                assertThatThrownBy(() -> echoed(socket, 1)).isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aSlowTransferThatGoesOnIsNotCut(TlsProvider provider) throws IOException {
        try (TlsEcho echo = TlsEcho.start(CERTIFICATE);
                SlowRelay relay = relay(echo)) {
            TlsConnector connector = connector(relay, context(provider));
            try (Socket socket = connector.open();
                    Operation operation = connector.clock().operation()) {
                relay.slowDown(0, 4 * 1024); // forty in a second, for six seconds
                assertThat(echoed(socket, 240 * 1024)).isEqualTo(240 * 1024);
            }
        }
    }

    @Test
    void betweenOperationsNothingIsCounted() throws IOException {
        try (TlsEcho echo = TlsEcho.start(CERTIFICATE);
                SlowRelay relay = relay(echo)) {
            TlsConnector connector = connector(relay, context(TlsProvider.JDK));
            try (Socket socket = connector.open()) {
                relay.slowDown(0, PIECE);
                assertThat(echoed(socket, 4_000)).isEqualTo(4_000);
            }
        }
    }

    @Test
    void aPauseIsNotCounted() throws IOException {
        try (TlsEcho echo = TlsEcho.start(CERTIFICATE);
                SlowRelay relay = relay(echo)) {
            TlsConnector connector = connector(relay, context(TlsProvider.JDK).asOneOperation());
            try (Operation operation = connector.clock().operation();
                    Socket socket = connector.open()) {
                relay.slowDown(0, PIECE);
                try (Operation wait = connector.clock().pause()) {
                    assertThat(echoed(socket, 4_000)).isEqualTo(4_000);
                }
                relay.trickleAfter(0);
                assertThatThrownBy(() -> echoed(socket, 1_000)).isInstanceOf(OperationTimeoutException.class);
            }
        }
    }

    @Test
    void aServerThatTakesNothingEndsAnOperationThatWrites() throws IOException {
        try (TlsEcho echo = TlsEcho.start(CERTIFICATE);
                SlowRelay relay = relay(echo)) {
            TlsConnector connector = connector(relay, context(TlsProvider.JDK));
            try (Socket socket = connector.open();
                    Operation operation = connector.clock().operation()) {
                relay.slowDown(0, 1); // the echo stops reading when it cannot write
                socket.setSoTimeout(60_000);
                assertThatThrownBy(() -> writeForEver(socket)) // kernels take a hundred megabytes on this way
                        .hasStackTraceContaining("the peer takes nothing any more");
            }
        }
    }

    @Test
    void operationsOfOneContextShareItsTime() {
        TlsContext context = context(TlsProvider.JDK).asOneOperation();
        OperationClock first = connector(1, context).clock();
        OperationClock second = connector(2, context.with(context.config())).clock();
        try (Operation operation = first.operation()) {
            long now = System.nanoTime();
            first.waited(now - 1, now + Duration.ofMillis(10).toNanos());
        }
        try (Operation operation = second.operation()) {
            assertThat(second.left()).isLessThan(TIMEOUT.minusMillis(9));
        }
        assertThat(connector(1, context(TlsProvider.JDK)).clock()).isNotSameAs(first);
    }

    @Test
    void anOperationHasAllOfTheTimeAndGoingOnHasTheRest() {
        OperationClock clock = OperationClock.perOperation(Duration.ofSeconds(1));
        try (Operation head = clock.operation()) {
            spend(clock, 600);
        }
        try (Operation body = clock.continued()) {
            assertThat(clock.left()).isLessThan(Duration.ofMillis(401));
            clock.passed(16 * 1024);
            assertThat(clock.left()).isGreaterThan(Duration.ofMillis(600));
            spend(clock, 600);
        }
        try (Operation next = clock.operation()) {
            assertThat(clock.left()).isGreaterThan(Duration.ofMillis(600));
        }
    }

    @Test
    void nothingProlongsAGoodbye() {
        OperationClock clock = OperationClock.perOperation(Duration.ofMinutes(1));
        try (Operation operation = clock.operation()) {
            try (Operation goodbye = clock.goodbye()) {
                clock.passed(100_000);
                assertThat(clock.left()).isLessThanOrEqualTo(Duration.ofSeconds(2));
            }
            assertThat(clock.left()).isGreaterThan(Duration.ofSeconds(50));
        }
    }

    @Test
    void aNameThatIsNotFoundInTimeIsATimeout() {
        CountDownLatch never = new CountDownLatch(1);
        OperationClock clock = OperationClock.perOperation(Duration.ofMillis(50));
        try (Operation operation = clock.operation()) {
            assertThatThrownBy(() -> NameLookup.addresses(
                            "slow.lab.test",
                            name -> {
                                never.await();
                                return new InetAddress[0];
                            },
                            clock))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("slow.lab.test");
        }
        never.countDown();
    }

    private static void writeForEver(Socket socket) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        while (true) {
            socket.getOutputStream().write(chunk);
        }
    }

    private static void spend(OperationClock clock, int millis) {
        long now = System.nanoTime();
        clock.waited(now, now + Duration.ofMillis(millis).toNanos());
    }

    private static SlowRelay relay(TlsEcho echo) throws IOException {
        return SlowRelay.to(echo.endpoint().port());
    }

    private static TlsContext context(TlsProvider provider) {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(CA.certificate()))
                .provider(provider)
                .timeout(TIMEOUT)
                .build());
    }

    private static TlsConnector connector(SlowRelay relay, TlsContext context) {
        return connector(relay.port(), context);
    }

    private static TlsConnector connector(int port, TlsContext context) {
        return TlsConnector.to(Endpoint.of(Protocol.SMTP, TlsMode.IMPLICIT, "localhost", port), context, NO_UPGRADE);
    }

    /** As a library does that sets no timeout at all. */
    private static SSLSocket layered(TlsContext context, SlowRelay relay) throws IOException {
        Socket tcp = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        return (SSLSocket) context.socketFactory().createSocket(tcp, "localhost", relay.port(), true);
    }

    private static int echoed(Socket socket, int length) throws IOException {
        Thread writer = new Thread(() -> {
            try {
                socket.getOutputStream().write(new byte[length]);
                socket.getOutputStream().flush();
            } catch (IOException e) {
                return; // the reader is told too
            }
        });
        writer.start();
        return socket.getInputStream().readNBytes(length).length;
    }
}
