package io.github.tlsclients.tls;

import io.github.tlsclients.tls.OperationClock.Operation;
import io.github.tlsclients.tls.TlsContext.Live;
import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A socket whose {@code connect} returns when TLS stands: TCP, the upgrade if the mode asks for one, the handshake. */
final class TlsSocket extends DelegatingSocket {
    /** After so long a silence we look whether the server waits for TLS; many greet late on purpose, few speak TLS. */
    private static final int SILENCE_BEFORE_PROBE_MILLIS = 2_000;

    private static final Duration PROBE = Duration.ofSeconds(2);

    private final TlsConnector connector;
    private final UnaryOperator<InputStream> reading;
    private final TcpSocket tcp;
    private @Nullable Live generation;
    private @Nullable GuardedSocket guarded;
    private @Nullable SSLSocket tls;
    private @Nullable InputStream in;
    private @Nullable TlsHandshake handshake;
    private Set<ByteBuffer> outOfReach = Set.of();

    TlsSocket(TlsConnector connector, UnaryOperator<InputStream> reading) {
        this.connector = connector;
        this.reading = reading;
        this.tcp = new TcpSocket(connector);
    }

    @Override
    Socket delegate() {
        return tls != null ? tls : tcp;
    }

    TimedSocket tcp() {
        return tcp;
    }

    @Nullable
    TlsHandshake handshake() {
        return handshake;
    }

    /** The generation that it was opened in, whose session a second connection resumes. */
    Live generation() {
        if (generation == null) {
            throw new IllegalStateException("not connected");
        }
        return generation;
    }

    SSLSocket tls() {
        if (tls == null) {
            throw new IllegalStateException("not connected");
        }
        return tls;
    }

    /** Whether there are bytes of the peer's that TLS has not read. */
    boolean hasUnread() throws IOException {
        return guarded != null ? guarded.pending() : tcp.getInputStream().available() > 0;
    }

    /** Whether a ticket has come since the last one was used; sessions of TLS 1.2 are used as often as one likes. */
    boolean canResume() {
        return handshake == null
                || !handshake.version().equals(TlsVersion.TLS_1_3.jsseName())
                || !outOfReach.containsAll(heldSessions());
    }

    /**
     * A second connection is about to use the latest ticket. Earlier ones, which the JDK may hold as well, do not count:
     * before 24 it does not find them.
     */
    void resuming() {
        outOfReach = heldSessions();
    }

    private Set<ByteBuffer> heldSessions() {
        return Collections.list(generation().raw().getClientSessionContext().getIds()).stream()
                .map(ByteBuffer::wrap)
                .collect(Collectors.toSet());
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
        try (HandshakeWatch watch = connector.watchHandshake()) {
            tcp.bounded(clock -> connect(address, timeout, watch, clock));
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    private void connect(SocketAddress address, int timeout, HandshakeWatch watch, OperationClock clock)
            throws IOException {
        long begun = System.nanoTime();
        tcp.connect(address, timeout);
        long connected = System.nanoTime();
        Optional<Upgrade> upgrade = connector.upgrade();
        if (upgrade.isPresent()) {
            ask(upgrade.get(), clock);
        }
        long upgraded = System.nanoTime();
        SSLSocket socket = wrap(tcp.getPort());
        socket.startHandshake();
        long done = System.nanoTime();
        tls = socket;
        handshake = TlsHandshake.of(
                socket,
                watch,
                Duration.ofNanos(connected - begun),
                Duration.ofNanos(upgraded - connected),
                Duration.ofNanos(done - upgraded));
        connector.opened(this);
        in = reading.apply(socket.getInputStream());
        if (upgrade.isPresent()) {
            upgrade.get().settle(socket);
            byte[] greeting = upgrade.get().greeting().getBytes(StandardCharsets.US_ASCII);
            in = new SequenceInputStream(new ByteArrayInputStream(greeting), in);
        }
    }

    /** Whatever TLS and the peer have to say to each other at the end. */
    @Override
    public void close() throws IOException {
        if (guarded != null) {
            guarded.leave();
        }
        try (Operation goodbye = connector.clock().goodbye()) {
            super.close();
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return in != null ? in : super.getInputStream();
    }

    private void ask(Upgrade upgrade, OperationClock clock) throws IOException {
        ClearText clear = new ClearText(new PatientInput(clock), tcp.getOutputStream());
        try {
            upgrade.ask(clear);
        } finally {
            connector.heard(clear);
        }
        if (tcp.getInputStream().available() > 0) {
            // the server has nothing to say before our ClientHello (RFC 3207 section 4, RFC 9051 section 6.2.1)
            throw new UpgradeException(
                    Reason.INJECTED, "clear text came after the server's consent to TLS: somebody injected it");
        }
    }

    private SSLSocket wrap(int peerPort) throws IOException {
        GuardedSocket under = new GuardedSocket(tcp, connector.endpoint().mode(), peerPort);
        guarded = under;
        Live now = connector.context().live();
        generation = now;
        return (SSLSocket)
                now.socketFactory().createSocket(under, connector.endpoint().serverName(), peerPort, true);
    }

    /** Reads the server's clear words; if it never says a word, finds out whether it is waiting for TLS. */
    private final class PatientInput extends InputStream {
        private final OperationClock clock;
        private boolean heard;

        PatientInput(OperationClock clock) {
            this.clock = clock;
        }

        @Override
        public int available() throws IOException {
            return tcp.getInputStream().available();
        }

        @Override
        public int read() throws IOException {
            int timeout = tcp.getSoTimeout();
            if (heard || timeout <= SILENCE_BEFORE_PROBE_MILLIS) {
                return once();
            }
            tcp.setSoTimeout(SILENCE_BEFORE_PROBE_MILLIS);
            try {
                return once();
            } catch (OperationTimeoutException e) {
                throw e;
            } catch (SocketTimeoutException e) {
                if (speaksTls()) {
                    throw new UpgradeException(
                            Reason.TLS_ON_UPGRADE_PORT, "the server waits for TLS from the first byte");
                }
                tcp.setSoTimeout(timeout - SILENCE_BEFORE_PROBE_MILLIS);
                return once();
            } finally {
                if (!tcp.isClosed()) {
                    tcp.setSoTimeout(timeout);
                }
            }
        }

        private int once() throws IOException {
            int next = tcp.getInputStream().read();
            heard = true;
            return next;
        }

        /** On a connection of its own, which carries a ClientHello and nothing else. */
        private boolean speaksTls() {
            long begun = System.nanoTime();
            Duration left = clock.left();
            OperationClock own = OperationClock.perOperation(left.compareTo(PROBE) < 0 ? left : PROBE);
            @Nullable GuardedSocket guarded = null;
            try (Socket probe = new Socket();
                    Operation probing = own.operation()) {
                probe.connect(tcp.getRemoteSocketAddress(), (int) own.left().toMillis());
                guarded = new GuardedSocket(TimedSocket.over(probe, own), TlsMode.IMPLICIT, probe.getPort());
                SSLSocket hello = (SSLSocket) connector
                        .context()
                        .socketFactory()
                        .createSocket(guarded, connector.endpoint().serverName(), probe.getPort(), true);
                hello.startHandshake();
                return true;
            } catch (IOException e) {
                return guarded != null && guarded.heardTls(); // an alert, a certificate that is not trusted
            } finally {
                clock.waited(begun);
            }
        }
    }
}
