package io.github.tlsclients.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * A TCP connection to a host by its name. It tries each address of the host in turn, as the resolver orders them, before
 * any TLS begins: so a client library has one connection to ask for, and a handshake that fails is not tried again
 * elsewhere.
 */
final class TcpSocket extends DelegatingSocket {
    private final String host;
    private final int timeoutMillis;
    private Socket tcp = new Socket();

    /**
     * @param host the name that is looked up; other addresses than this host's are taken as they are
     * @param timeoutMillis bounds the connect and each read, where the caller sets no time of its own
     */
    TcpSocket(String host, int timeoutMillis) {
        this.host = host;
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    Socket delegate() {
        return tcp;
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
        InetSocketAddress target = (InetSocketAddress) address;
        int soTimeout = tcp.getSoTimeout();
        int limit = timeout > 0 ? timeout : timeoutMillis;
        IOException failure = new UnknownHostException(target.getHostString());
        for (InetAddress candidate : candidates(target)) {
            if (tcp.isClosed()) {
                tcp = new Socket();
            }
            try {
                tcp.connect(new InetSocketAddress(candidate, target.getPort()), limit);
                // small commands wait 40 ms for each other's acknowledgement otherwise
                tcp.setTcpNoDelay(true);
                tcp.setSoTimeout(soTimeout > 0 ? soTimeout : timeoutMillis);
                return;
            } catch (IOException e) {
                tcp.close();
                failure = e;
            }
        }
        throw failure;
    }

    private List<InetAddress> candidates(InetSocketAddress address) throws UnknownHostException {
        boolean byName = address.isUnresolved() || address.getHostString().equals(host);
        if (!byName) {
            return List.of(address.getAddress());
        }
        List<InetAddress> candidates = new ArrayList<>();
        for (InetAddress found : InetAddress.getAllByName(address.getHostString())) {
            // with its name, or a library that asks for one would start a reverse look-up
            candidates.add(InetAddress.getByAddress(address.getHostString(), found.getAddress()));
        }
        return candidates;
    }
}
