package io.github.tlsclients.matrix;

import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.util.Map;

/** Starts real servers. */
@FunctionalInterface
public interface ServerHost {
    /**
     * Starts a server and waits until it listens.
     *
     * @throws IOException if it does not start
     */
    Running start(MatrixServer server, ServerSetup setup) throws IOException;

    /** A server that listens. */
    interface Running extends AutoCloseable {
        /** {@return the port of each mode that it has, on localhost} */
        Map<TlsMode, Integer> ports();

        @Override
        void close() throws IOException;
    }
}
