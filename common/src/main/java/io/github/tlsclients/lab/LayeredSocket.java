package io.github.tlsclients.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.NullUnmarked;

/** A socket whose streams are others, layered over its own: TLS, or a server's handler, is given it in place of it. */
@NullUnmarked // the signatures are java.net's
public final class LayeredSocket extends Socket {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /**
     * One that closes with the socket below it.
     *
     * @param socket below
     * @param in what is read from it
     * @param out what writes to it
     */
    public LayeredSocket(Socket socket, InputStream in, OutputStream out) {
        this.socket = socket;
        this.in = in;
        this.out = out;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
