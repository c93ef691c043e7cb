package io.github.tlsclients.imap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Stands where the library would otherwise connect by rules of its own: under the properties of {@code imaps}. */
final class NoSockets extends SocketFactory {
    private static final String WHY =
            "these properties are for the protocol imap, in both modes of TLS; imaps has no part in them";

    @Override
    public Socket createSocket() throws IOException {
        throw new IOException(WHY);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException(WHY);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new IOException(WHY);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new IOException(WHY);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new IOException(WHY);
    }
}
