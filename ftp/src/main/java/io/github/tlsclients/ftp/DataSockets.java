package io.github.tlsclients.ftp;

import io.github.tlsclients.tls.OperationClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** The TCP sockets of data connections; TLS is put over them once the server has agreed to the transfer. */
final class DataSockets extends SocketFactory {
    private final int timeoutMillis;
    private final OperationClock clock;

    DataSockets(int timeoutMillis, OperationClock clock) {
        this.timeoutMillis = timeoutMillis;
        this.clock = clock;
    }

    @Override
    public Socket createSocket() {
        return new DataSocket(timeoutMillis, clock);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(SocketAddress address) throws IOException {
        Socket socket = createSocket();
        socket.connect(address, timeoutMillis);
        return socket;
    }

    /** A data connection could not be opened, which tells something else than a control connection that could not. */
    static final class DataConnectException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String address;
        private final boolean awaited;

        private DataConnectException(InetAddress host, int port, boolean awaited, IOException cause) {
            super("no data connection", cause);
            String shown = host.getHostAddress();
            this.address = (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port;
            this.awaited = awaited;
        }

        /** In passive mode: this address of the server does not answer. */
        static DataConnectException to(InetAddress host, int port, IOException cause) {
            return new DataConnectException(host, port, false, cause);
        }

        /** In active mode: the server did not come to this address of ours. */
        static DataConnectException awaited(InetAddress host, int port, IOException cause) {
            return new DataConnectException(host, port, true, cause);
        }

        /** As {@code host:port}. */
        String address() {
            return address;
        }

        boolean awaited() {
            return awaited;
        }
    }

    private static final class DataSocket extends Socket {
        private final int timeoutMillis;
        private final OperationClock clock;

        DataSocket(int timeoutMillis, OperationClock clock) {
            this.timeoutMillis = timeoutMillis;
            this.clock = clock;
        }

        @Override
        public void connect(SocketAddress address, int timeout) throws IOException {
            long begun = System.nanoTime();
            try {
                int limit = timeout > 0 ? timeout : timeoutMillis;
                super.connect(address, (int) Math.min(limit, clock.left().toMillis()));
                // the last, small record of a file would wait for the acknowledgement of the one before it
                setTcpNoDelay(true);
                setSoTimeout(timeoutMillis);
            } catch (IOException e) {
                close();
                InetSocketAddress inet = (InetSocketAddress) address;
                throw DataConnectException.to(inet.getAddress(), inet.getPort(), e);
            } finally {
                clock.waited(begun);
            }
        }
    }
}
