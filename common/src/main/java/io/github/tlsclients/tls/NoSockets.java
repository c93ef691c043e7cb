package io.github.tlsclients.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Stands where a client library would otherwise connect by rules of its own. */
final class NoSockets extends SocketFactory {
    private final String why;

    NoSockets(String why) {
        this.why = why;
    }

    @Override
    public Socket createSocket() throws IOException {
        throw new IOException(why);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException(why);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new IOException(why);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new IOException(why);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new IOException(why);
    }
}
