package io.github.tlsclients.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens one session's connections to one endpoint, in the endpoint's mode. A client library that is given {@link
 * #socketFactory()} cannot tell the modes apart: each socket it connects speaks TLS when {@code connect} returns, or
 * {@code connect} has failed. So no library does its own upgrade, and none has a fallback.
 */
public final class TlsConnector {
    private final Endpoint endpoint;
    private final TlsContext context;
    private final Optional<Upgrade> upgrade;
    private final OperationClock clock;
    private final Optional<WireObserver> observer;
    private volatile HandshakeWatch watch = HandshakeWatch.nothing();
    private volatile List<String> transcript = List.of();
    private volatile @Nullable TlsSocket last;

    private TlsConnector(Endpoint endpoint, TlsContext context, Optional<Upgrade> upgrade) {
        this.endpoint = endpoint;
        // FTP's data connections are to resume their own control connection's session, never another's
        this.context = endpoint.protocol() == Protocol.FTP
                ? context.boundTo(endpoint.serverName())
                : context.sharedBoundTo(endpoint.serverName());
        this.upgrade = upgrade;
        this.clock = context.clock()
                .orElseGet(() -> OperationClock.perOperation(context.config().timeout()));
        this.observer = context.observer();
    }

    /**
     * A connector for an endpoint.
     *
     * @param endpoint where to, and in which mode
     * @param context what is wanted of TLS; it is bound to the endpoint's server name. Connections that are opened by the
     *     same context to the same server resume each other's sessions, but for FTP's
     * @param upgrade how this protocol upgrades; used in the mode {@link TlsMode#STARTTLS} alone
     * @return the connector
     */
    public static TlsConnector to(Endpoint endpoint, TlsContext context, Upgrade upgrade) {
        return new TlsConnector(
                endpoint, context, endpoint.mode() == TlsMode.STARTTLS ? Optional.of(upgrade) : Optional.empty());
    }

    /**
     * Connects, upgrades where the mode asks for it, and shakes hands.
     *
     * @return a socket that speaks TLS
     * @throws UpgradeException if the server does not come as far as a handshake
     * @throws IOException if it cannot be reached, or is not who it should be
     */
    public Socket open() throws IOException {
        Socket socket = socketFactory().createSocket();
        // the socket looks the name up, for no longer than it may
        socket.connect(
                InetSocketAddress.createUnresolved(endpoint.connectHost(), endpoint.connectPort()), timeoutMillis());
        return socket;
    }

    /** {@return sockets that speak TLS once they are connected; the address to connect to is the caller's} */
    public SocketFactory socketFactory() {
        return socketFactory(UnaryOperator.identity());
    }

    /**
     * The same for a client library that would read without bounds: whatever it reads inside TLS goes through a stream of
     * the caller's, which may refuse a line that never ends.
     *
     * @param reading from the protected stream, after its handshake, to what the library reads
     * @return sockets that speak TLS once they are connected
     */
    public SocketFactory socketFactory(UnaryOperator<InputStream> reading) {
        return new Factory(() -> new TlsSocket(this, reading));
    }

    /**
     * {@return bare TCP sockets to the endpoint} They are for a client library that layers TLS over them itself by
     * {@link TlsContext#socketFactory()}, as OkHttp must for ALPN. They try every address of the host before TLS begins.
     */
    public SocketFactory tcpSocketFactory() {
        return new Factory(() -> new TcpSocket(this));
    }

    /**
     * Wraps a second connection to the same server (an FTP data connection) in TLS that resumes the session of the
     * connection opened last. That proves that it ends where the first one does: nobody else has its secrets.
     *
     * @param tcp a connected socket; closed if this fails
     * @return the second connection, after its handshake
     * @throws DataChannelException if the server made a new session, with this or another certificate
     * @throws IOException if the handshake fails
     */
    public ResumedChannel resume(Socket tcp) throws IOException {
        return second(tcp, ResumedChannel::over);
    }

    /**
     * Wraps a second connection to the same server in TLS by a full handshake of its own, for a provider that cannot
     * resume what was agreed on. The server must show the very certificate that it showed on the connection opened last,
     * for the same name, under the same version or a later one. That proves that the same key is at both ends; only
     * {@link #resume} proves that it is the same session.
     *
     * @param tcp a connected socket; closed if this fails
     * @return the second connection, after its handshake, never resumed
     * @throws DataChannelException if another certificate is shown
     * @throws IOException if the handshake fails
     */
    public ResumedChannel openLike(Socket tcp) throws IOException {
        return second(tcp, ResumedChannel::like);
    }

    private ResumedChannel second(Socket tcp, SecondConnection way) throws IOException {
        TlsSocket control = last;
        if (control == null) {
            throw new IllegalStateException("nothing has been opened that a second connection could belong to");
        }
        try {
            return way.open(observed(tcp), control, this);
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    private interface SecondConnection {
        ResumedChannel open(Socket tcp, TlsSocket control, TlsConnector connector) throws IOException;
    }

    /**
     * Whether {@link #resume} has anything to offer. A ticket of TLS 1.3 is used once (RFC 8446 appendix C.4); a server
     * that sends none along with a second connection leaves nothing for the one after it.
     *
     * @return false if no ticket has come since the last one was used
     */
    public boolean canResume() {
        TlsSocket control = last;
        return control != null && control.canResume();
    }

    /**
     * Whether the server has said something on the connection opened last that nobody has read yet. It may be a reply, or
     * something that TLS keeps to itself, such as a ticket.
     *
     * @return false if there is nothing to be read
     * @throws IOException if the connection is closed
     */
    public boolean hasUnread() throws IOException {
        return opened().hasUnread();
    }

    /** {@return where this connects to} */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** {@return the context, bound to the endpoint's server name} */
    public TlsContext context() {
        return context;
    }

    /**
     * The time that operations on these connections may take in all, connecting first of all. What is opened by {@link
     * #resume} and {@link #openLike} is timed with the connection that it belongs to.
     *
     * @return the clock; of a context that has {@linkplain TlsContext#withOneClock() one} all connectors have the same
     */
    public OperationClock clock() {
        return clock;
    }

    /** {@return what the connection opened last agreed on; empty if its handshake has not finished} */
    public Optional<TlsHandshake> handshake() {
        return Optional.ofNullable(last).map(TlsSocket::handshake);
    }

    /**
     * {@return the connection opened last, which speaks TLS}
     *
     * @throws IllegalStateException if none has been opened
     */
    public Socket socket() {
        return opened();
    }

    /**
     * What the two ends of the connection opened last have in common and nobody in between has: the channel binding
     * tls-exporter (RFC 9266), for a login inside TLS that is to be good in this connection alone.
     *
     * @return 32 bytes; empty in TLS 1.2 and where the provider does not tell: Bouncy Castle's, and the JDK's before 25
     */
    public Optional<byte[]> tlsExporter() {
        return TlsExporter.of(opened().tls().getSession());
    }

    /** {@return what the server showed and asked for in the latest handshake, finished or not} */
    public HandshakeWatch watch() {
        return watch;
    }

    /** {@return what was said in clear before the handshake, each line led by {@code C: } or {@code S: }} */
    public List<String> transcript() {
        return transcript;
    }

    Optional<Upgrade> upgrade() {
        return upgrade;
    }

    /** The observer is told of a name before it is looked up. */
    void lookingUp(String host) {
        observer.ifPresent(seeing -> seeing.lookingUp(host));
    }

    /** A connected socket on which nothing has passed, whose bytes the observer sees, if there is one. */
    Socket observed(Socket tcp) {
        return observer.<Socket>map(seeing -> new ObservedSocket(tcp, seeing)).orElse(tcp);
    }

    int timeoutMillis() {
        return Math.toIntExact(context.config().timeout().toMillis());
    }

    HandshakeWatch watchHandshake() {
        watch = HandshakeWatch.begin();
        return watch;
    }

    void heard(ClearText clear) {
        transcript = clear.transcript();
    }

    void opened(TlsSocket socket) {
        last = socket;
    }

    private TlsSocket opened() {
        TlsSocket socket = last;
        if (socket == null) {
            throw new IllegalStateException("nothing has been opened");
        }
        return socket;
    }

    private final class Factory extends SocketFactory {
        private final Supplier<Socket> sockets;

        Factory(Supplier<Socket> sockets) {
            this.sockets = sockets;
        }

        @Override
        public Socket createSocket() {
            return sockets.get();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port), null);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port), null);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
                throws IOException {
            return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
        }

        private Socket connected(InetSocketAddress address, @Nullable InetSocketAddress local) throws IOException {
            Socket socket = createSocket();
            if (local != null) {
                socket.bind(local);
            }
            socket.connect(address, timeoutMillis());
            return socket;
        }
    }
}
