package io.github.tlsclients.cli;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.TlsContext;
import java.util.List;

/** A few things on one server that differ in nothing an eavesdropper can read; {@code tls guess} plays it. */
public interface GuessingGame extends AutoCloseable {
    /** What it shows, such as {@code three pages by HTTP/1.1}. */
    String title();

    /** What can be fetched. */
    List<String> things();

    /**
     * Fetches one thing by connections of its own.
     *
     * @throws TlsException if that fails
     */
    void fetch(String thing, TlsContext context) throws TlsException;

    @Override
    void close();
}
