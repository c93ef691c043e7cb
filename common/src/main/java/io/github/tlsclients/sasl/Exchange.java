package io.github.tlsclients.sasl;

import io.github.tlsclients.session.TlsException;
import org.jspecify.annotations.Nullable;

/** The client's side of one mechanism, once. */
interface Exchange {
    /** What the client says without being asked; null if the server speaks first. */
    byte @Nullable [] first();

    /**
     * What the client answers.
     *
     * @throws TlsException if the challenge shows that the server is not to be trusted with an answer
     */
    byte[] respond(byte[] challenge) throws TlsException;

    /** Is told that the server believes; throws if the client has no reason to believe the server. */
    default void accepted() throws TlsException {}

    /** What the server said about its refusal before it refused, safe for a terminal; mostly nothing. */
    default String complaint() {
        return "";
    }
}
