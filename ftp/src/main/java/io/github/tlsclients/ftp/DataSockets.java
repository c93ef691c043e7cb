package io.github.tlsclients.ftp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** The TCP sockets of data connections; TLS is put over them once the server has agreed to the transfer. */
final class DataSockets extends SocketFactory {
    private final int timeoutMillis;

    DataSockets(int timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public Socket createSocket() {
        return new DataSocket(timeoutMillis);
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

        DataConnectException(String address, IOException cause) {
            super("no data connection to " + address, cause);
            this.address = address;
        }

        /** Where it was to go, as {@code host:port}. */
        String address() {
            return address;
        }
    }

    private static final class DataSocket extends Socket {
        private final int timeoutMillis;

        DataSocket(int timeoutMillis) {
            this.timeoutMillis = timeoutMillis;
        }

        @Override
        public void connect(SocketAddress address, int timeout) throws IOException {
            try {
                super.connect(address, timeout > 0 ? timeout : timeoutMillis);
                // the last, small record of a file would wait for the acknowledgement of the one before it
                setTcpNoDelay(true);
                setSoTimeout(timeoutMillis);
            } catch (IOException e) {
                close();
                InetSocketAddress inet = (InetSocketAddress) address;
                String host = inet.getHostString();
                String shown = host.contains(":") ? "[" + host + "]" : host;
                throw new DataConnectException(shown + ":" + inet.getPort(), e);
            }
        }
    }
}
