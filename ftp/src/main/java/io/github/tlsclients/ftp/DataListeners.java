package io.github.tlsclients.ftp;

import io.github.tlsclients.ftp.DataSockets.DataConnectException;
import io.github.tlsclients.tls.OperationClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** The ports that a server connects to in active mode: each takes one connection, from that server alone. */
final class DataListeners extends ServerSocketFactory {
    /** Room for others, who are turned away, beside the server. */
    private static final int BACKLOG = 10;

    private final InetAddress server;
    private final int timeoutMillis;
    private final OperationClock clock;

    /** @param server the peer of the control connection */
    DataListeners(InetAddress server, int timeoutMillis, OperationClock clock) {
        this.clock = clock;
        this.server = server;
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return new DataListener(port, null);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return new DataListener(port, null);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new DataListener(port, address);
    }

    private final class DataListener extends ServerSocket {
        DataListener(int port, @Nullable InetAddress address) throws IOException {
            super(port, BACKLOG, address);
        }

        /** Strangers cannot use up the wait, nor the one connection. */
        @Override
        public Socket accept() throws IOException {
            long begun = System.nanoTime();
            long end = begun
                    + Math.min(
                            TimeUnit.MILLISECONDS.toNanos(timeoutMillis),
                            clock.left().toNanos());
            try {
                while (true) {
                    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                    if (left <= 0) {
                        throw new SocketTimeoutException("nobody came");
                    }
                    setSoTimeout(Math.toIntExact(left));
                    Socket socket = super.accept();
                    if (socket.getInetAddress().equals(server)) {
                        socket.setTcpNoDelay(true);
                        socket.setSoTimeout(timeoutMillis);
                        return socket;
                    }
                    socket.close();
                }
            } catch (IOException e) {
                throw DataConnectException.awaited(getInetAddress(), getLocalPort(), e);
            } finally {
                clock.waited(begun);
            }
        }
    }
}
