package io.github.tlsclients.sasl;

import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsHandshake;
import java.util.Optional;

/**
 * Something that both ends of a TLS connection know, and that differs where somebody is in between (RFC 5056).
 *
 * @param type its registered name
 * @param data what is known
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record ChannelBinding(String type, byte[] data) {
    /** Belongs to the connection; what servers of TLS 1.3 have by default (RFC 9266), if this side's TLS tells it. */
    static Optional<ChannelBinding> exporter(TlsConnector connector) {
        return connector.tlsExporter().map(data -> new ChannelBinding("tls-exporter", data));
    }

    /** Belongs to the server's certificate (RFC 5929); servers of mail hardly know it. */
    static Optional<ChannelBinding> serverEndPoint(TlsConnector connector) {
        return connector
                .handshake()
                .map(TlsHandshake::chain)
                .filter(chain -> !chain.isEmpty())
                .flatMap(chain -> ServerEndPoint.of(chain.get(0)))
                .map(data -> new ChannelBinding("tls-server-end-point", data));
    }
}
