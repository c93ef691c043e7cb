package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an observer is told is what passed. */
class ObservedSocketTest {
    private static final byte[] SAID = {'s', 'a', 'i', 'd'};

    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("localhost");
    private final Seen seen = new Seen();

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void everyByteBelowTlsIsSeen(TlsProvider provider) throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate);
                Relay relay = Relay.to(server)) {
            echo(connector(relay.endpoint(), provider).open());

            Line line = seen.lines.get(0);
            // the relay has all that was answered; the client's farewell may still be on its way there
            assertThat(line.sent.toByteArray()).startsWith(relay.sentByClient());
            assertThat(relay.sentByServer()).startsWith(line.received.toByteArray());
            assertThat(line.received.size()).isGreaterThan(SAID.length);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aConnectionIsNamedByBothItsEndsAndClosedOnce(TlsProvider provider) throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate)) {
            Socket socket = connector(server.endpoint(), provider).open();
            int port = socket.getLocalPort();
            assertThat(seen.lines.get(0).closed).isZero();
            echo(socket);
            socket.close();

            assertThat(seen.lines).hasSize(1);
            Line line = seen.lines.get(0);
            assertThat(line.client.getPort()).isEqualTo(port);
            assertThat(line.server.getPort()).isEqualTo(server.endpoint().port());
            assertThat(line.server.getAddress().isLoopbackAddress()).isTrue();
            assertThat(line.closed).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aNameThatIsLookedUpIsToldOnceAndAnAddressNever(TlsProvider provider) throws IOException {
        try (TlsEcho server = TlsEcho.start(ca.issue("localhost", "127.0.0.1"))) {
            echo(connector(server.endpoint(), provider).open());
            echo(connector(
                            Endpoint.of(
                                    Protocol.SMTP,
                                    TlsMode.IMPLICIT,
                                    "127.0.0.1",
                                    server.endpoint().port()),
                            provider)
                    .open());
        }

        assertThat(seen.names).containsExactly("localhost");
        assertThat(seen.lines).hasSize(2);
    }

    @Test
    void aSecondConnectionIsSeenToo() throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate)) {
            TlsConnector client = connector(server.endpoint(), TlsProvider.JDK);
            try (Socket control = client.open()) {
                control.getOutputStream().write(SAID);
                assertThat(control.getInputStream().readNBytes(SAID.length)).isEqualTo(SAID);
                for (int i = 0; i < 2; i++) {
                    Socket tcp = new Socket("localhost", server.endpoint().port());
                    try (ResumedChannel data = i == 0 ? client.resume(tcp) : client.openLike(tcp)) {
                        data.getOutputStream().write(SAID);
                        assertThat(data.getInputStream().readNBytes(SAID.length))
                                .isEqualTo(SAID);
                    }
                }
            }
        }

        assertThat(seen.lines).hasSize(3).allSatisfy(line -> {
            assertThat(line.sent.size()).isGreaterThan(100);
            assertThat(line.received.size()).isGreaterThan(100);
            assertThat(line.closed).isEqualTo(1);
        });
    }

    @Test
    void bytesAreSeenByWhateverMethodTheyPass() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket tcp = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket peer = listener.accept();
                Socket observed = new ObservedSocket(tcp, seen)) {
            observed.getOutputStream().write('a');
            observed.getOutputStream().write(new byte[] {'b', 'c'});
            observed.getOutputStream().write(new byte[] {'x', 'd', 'x'}, 1, 1);
            assertThat(peer.getInputStream().readNBytes(4)).asString().isEqualTo("abcd");

            peer.getOutputStream().write("efghij".getBytes(StandardCharsets.US_ASCII));
            peer.shutdownOutput();
            assertThat(observed.getInputStream().read()).isEqualTo('e');
            assertThat(observed.getInputStream().skip(2)).isEqualTo(2);
            assertThat(observed.getInputStream().readAllBytes()).asString().isEqualTo("hij");
            assertThat(observed.getInputStream().read()).isEqualTo(-1);
        }

        assertThat(seen.lines.get(0).sent).hasToString("abcd");
        assertThat(seen.lines.get(0).received).hasToString("efghij");
    }

    @Test
    void aConnectionThatFailsIsSeenAsFarAsItWent() throws IOException {
        try (TlsEcho server = TlsEcho.start(LabCa.create().issue("localhost"))) {
            TlsConnector client = connector(server.endpoint(), TlsProvider.JDK);
            assertThatThrownBy(client::open).isInstanceOf(IOException.class);
        }

        assertThat(seen.lines.get(0).received.size()).isGreaterThan(100);
        assertThat(seen.lines.get(0).closed).isEqualTo(1);
    }

    private TlsConnector connector(Endpoint endpoint, TlsProvider provider) {
        TlsConfig config = TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .provider(provider)
                .build();
        return TlsConnector.to(endpoint, TlsContext.of(config).observedBy(seen), clear -> {});
    }

    private static void echo(Socket socket) throws IOException {
        try (socket) {
            socket.getOutputStream().write(SAID);
            assertThat(socket.getInputStream().readNBytes(SAID.length)).isEqualTo(SAID);
        }
    }

    private static final class Seen implements WireObserver {
        final List<String> names = Collections.synchronizedList(new ArrayList<>());
        final List<Line> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void lookingUp(String host) {
            names.add(host);
        }

        @Override
        public Connection connected(InetSocketAddress client, InetSocketAddress server) {
            Line line = new Line(client, server);
            lines.add(line);
            return line;
        }
    }

    private static final class Line implements WireObserver.Connection {
        final InetSocketAddress client;
        final InetSocketAddress server;
        final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        final ByteArrayOutputStream received = new ByteArrayOutputStream();
        volatile int closed;

        Line(InetSocketAddress client, InetSocketAddress server) {
            this.client = client;
            this.server = server;
        }

        @Override
        public void sent(byte[] bytes, int offset, int count) {
            sent.write(bytes, offset, count);
        }

        @Override
        public void received(byte[] bytes, int offset, int count) {
            received.write(bytes, offset, count);
        }

        @Override
        public void closed() {
            closed++;
        }
    }
}
