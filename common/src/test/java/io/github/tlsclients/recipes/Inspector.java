package io.github.tlsclients.recipes;

import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsHandshake;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * What: all that can be learned of a connection: version, suite, group, ALPN, chain, staple, transparency, resumption.
 *
 * <p>How: JSSE's session tells half of it. {@link HandshakeWatch} saw the rest: the group, the staple, and whether the
 * second connection resumed the first.
 *
 * <p>Do not copy: the wait for a byte. It gives a server's tickets time to come; a client that speaks has them anyway.
 *
 * <p>Arguments: URI such as {@code https://localhost:8443/}, PEM file of the root certificate.
 */
public final class Inspector {
    private static final String TRANSPARENCY = "1.3.6.1.4.1.11129.2.4.2"; // embedded SCTs (RFC 6962 section 3.3)

    private Inspector() {}

    public static void main(String... args) throws IOException {
        Trust trust = Trust.pem(Path.of(args[1]));
        TlsContext tls = TlsContext.of(TlsConfig.builder().trust(trust).build());
        inspect(Endpoint.parse(args[0]), tls).forEach(System.out::println);
    }

    static List<String> inspect(Endpoint endpoint, TlsContext tls) throws IOException {
        return List.of(visit(endpoint, tls), "once more", visit(endpoint, tls));
    }

    // region visit
    private static String visit(Endpoint to, TlsContext tls) throws IOException {
        try (HandshakeWatch watch = HandshakeWatch.begin();
                Socket tcp = new Socket()) {
            long begun = System.nanoTime();
            tcp.connect(new InetSocketAddress(to.connectHost(), to.connectPort()), 10_000);
            long connected = System.nanoTime();
            SSLSocket socket = (SSLSocket) tls.socketFactory().createSocket(tcp, to.serverName(), to.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            Duration shaken = Duration.ofNanos(System.nanoTime() - connected);
            TlsHandshake agreed =
                    TlsHandshake.of(socket, watch, Duration.ofNanos(connected - begun), Duration.ZERO, shaken);
            X509Certificate leaf = agreed.chain().get(0);
            awaitTickets(socket);
            return SessionReport.of(to, agreed, List.of())
                    + "\n  signed    by " + leaf.getSigAlgName()
                    + "\n  staple    " + (watch.stapled() ? "yes" : "no")
                    + "\n  SCTs      " + (leaf.getExtensionValue(TRANSPARENCY) == null ? "none" : "in the certificate");
        }
    }

    private static void awaitTickets(SSLSocket socket) throws IOException {
        socket.setSoTimeout(2_000);
        try {
            socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            return; // the server waits for us to speak, as it may
        }
    }
    // endregion
}
