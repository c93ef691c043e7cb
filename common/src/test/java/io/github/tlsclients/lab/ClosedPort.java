package io.github.tlsclients.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of the loopback address that refuses connections for as long as this is open: it is bound, so that nobody else
 * gets it, and nobody listens.
 */
public final class ClosedPort implements AutoCloseable {
    private final Socket bound = new Socket();

    /** Takes one. */
    public ClosedPort() throws IOException {
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Where nobody listens. */
    public int port() {
        return bound.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}
