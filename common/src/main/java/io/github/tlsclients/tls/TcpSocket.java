package io.github.tlsclients.tls;

import io.github.tlsclients.tls.OperationClock.Operation;
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
final class TcpSocket extends TimedSocket {
    private final TlsConnector connector;
    private OperationClock counting;
    private Socket tcp = new Socket();

    /**
     * @param connector has the name that is looked up (other addresses than this host's are taken as they are), the time
     *     that bounds each connect and each read, where the caller sets none of its own, and the clock that bounds them all
     */
    TcpSocket(TlsConnector connector) {
        super(connector.clock());
        this.counting = connector.clock();
        this.connector = connector;
    }

    @Override
    Socket delegate() {
        return tcp;
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
        bounded(running ->
                connectAny((InetSocketAddress) address, timeout > 0 ? timeout : connector.timeoutMillis(), running));
    }

    /** Does something that is a part of the operation that is running, or bounded for itself. */
    void bounded(Step step) throws IOException {
        OperationClock before = counting;
        OperationClock now = before.orOwn();
        counting = now;
        timedBy(now);
        try (Operation part = now.operation()) {
            step.run(now);
        } finally {
            counting = before;
            timedBy(before);
        }
    }

    interface Step {
        void run(OperationClock clock) throws IOException;
    }

    private void connectAny(InetSocketAddress target, int limitMillis, OperationClock running) throws IOException {
        IOException failure = new UnknownHostException(target.getHostString());
        List<InetAddress> candidates = candidates(target, running);
        for (int i = 0; i < candidates.size(); i++) {
            if (tcp.isClosed()) {
                tcp = new Socket();
            }
            long begun = System.nanoTime();
            try {
                // an address that is silent leaves their share to the others
                long share = running.left().toMillis() / (candidates.size() - i);
                tcp.connect(new InetSocketAddress(candidates.get(i), target.getPort()), (int)
                        Math.max(1, Math.min(limitMillis, share)));
                // small commands wait 40 ms for each other's acknowledgement otherwise
                tcp.setTcpNoDelay(true);
                if (getSoTimeout() == 0) {
                    setSoTimeout(connector.timeoutMillis());
                }
                tcp = connector.observed(tcp);
                return;
            } catch (IOException e) {
                tcp.close();
                failure = e;
            } finally {
                running.waited(begun, System.nanoTime());
            }
        }
        throw failure;
    }

    /** Of its own host, which is also meant by the address that stands for none, it looks up the addresses itself. */
    private List<InetAddress> candidates(InetSocketAddress address, OperationClock running) throws IOException {
        String host = connector.endpoint().connectHost();
        boolean own = address.isUnresolved() || address.getHostString().equals(host);
        if (!own && !address.getAddress().isAnyLocalAddress()) {
            return List.of(address.getAddress());
        }
        String name = own ? address.getHostString() : host;
        if (ServerName.address(name) == null) {
            connector.lookingUp(name);
        }
        List<InetAddress> candidates = new ArrayList<>();
        for (InetAddress found : NameLookup.addresses(name, running)) {
            // with its name, or a library that asks for one would start a reverse look-up
            candidates.add(InetAddress.getByAddress(name, found.getAddress()));
        }
        return candidates;
    }
}
