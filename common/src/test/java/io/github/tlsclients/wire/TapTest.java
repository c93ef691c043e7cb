package io.github.tlsclients.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.tlsclients.lab.ClosedPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TapTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(LOOPBACK, 0);
    private static final int PATIENCE_MILLIS = 20_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket server;
    private Tap tap;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, LOOPBACK);
        tap = Tap.listening(ANY_PORT, new InetSocketAddress(LOOPBACK, server.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        tap.close();
        server.close();
        threads.shutdownNow();
    }

    @Test
    void passesEveryByteBothWaysAndRecordsIt() throws Exception {
        byte[] much = new byte[10 * 1024 * 1024];
        new Random(6).nextBytes(much);
        Future<?> echo = threads.submit(() -> {
            try (Socket peer = server.accept()) {
                return peer.getInputStream().transferTo(peer.getOutputStream());
            }
        });
        try (Socket client = connect(tap)) {
            Future<byte[]> answer = threads.submit(() -> client.getInputStream().readAllBytes());
            client.getOutputStream().write(much);
            client.shutdownOutput();

            assertThat(Arrays.equals(answer.get(), much)).isTrue();
            echo.get();
        }

        Flow flow = onlyFlow();
        assertThat(Arrays.equals(bytes(flow, Direction.TO_SERVER), much)).isTrue();
        assertThat(Arrays.equals(bytes(flow, Direction.TO_CLIENT), much)).isTrue();
        assertThat(flow.dropped()).isZero();
    }

    @Test
    void aServerMayStillAnswerWhenTheClientHasSaidAll() throws Exception {
        try (Socket client = connect(tap);
                Socket peer = accept()) {
            client.getOutputStream().write('?');
            client.shutdownOutput();
            assertThat(peer.getInputStream().readAllBytes()).containsExactly('?');

            peer.getOutputStream().write('!');
            assertThat(client.getInputStream().read()).isEqualTo('!');
        }
    }

    @Test
    void aClientMayStillAskWhenTheServerHasSaidAll() throws Exception {
        try (Socket client = connect(tap);
                Socket peer = accept()) {
            peer.getOutputStream().write('!');
            peer.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).containsExactly('!');

            client.getOutputStream().write('?');
            assertThat(peer.getInputStream().read()).isEqualTo('?');
        }
    }

    @Test
    void aResetIsPassedOnAsAReset() throws Exception {
        try (Socket client = connect(tap);
                Socket peer = accept()) {
            client.getOutputStream().write('?');
            assertThat(peer.getInputStream().read()).isEqualTo('?');

            peer.setSoLinger(true, 0);
            peer.close();

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void whatTheServerAnswersIsNeverRecordedBeforeWhatItAnswersTo() throws Exception {
        try (Socket client = connect(tap);
                Socket peer = accept()) {
            Future<?> echo = threads.submit(() -> peer.getInputStream().transferTo(peer.getOutputStream()));
            for (int i = 0; i < 200; i++) {
                client.getOutputStream().write(i);
                assertThat(client.getInputStream().read()).isEqualTo(i);
            }
            client.shutdownOutput();
            echo.get();
        }

        List<Segment> segments = onlyFlow().segments();
        assertThat(segments).hasSize(400);
        for (int i = 0; i < segments.size(); i++) {
            assertThat(segments.get(i).direction()).isEqualTo(i % 2 == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT);
        }
    }

    @Test
    void connectionsAtOnceAreToldApart() throws Exception {
        try (Socket first = connect(tap);
                Socket firstPeer = accept();
                Socket second = connect(tap);
                Socket secondPeer = accept()) {
            second.getOutputStream().write('2');
            assertThat(secondPeer.getInputStream().read()).isEqualTo('2');
            first.getOutputStream().write('1');
            assertThat(firstPeer.getInputStream().read()).isEqualTo('1');

            assertThat(tap.recording().flows()).hasSize(2).allSatisfy(flow -> {
                assertThat(flow.server().getPort()).isEqualTo(server.getLocalPort());
                assertThat(flow.closed()).isEmpty();
            });
            assertThat(tap.recording().flows())
                    .extracting(flow -> flow.client().getPort(), flow -> bytes(flow, Direction.TO_SERVER))
                    .containsExactlyInAnyOrder(
                            tuple(first.getLocalPort(), new byte[] {'1'}),
                            tuple(second.getLocalPort(), new byte[] {'2'}));
        }
    }

    @Test
    void aServerThatCannotBeReachedClosesTheClientAndIsTold() throws Exception {
        BlockingQueue<IOException> told = new LinkedBlockingQueue<>();
        try (ClosedPort nobody = new ClosedPort();
                Tap lost = Tap.listening(ANY_PORT, new InetSocketAddress(LOOPBACK, nobody.port()), told::add);
                Socket client = connect(lost)) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);

            assertThat(told.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .hasMessageMatching(".*:" + nobody.port() + ": Connection refused.*");
            assertThat(lost.recording().flows()).isEmpty();
        }
    }

    @Test
    void aNameIsLookedUpForEachConnectionAndTheQuestionRecorded() throws Exception {
        InetSocketAddress byName = InetSocketAddress.createUnresolved("localhost", server.getLocalPort());
        try (Tap named = Tap.listening(ANY_PORT, byName);
                Socket client = connect(named);
                Socket peer = accept();
                Socket again = connect(named);
                Socket peerAgain = accept()) {
            assertThat(named.recording().questions())
                    .extracting(NameQuestion::name)
                    .containsExactly("localhost", "localhost");
        }
    }

    @Test
    void anAddressIsNotLookedUp() throws Exception {
        InetSocketAddress byAddress = InetSocketAddress.createUnresolved("127.0.0.1", server.getLocalPort());
        try (Tap tap = Tap.listening(ANY_PORT, byAddress);
                Socket client = connect(tap);
                Socket peer = accept()) {
            assertThat(tap.recording().questions()).isEmpty();
        }
    }

    @Test
    void closingEndsConnectionsAndThreads() throws Exception {
        try (Socket client = connect(tap);
                Socket peer = accept()) {
            peer.getOutputStream().write('!');
            assertThat(client.getInputStream().read()).isEqualTo('!');
            List<Thread> running = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("tap-" + tap.port() + "-"))
                    .toList();
            assertThat(running).hasSize(3).allMatch(Thread::isDaemon);

            tap.close();

            assertThat(isOver(client)).isTrue();
            assertThat(isOver(peer)).isTrue();
            for (Thread thread : running) {
                thread.join(PATIENCE_MILLIS);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
            assertThat(onlyFlow().closed()).isPresent();
            assertThatThrownBy(() -> connect(tap)).isInstanceOf(IOException.class);
        }
    }

    /** By an end or by a reset, as the relay's threads happen to notice. */
    private static boolean isOver(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void aPortThatIsTakenIsToldAtOnce() {
        assertThatThrownBy(() -> Tap.listening(new InetSocketAddress(LOOPBACK, tap.port()), ANY_PORT))
                .isInstanceOf(IOException.class);
    }

    private static Socket connect(Tap tap) throws IOException {
        Socket socket = new Socket(LOOPBACK, tap.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private Socket accept() throws IOException {
        server.setSoTimeout(PATIENCE_MILLIS);
        Socket peer = server.accept();
        peer.setSoTimeout(PATIENCE_MILLIS);
        return peer;
    }

    private Flow onlyFlow() {
        assertThat(tap.recording().flows()).hasSize(1);
        return tap.recording().flows().get(0);
    }

    private static byte[] bytes(Flow flow, Direction direction) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        flow.segments().stream()
                .filter(segment -> segment.direction() == direction)
                .forEach(segment -> bytes.writeBytes(segment.bytes()));
        return bytes.toByteArray();
    }
}
