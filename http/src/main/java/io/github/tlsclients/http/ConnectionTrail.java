package io.github.tlsclients.http;

import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsHandshake;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Follows one call to its connection: how far it came, how long each step took, what the handshake agreed on. OkHttp
 * calls it on the thread that connects and shakes hands, which the {@link HandshakeWatch} needs.
 */
final class ConnectionTrail extends EventListener {
    /** What is known of a connection's handshake for as long as the connection lives. */
    record Seen(TlsHandshake handshake, HandshakeWatch watch) {
        /** More than any head, and than any part of a body that a read may ask for; less than OkHttp would read. */
        private static final long A_LOT = 1 << 17;

        /** OkHttp lets a server send so much of bodies that nobody has read yet; and a head besides. */
        private static final long WINDOW_OF_HTTP_2 = 17 << 20;

        /** Bounds what the server may say until the client has what it waits for now: the next head, or part of a body. */
        void hearMore() {
            watch.allow(isHttp2() ? WINDOW_OF_HTTP_2 : A_LOT);
        }

        /**
         * Whether the server has said something that nobody asked for: a good-bye, or an answer that would be taken for
         * the next one's (RFC 9112 section 9.2).
         */
        boolean speaksUnasked() {
            return !isHttp2() && watch.pending();
        }

        private boolean isHttp2() {
            return handshake.applicationProtocol().equals(Optional.of("h2"));
        }
    }

    private final TlsConnector connector;
    private final Map<Connection, Seen> seen;
    private long connectBegun;
    private long secureBegun;
    private long secureEnded;
    private HandshakeWatch watch = HandshakeWatch.nothing();
    private boolean reachedServer;
    private long heardWhenAsked;
    private boolean answeredUnasked;
    private @Nullable Seen used;

    /** @param seen the connections of the session, which outlive a call; kept by identity and held weakly */
    ConnectionTrail(TlsConnector connector, Map<Connection, Seen> seen) {
        this.connector = connector;
        this.seen = seen;
    }

    /** What was seen of the latest handshake, finished or not. */
    HandshakeWatch watch() {
        if (used != null) {
            return used.watch();
        }
        return upgrades() ? connector.watch() : watch;
    }

    /** Whether a connection to the server itself was there: not only to the proxy before it. */
    boolean reachedServer() {
        return reachedServer;
    }

    /** The connection that the call was made on; empty if it did not come so far. */
    Optional<Seen> used() {
        return Optional.ofNullable(used);
    }

    /**
     * Whether the answer is one that was there before the question, left over from an earlier one (RFC 9112 section 9.2).
     * OkHttp looks for none.
     */
    boolean answeredUnasked() {
        return answeredUnasked;
    }

    @Override
    public void requestHeadersStart(Call call) {
        if (used != null) {
            used.hearMore();
        }
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        heardWhenAsked = watch().heard();
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        // in HTTP/2 an answer bears its question's number, and another thread reads it
        answeredUnasked = response.protocol() != Protocol.HTTP_2 && used != null && watch().heard() == heardWhenAsked;
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connectBegun = System.nanoTime();
    }

    @Override
    public void secureConnectStart(Call call) {
        reachedServer = true;
        secureBegun = System.nanoTime();
        watch = HandshakeWatch.begin();
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        secureEnded = System.nanoTime();
        watch.close();
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException e) {
        watch.close();
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        reachedServer = true;
        used = seen.computeIfAbsent(connection, this::look);
    }

    private Seen look(Connection connection) {
        if (upgrades()) {
            return new Seen(connector.handshake().orElseThrow(), connector.watch());
        }
        TlsHandshake handshake = TlsHandshake.of(
                (SSLSocket) connection.socket(),
                watch,
                Duration.ofNanos(secureBegun - connectBegun),
                Duration.ZERO,
                Duration.ofNanos(secureEnded - secureBegun));
        return new Seen(handshake, watch);
    }

    private boolean upgrades() {
        return connector.endpoint().mode() == TlsMode.STARTTLS;
    }
}
