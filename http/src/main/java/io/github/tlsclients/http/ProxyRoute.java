package io.github.tlsclients.http;

import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;

/**
 * The way through a proxy. OkHttp sends the CONNECT and has no notion of TLS to the proxy itself: it gets sockets that
 * speak it when they are connected.
 */
final class ProxyRoute {
    /** OkHttp tells the status in words alone. */
    private static final Pattern REFUSED = Pattern.compile("response code for CONNECT: (\\d{3})");

    private static final Pattern UNENDED = Pattern.compile("\\\\n not found: limit=[1-9]");

    private final HttpProxy proxy;
    private final Endpoint target;
    private final TlsConnector connector;

    ProxyRoute(HttpProxy proxy, Endpoint target, TlsContext context) {
        this.proxy = proxy;
        this.target = target;
        this.connector = TlsConnector.to(proxy.address(), context, new HttpUpgrade(proxy.address()));
    }

    void applyTo(OkHttpClient.Builder builder) {
        Endpoint address = proxy.address();
        builder.socketFactory(proxy.secure() ? connector.socketFactory() : connector.tcpSocketFactory())
                .proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.host(), address.port())));
    }

    /** What an exception means that came before the tunnel stood. */
    TlsException diagnosed(IOException e) {
        if (endsNowhere(e)) {
            return refused(new IOException("its answer comes to no end", e));
        }
        HandshakeWatch watch = proxy.secure() ? connector.watch() : HandshakeWatch.nothing();
        TlsException diagnosis = Diagnosis.of(e, proxy.address(), watch);
        return switch (diagnosis.failure()) {
            case PROTOCOL_ERROR, INTERNAL -> refused(e);
            case CONNECTION_REFUSED, UNKNOWN_HOST, UNREACHABLE, TIMEOUT ->
                about(diagnosis, "check the host and port of --proxy");
            case CONNECTION_LOST -> about(diagnosis, notHttp());
            case PLAINTEXT_ON_TLS_PORT ->
                about(diagnosis, "if the proxy has no TLS of its own, use --proxy http://" + hostAndPort());
            case WRONG_NAME -> about(diagnosis, "give the proxy by a name that its certificate has");
            default -> about(diagnosis, diagnosis.hint());
        };
    }

    /** Okio has the same exception for a head that is too long and for one that breaks off. */
    private static boolean endsNowhere(IOException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof EOFException
                && UNENDED.matcher(String.valueOf(cause.getMessage())).lookingAt();
    }

    private static TlsException about(TlsException diagnosis, String hint) {
        return new TlsException(
                diagnosis.failure(), "the proxy: " + diagnosis.getMessage(), hint, diagnosis.chain(), diagnosis);
    }

    private TlsException refused(IOException e) {
        String said = String.valueOf(e.getMessage());
        Matcher matcher = REFUSED.matcher(said);
        String status = matcher.find() ? matcher.group(1) : said.contains("authenticate") ? "407" : "";
        String to = target.connectHost() + ":" + target.connectPort();
        String hint = switch (status) {
            case "407" -> "the proxy wants a login, which is not supported: use another, or leave --proxy out";
            case "403", "405" -> "the proxy does not allow that host or port: ask its owner";
            case "500", "502", "503", "504" -> "the proxy cannot reach it: check host and port of the URI";
            case "" -> notHttp();
            default -> "check that --proxy names a proxy that tunnels by CONNECT";
        };
        return new TlsException(
                TlsFailure.PROXY_REFUSED,
                "the proxy " + hostAndPort() + " opens no tunnel to " + to + ": "
                        + (status.isEmpty() ? ClearText.printable(said) : status),
                hint,
                e);
    }

    private String notHttp() {
        return proxy.secure()
                ? "check that --proxy names a proxy that tunnels by CONNECT"
                : "if the proxy speaks TLS, use --proxy https://" + hostAndPort();
    }

    private String hostAndPort() {
        return proxy.uri().substring(proxy.uri().indexOf("://") + 3);
    }
}
