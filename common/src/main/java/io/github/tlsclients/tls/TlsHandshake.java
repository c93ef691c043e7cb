package io.github.tlsclients.tls;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * What a finished handshake agreed on, and how long the way to it took.
 *
 * @param version such as {@code TLSv1.3}
 * @param cipherSuite by its name of the IANA registry
 * @param group the key-exchange group by its name of the IANA registry, such as {@code X25519MLKEM768}; empty where a
 *     session of TLS 1.2 was resumed, or the server's messages could not be seen
 * @param helloRetried whether the server asked for a second ClientHello, since the first had no key share for the group
 * @param applicationProtocol by ALPN (RFC 7301); empty if none was agreed
 * @param resumed whether an earlier session was resumed, so that the peer showed no certificate again
 * @param chain the peer's chain, leaf first; a resumed session still knows it
 * @param connect the TCP connect, with the name look-up where the client library left that to the socket
 * @param upgrade the clear dialogue; zero for implicit TLS
 * @param handshake the TLS handshake
 */
public record TlsHandshake(
        String version,
        String cipherSuite,
        Optional<String> group,
        boolean helloRetried,
        Optional<String> applicationProtocol,
        boolean resumed,
        List<X509Certificate> chain,
        Duration connect,
        Duration upgrade,
        Duration handshake) {

    /**
     * What a socket's handshake agreed on.
     *
     * @param socket after its handshake
     * @param watch what was seen of the handshake
     * @param connect how long the TCP connect took
     * @param upgrade how long the clear dialogue took
     * @param handshake how long the TLS handshake took
     * @return what was agreed
     */
    public static TlsHandshake of(
            SSLSocket socket, HandshakeWatch watch, Duration connect, Duration upgrade, Duration handshake) {
        SSLSession session = socket.getSession();
        String protocol = socket.getApplicationProtocol();
        return new TlsHandshake(
                session.getProtocol(),
                session.getCipherSuite(),
                watch.group(),
                watch.helloRetried(),
                Optional.ofNullable(protocol).filter(name -> !name.isEmpty()),
                watch.resumed(),
                peer(session),
                connect,
                upgrade,
                handshake);
    }

    private static List<X509Certificate> peer(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return Stream.of(chain).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}
