package io.github.tlsclients.http;

import io.github.tlsclients.session.Redaction;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.OperationClock.Operation;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionSpec;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one server, every one of them inside TLS. The first request makes the connection, later ones use it again,
 * until the context is reloaded.
 *
 * <p>{@code https://} begins with TLS and speaks HTTP/2 where the server agrees to it. {@code http+starttls://} asks for
 * TLS in clear (RFC 2817) and fails with STARTTLS_NOT_OFFERED or STARTTLS_REFUSED unless the server switches; nothing but
 * that question is ever sent in clear. Redirects are not followed: a server cannot send a request, and the login in it,
 * elsewhere.
 *
 * <p>Requests may be made on several threads once the first has been answered. Those that run at the same time share the
 * connection if it is one of HTTP/2, as its {@linkplain HttpAnswer#protocol() answer} tells; otherwise each has one of its
 * own. Login and {@link #http1Alone} come before the first.
 */
public final class HttpSession implements AutoCloseable {
    /** How often a request is sent again that the server has not looked at; one that refuses for ever gets no more. */
    private static final int MOST_REFUSALS = 3;

    private final Endpoint endpoint;
    private final TlsConnector connector;
    private final Optional<ProxyRoute> proxy;
    private OkHttpClient client;
    private final Map<Connection, ConnectionTrail.Seen> seen = Collections.synchronizedMap(new WeakHashMap<>());
    private volatile ConnectionTrail.@Nullable Seen last;
    private final Redaction redaction = new Redaction();
    private @Nullable String authorization;

    private HttpSession(Endpoint endpoint, TlsContext context, Optional<HttpProxy> through) {
        if (endpoint.protocol() != Protocol.HTTP) {
            throw new IllegalArgumentException(endpoint + " is not for HTTP");
        }
        this.endpoint = endpoint;
        TlsContext timed = context.withOneClock(); // what is done with the proxy is a part of the same operation
        this.connector = TlsConnector.to(endpoint, timed, new HttpUpgrade(endpoint));
        this.proxy = through.map(where -> new ProxyRoute(where, endpoint, timed));
        this.client = client();
    }

    /** A session with the server itself. */
    public static HttpSession open(Endpoint endpoint, TlsContext context) {
        return new HttpSession(endpoint, context, Optional.empty());
    }

    /**
     * A session through a proxy's tunnel; TLS is end to end inside it.
     *
     * @throws TlsConfigException if the endpoint is one that upgrades, which no proxy's tunnel is used for here
     */
    public static HttpSession open(Endpoint endpoint, TlsContext context, HttpProxy proxy) {
        if (endpoint.mode() == TlsMode.STARTTLS) {
            throw new TlsConfigException(
                    "an upgrade to TLS is not made through a proxy", "use https:// with --proxy, or leave --proxy out");
        }
        return new HttpSession(endpoint, context, Optional.of(proxy));
    }

    /**
     * Sends this login with every request from now on (RFC 7617), which is inside TLS always.
     *
     * @param password not changed; wipe it yourself
     * @throws TlsConfigException if the name has a colon, which this scheme cannot carry
     */
    public void login(String user, char[] password) {
        if (user.contains(":") || user.chars().anyMatch(Character::isISOControl)) {
            throw new TlsConfigException("a user's name has no colon and no control characters", "check --user");
        }
        redaction.hide(password);
        CharBuffer text = CharBuffer.allocate(user.length() + 1 + password.length);
        text.put(user).put(':').put(password).flip();
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(text);
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.limit());
        authorization = "Basic " + Base64.getEncoder().encodeToString(bytes);
        Arrays.fill(text.array(), '\0');
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(bytes, (byte) 0);
    }

    /**
     * Offers HTTP/1.1 alone, for a session of one request at a time. HTTP/2 costs a large answer half as much again: it
     * comes in smaller pieces, each handed from one thread to another.
     *
     * <p>Each wait is then bounded by the session's clock alone, which holds under TLS. The library's own timeouts, which
     * several streams of one connection need, would wake a thread for every 8 KiB.
     */
    public void http1Alone() {
        client = client.newBuilder()
                .protocols(List.of(okhttp3.Protocol.HTTP_1_1))
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    /** Gets the endpoint's own path. */
    public HttpAnswer get() throws TlsException {
        return get(endpoint.path(), Headers.EMPTY);
    }

    /**
     * Gets a path of this server.
     *
     * @param path with the query, as it stands in a URI; begins with a slash
     * @param headers sent beside our own
     * @throws TlsException if no answer comes, diagnosed; an answer of any status is an answer
     */
    public HttpAnswer get(String path, Headers headers) throws TlsException {
        return send("GET", path, headers);
    }

    /** Asks for the head that {@link #get} would get. */
    public HttpAnswer head(String path, Headers headers) throws TlsException {
        return send("HEAD", path, headers);
    }

    /**
     * What the connection of the latest request came to.
     *
     * @throws IllegalStateException before the first request
     */
    public SessionReport report() {
        return reported().orElseThrow(() -> new IllegalStateException("no request has been answered"));
    }

    /** The same; empty if no request has been answered. */
    public Optional<SessionReport> reported() {
        return Optional.ofNullable(last)
                .map(connection -> SessionReport.of(endpoint, connection.handshake(), connector.transcript()));
    }

    /** Closes the connections. */
    @Override
    public void close() {
        redaction.wipe();
        try (Operation goodbye = connector.clock().goodbye()) {
            OkHttpTls.release(client);
        }
    }

    private HttpAnswer send(String method, String path, Headers headers) throws TlsException {
        Request.Builder request = new Request.Builder()
                .url(HttpAddress.url(endpoint, path))
                .method(method, null)
                .headers(headers)
                .header("Host", HttpAddress.authority(endpoint));
        if (headers.get("User-Agent") == null) {
            request.header("User-Agent", "tlsclients");
        }
        if (headers.get("Accept-Encoding") == null) {
            request.header("Accept-Encoding", "identity"); // bytes as they are, and a length to hold them against
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        ConnectionTrail.Seen before = last;
        if (before != null && before.speaksUnasked()) {
            client.connectionPool().evictAll();
        }
        try (Operation operation = connector.clock().operation()) {
            for (int again = 0; ; again++) {
                ConnectionTrail trail = new ConnectionTrail(connector, seen);
                try {
                    return answer(request.tag(ConnectionTrail.class, trail).build(), path, trail);
                } catch (IOException e) {
                    if (again == MOST_REFUSALS || !neverLookedAt(e)) {
                        throw redaction.of(diagnosed(e, trail));
                    }
                }
            }
        }
    }

    private HttpAnswer answer(Request request, String path, ConnectionTrail trail) throws IOException {
        Response response = client.newCall(request).execute();
        ConnectionTrail.Seen used = trail.used().orElseThrow();
        last = used;
        if (trail.answeredUnasked()) {
            throw unasked(response);
        }
        return new HttpAnswer(response, path, used, redaction, connector.clock());
    }

    /**
     * Whether the server has not begun with the request, and says so (RFC 9113 section 8.7). It happens among many to any
     * server that ends each connection after so many of them (nginx after 1,000). OkHttp's types for it are not public.
     */
    private static boolean neverLookedAt(IOException e) {
        return "stream was reset: REFUSED_STREAM".equals(e.getMessage())
                || e.getClass().getSimpleName().equals("ConnectionShutdownException");
    }

    private TlsException unasked(Response response) {
        response.close();
        client.connectionPool().evictAll();
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the server's answer was there before the question: it was left over from an earlier one",
                "do not trust this answer: the server is broken, or somebody is smuggling answers in");
    }

    private TlsException diagnosed(IOException e, ConnectionTrail trail) {
        return proxy.filter(route -> !trail.reachedServer())
                .map(route -> route.diagnosed(e))
                .orElseGet(() -> HttpDiagnosis.of(e, endpoint, trail));
    }

    private OkHttpClient client() {
        OkHttpClient.Builder builder = OkHttpTls.apply(new OkHttpClient.Builder(), connector.context())
                .dns(HttpAddress.LEFT_TO_THE_SOCKET)
                .fastFallback(false) // there is one address; and the handshake stays on the calling thread
                .followRedirects(false)
                .retryOnConnectionFailure(false)
                .eventListenerFactory(HttpSession::trail);
        if (endpoint.mode() == TlsMode.STARTTLS) {
            // clear text as far as OkHttp knows: each of these sockets has upgraded when connect() returns
            builder.socketFactory(connector.socketFactory())
                    .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                    .protocols(List.of(okhttp3.Protocol.HTTP_1_1));
        } else {
            builder.socketFactory(connector.tcpSocketFactory());
        }
        // the platform's own proxy settings must not lead elsewhere: SOCKS would even bypass the socket factory
        builder.proxy(java.net.Proxy.NO_PROXY);
        proxy.ifPresent(route -> route.applyTo(builder));
        return builder.build();
    }

    private static ConnectionTrail trail(Call call) {
        ConnectionTrail trail = call.request().tag(ConnectionTrail.class);
        if (trail == null) {
            throw new IllegalStateException("every request of ours carries its trail");
        }
        return trail;
    }
}
