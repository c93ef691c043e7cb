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
import org.jspecify.annotations.Nullable;

/**
 * Follows one call to its connection: how far it came, how long each step took, what the handshake agreed on. OkHttp
 * calls it on the thread that connects and shakes hands, which the {@link HandshakeWatch} needs.
 */
final class ConnectionTrail extends EventListener {
    /** What is known of a connection's handshake for as long as the connection lives. */
    record Seen(TlsHandshake handshake, HandshakeWatch watch) {}

    private final TlsConnector connector;
    private final Map<Connection, Seen> seen;
    private long connectBegun;
    private long secureBegun;
    private long secureEnded;
    private HandshakeWatch watch = HandshakeWatch.nothing();
    private boolean reachedServer;
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
