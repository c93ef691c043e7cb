package io.github.tlsclients.wire;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** What an eavesdropper reads of a handshake. */
public sealed interface HandshakeMessage {
    /** {@return its name in RFC 8446 section 4 or RFC 5246 section 7.4} */
    String name();

    /**
     * What a client offers, in the clear in every version of TLS (RFC 8446 section 4.1.2).
     *
     * @param serverName the host that it asks for by SNI (RFC 6066 section 3)
     * @param alpn the protocols that it speaks (RFC 7301), best first
     * @param versions such as {@code TLSv1.3}, best first
     * @param cipherSuites by their names of the IANA registry, best first; unknown ones as {@code 0xhhhh}
     * @param groups of the key exchange, best first
     * @param keyShares the groups that it has sent a key for already
     * @param signatureSchemes that it accepts, best first
     * @param resuming whether it shows a ticket or a session's number, by which two visits are linked. Where TLS 1.3 is
     *     among the versions, a number may be a random one; then only the server's {@link ServerHello#resumed} tells
     * @param ja3 an MD5 over version, suites, extensions, groups and point formats, 32 hexadecimal digits
     * @param ja4 such as {@code t13d1516h2_8daaf6152771_e5627efa2ab1}
     */
    record ClientHello(
            Optional<String> serverName,
            List<String> alpn,
            List<String> versions,
            List<String> cipherSuites,
            List<String> groups,
            List<String> keyShares,
            List<String> signatureSchemes,
            boolean resuming,
            String ja3,
            String ja4)
            implements HandshakeMessage {
        @Override
        public String name() {
            return "ClientHello";
        }
    }

    /**
     * What the server chose (RFC 8446 section 4.1.3), in the clear in every version of TLS.
     *
     * @param version such as {@code TLSv1.3}
     * @param cipherSuite by its name of the IANA registry
     * @param group of the key exchange; in TLS 1.2 it follows in the ServerKeyExchange
     * @param alpn the protocol that it chose; encrypted in TLS 1.3
     * @param retry whether it asks for a second ClientHello (HelloRetryRequest)
     * @param resumed whether it takes up an earlier session, as far as this message tells
     */
    record ServerHello(
            String version,
            String cipherSuite,
            Optional<String> group,
            Optional<String> alpn,
            boolean retry,
            boolean resumed)
            implements HandshakeMessage {
        @Override
        public String name() {
            return retry ? "HelloRetryRequest" : "ServerHello";
        }
    }

    /**
     * Who one side is: in the clear in TLS 1.2, encrypted in 1.3.
     *
     * @param chain the certificates that could be read, its own first
     */
    record Certificate(List<X509Certificate> chain) implements HandshakeMessage {
        @Override
        public String name() {
            return "Certificate";
        }
    }

    /**
     * The group and the server's key of TLS 1.2 (RFC 8422 section 5.4).
     *
     * @param group of the key exchange; empty if it is none of the registry
     */
    record ServerKeyExchange(Optional<String> group) implements HandshakeMessage {
        @Override
        public String name() {
            return "ServerKeyExchange";
        }
    }

    /**
     * A warning or an error in clear (RFC 8446 section 6).
     *
     * @param fatal whether it ends the connection
     * @param description by its name of the IANA registry, such as {@code unknown_ca}
     */
    record Alert(boolean fatal, String description) implements HandshakeMessage {
        @Override
        public String name() {
            return "Alert";
        }
    }

    /**
     * Any other, of which the type is of interest alone.
     *
     * @param name such as {@code NewSessionTicket}
     */
    record Other(String name) implements HandshakeMessage {}
}
