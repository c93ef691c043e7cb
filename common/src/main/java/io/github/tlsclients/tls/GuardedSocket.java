package io.github.tlsclients.tls;

import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The TCP side of a TLS connection, as TLS reads it. Sees two things that JSSE does not tell apart: whether the first
 * byte is TLS at all, and whether the stream ended before the peer's close_notify.
 */
final class GuardedSocket extends DelegatingSocket {
    private static final int SHOWN_TEXT = 80;

    /** The JDK reads what is there before it closes, for the server's sake; as long as there is more, for ever. */
    private static final int LAST_BYTES = 64 * 1024;

    /** JSSE tells its trust managers of the TLS socket alone, and that tells nobody what it is layered over. */
    private static final Set<Object> HYBRID_REQUIRED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** An alert of TLS 1.3 as a record: header, alert, content type, tag (RFC 8446 section 5.2). All else is longer. */
    private static final int ALERT_BYTES = 5 + 2 + 1 + 16;

    private final Socket tcp;
    private final TimedSocket timed;
    private final TlsMode mode;
    private final int peerPort;
    private @Nullable InputStream guarded;
    private volatile boolean ended;
    private volatile boolean heardTls;
    private volatile boolean certificateShown;
    private final AtomicLong heardSince = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();
    private volatile long allowed;
    private volatile long mostHeard = Long.MAX_VALUE;
    private volatile boolean hybridRequired;
    private volatile GroupReader.Agreed agreed = GroupReader.Agreed.NOTHING;
    private volatile @Nullable HandshakeTime handshake;
    private volatile int lastBytes = Integer.MAX_VALUE;

    /** @param peerPort the port that TLS is to take this connection for; sessions are resumed by host and port */
    GuardedSocket(TimedSocket tcp, TlsMode mode, int peerPort) {
        this(tcp, tcp, mode, peerPort);
    }

    private GuardedSocket(Socket tcp, TimedSocket timed, TlsMode mode, int peerPort) {
        this.tcp = tcp;
        this.timed = timed;
        this.mode = mode;
        this.peerPort = peerPort;
    }

    /** The socket under a TLS layer that a client library makes; one that is guarded already stays as it is. */
    static GuardedSocket under(Socket socket, int peerPort) throws IOException {
        if (socket instanceof GuardedSocket guarded) {
            return guarded;
        }
        if (socket instanceof TlsSocket tunnel) {
            return new GuardedSocket(tunnel, tunnel.tcp(), TlsMode.IMPLICIT, peerPort); // inside TLS to a proxy
        }
        return new GuardedSocket(
                socket instanceof TimedSocket timed ? timed : TimedSocket.over(socket, null),
                TlsMode.IMPLICIT,
                peerPort);
    }

    /**
     * Bounds the handshake in all, unless it is a part of an operation that is bounded: for client libraries that know
     * nothing of operations.
     *
     * @param tls what is layered over this
     */
    void boundHandshake(SSLSocket tls, Duration limit) {
        handshake = new HandshakeTime(tls, timed, limit);
    }

    /** What times the connection at this moment. */
    Optional<OperationClock> runningClock() {
        return Optional.ofNullable(timed.clock()).filter(OperationClock::isRunning);
    }

    private void followHandshake() {
        HandshakeTime known = handshake;
        if (known != null && known.isOver()) {
            handshake = null;
        }
    }

    @Override
    Socket delegate() {
        return tcp;
    }

    @Override
    public int getPort() {
        return peerPort;
    }

    /** Whether the peer has said anything, and it began as a record of TLS does. */
    boolean heardTls() {
        return heardTls;
    }

    /** The client is leaving: of what the peer still says a little is read, and then nothing more. */
    void leave() {
        lastBytes = LAST_BYTES;
    }

    /** Whether the TCP stream has ended. If TLS reports an end and this does not, a close_notify came before. */
    boolean ended() {
        return ended;
    }

    /** Whether the peer has said more than an alert since the client showed its certificate; to accept one is to say more. */
    boolean heardSinceCertificate() {
        return heardSince.get() > ALERT_BYTES;
    }

    /** How many bytes have come from the peer. */
    long heard() {
        return heard.get();
    }

    /** Whether the peer has said something that TLS has not read yet. */
    boolean pending() throws IOException {
        return getInputStream().available() > 0;
    }

    /** Ends the connection if the peer says more than so many bytes before this is called again. */
    void allow(long bytes) {
        allowed = bytes;
        mostHeard = heard.get() + bytes;
    }

    /**
     * Ends the connection at once if the server wants a key exchange that is not hybrid, whatever was offered to it.
     *
     * @param tls what is layered over this
     */
    void requireHybrid(SSLSocket tls) {
        hybridRequired = true;
        HYBRID_REQUIRED.add(tls);
    }

    boolean hybridRequired() {
        return hybridRequired;
    }

    /** Whether a connection is layered over a socket that {@linkplain #requireHybrid requires} a hybrid key exchange. */
    static boolean requiresHybrid(Object tls) {
        return HYBRID_REQUIRED.contains(tls);
    }

    /** The key exchange that was agreed on, as the server told. */
    GroupReader.Agreed agreed() {
        return agreed;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        if (guarded == null) {
            guarded = new Guard(new ReadAhead(tcp.getInputStream()));
        }
        return guarded;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Noting(tcp.getOutputStream());
    }

    /** Notes when the flight goes out that shows the client's certificate: the first after it was chosen. */
    private final class Noting extends FilterOutputStream {
        Noting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            followHandshake();
            certificateShown |= HandshakeWatch.certificateChosen();
            out.write(buffer, offset, length);
        }
    }

    private final class Guard extends FilterInputStream {
        private final RecordHeaders records = new RecordHeaders();
        private boolean first = true;
        private @Nullable GroupReader reader = new GroupReader();

        Guard(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int available() throws IOException {
            return Math.min(in.available(), lastBytes);
        }

        @Override
        public long skip(long wanted) throws IOException {
            long skipped = in.skip(Math.min(wanted, lastBytes));
            leaving((int) skipped);
            return skipped;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            followHandshake();
            if (lastBytes == 0) {
                return -1;
            }
            int count = in.read(buffer, offset, length);
            leaving(count);
            HandshakeWatch.reads(GuardedSocket.this);
            if (certificateShown && count > 0) {
                heardSince.addAndGet(count);
            }
            if (count > 0 && heard.addAndGet(count) > mostHeard) {
                leave(); // or the JDK would read what else there is before it closes
                throw new TooMuchSaidException(allowed);
            }
            if (count < 0) {
                ended = true;
            } else if (first && count > 0) {
                first = false;
                requireTls(buffer, offset, count);
            }
            int foreign = records.foreign(buffer, offset, count);
            if (foreign >= 0) {
                throw new UpgradeException(
                        Reason.LEFT_TLS,
                        "clear text came in the middle of TLS: " + shown(buffer, offset + foreign, count - foreign));
            }
            if (reader != null && count > 0) {
                boolean done = reader.read(buffer, offset, count);
                agreed = reader.agreed();
                reader = done ? null : reader; // nothing that comes later is looked at
                if (hybridRequired && (done || agreed.helloRetried())) {
                    requireHybrid();
                }
            }
            return count;
        }

        /** The client has sent no more than its ClientHello by now. */
        private void requireHybrid() throws ClassicalKeyExchangeException {
            String group = agreed.group().orElse("no key exchange of TLS 1.3");
            if (!NamedGroups.isHybrid(group)) {
                throw new ClassicalKeyExchangeException("the server chose " + group + ", which is not post-quantum");
            }
        }

        /** RFC 8446 section 5.1: a record begins with its type, 20 to 23; no protocol's text begins so. */
        private void requireTls(byte[] buffer, int offset, int count) throws IOException {
            heardTls = RecordHeaders.isType(buffer[offset] & 0xff);
            if (heardTls) {
                return;
            }
            if (mode == TlsMode.STARTTLS) {
                throw new UpgradeException(
                        Reason.INJECTED, "clear text came after the server's consent to TLS: somebody injected it");
            }
            throw new UpgradeException(
                    Reason.PLAINTEXT_ON_TLS_PORT,
                    "the server speaks clear text on this port: " + shown(buffer, offset, count));
        }

        /** The first line of what came, and of what waits behind it. */
        private String shown(byte[] buffer, int offset, int count) throws IOException {
            byte[] rest = in.readNBytes(Math.min(in.available(), SHOWN_TEXT));
            String said = new String(buffer, offset, count, StandardCharsets.ISO_8859_1)
                    + new String(rest, StandardCharsets.ISO_8859_1);
            String line = said.lines().findFirst().orElse("");
            return ClearText.printable(line.substring(0, Math.min(line.length(), SHOWN_TEXT)));
        }

        private void leaving(int count) {
            if (lastBytes != Integer.MAX_VALUE) {
                lastBytes = Math.max(0, lastBytes - Math.max(0, count));
            }
        }
    }
}
