package io.github.tlsclients.smtp;

import io.github.tlsclients.tls.TlsConnector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** A connector's sockets for a client of SMTP, which hears {@link Replies} from them. */
final class ReplySockets extends SocketFactory {
    private final TlsConnector connector;
    private final SmtpFailures failures;

    ReplySockets(TlsConnector connector, SmtpFailures failures) {
        this.connector = connector;
        this.failures = failures;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket tls = connector.socketFactory().createSocket();
        return new ReplySocket(tls, new Replies(connector, tls, failures));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress address, @Nullable InetSocketAddress local) throws IOException {
        Socket socket = createSocket();
        if (local != null) {
            socket.bind(local);
        }
        socket.connect(
                address, Math.toIntExact(connector.context().config().timeout().toMillis()));
        return socket;
    }

    /** What a client of SMTP does with a socket; all of it is left to the socket that speaks TLS, but for listening. */
    private static final class ReplySocket extends Socket {
        private final Socket tls;
        private final Replies replies;

        ReplySocket(Socket tls, Replies replies) {
            this.tls = tls;
            this.replies = replies;
        }

        @Override
        public InputStream getInputStream() {
            return replies;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return tls.getOutputStream();
        }

        @Override
        public void connect(SocketAddress address) throws IOException {
            tls.connect(address);
        }

        @Override
        public void connect(SocketAddress address, int timeout) throws IOException {
            tls.connect(address, timeout);
        }

        @Override
        public void bind(SocketAddress address) throws IOException {
            tls.bind(address);
        }

        @Override
        public void setSoTimeout(int millis) throws SocketException {
            tls.setSoTimeout(millis);
        }

        @Override
        public int getSoTimeout() throws SocketException {
            return tls.getSoTimeout();
        }

        @Override
        public InetAddress getInetAddress() {
            return tls.getInetAddress();
        }

        @Override
        public int getPort() {
            return tls.getPort();
        }

        @Override
        public int getLocalPort() {
            return tls.getLocalPort();
        }

        @Override
        public InetAddress getLocalAddress() {
            return tls.getLocalAddress();
        }

        @Override
        public boolean isBound() {
            return tls.isBound();
        }

        @Override
        public boolean isConnected() {
            return tls.isConnected();
        }

        @Override
        public boolean isClosed() {
            return tls.isClosed();
        }

        @Override
        public void close() throws IOException {
            tls.close();
        }

        @Override
        public String toString() {
            return tls.toString();
        }
    }
}
