package io.github.tlsclients.doctor;

import io.github.tlsclients.session.SessionReport.DataChannel;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Upgrade;
import java.util.List;
import java.util.Optional;

/** What a doctor must know of a protocol. */
public interface Dialect {
    /**
     * How a connection to this endpoint is upgraded.
     *
     * @param endpoint where to
     * @return the upgrade
     */
    Upgrade upgrade(Endpoint endpoint);

    /**
     * What to say inside TLS so that the server answers, and nothing else comes of it: {@code QUIT} and the like.
     *
     * @param endpoint where to
     * @return lines with their ends
     */
    String farewell(Endpoint endpoint);

    /**
     * How a client may send its password before TLS, as the server tells in clear.
     *
     * @param transcript what was said, each line led by {@code C: } or {@code S: }
     * @return such as {@code AUTH PLAIN LOGIN}; empty if it may not
     */
    Optional<String> clearLogin(List<String> transcript);

    /** {@return whether a server tells before TLS which logins it takes; where it does not, there is nothing to see} */
    default boolean announcesLogins() {
        return true;
    }

    /** {@return what to offer by ALPN (RFC 7301), best first; empty for a protocol that does not use it} */
    default List<String> applicationProtocols() {
        return List.of();
    }

    /** {@return whether there are data connections to look at, by a login} */
    default boolean hasDataChannel() {
        return false;
    }

    /**
     * Logs in inside verified TLS, and opens a data connection that changes nothing on the server.
     *
     * @param endpoint where to
     * @param context what is wanted of TLS
     * @param user who logs in
     * @param password the user's
     * @return the data connections that were opened
     * @throws TlsException if anything fails, diagnosed
     */
    default List<DataChannel> dataChannels(Endpoint endpoint, TlsContext context, String user, char[] password)
            throws TlsException {
        throw new IllegalStateException(endpoint.protocol() + " has no data connections");
    }
}
