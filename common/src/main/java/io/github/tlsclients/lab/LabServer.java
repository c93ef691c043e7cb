package io.github.tlsclients.lab;

/** A server of the lab, on an ephemeral port of the loopback address; closing it stops it. */
public interface LabServer extends AutoCloseable {
    /** {@return the port it listens on} */
    int port();

    @Override
    void close();
}
