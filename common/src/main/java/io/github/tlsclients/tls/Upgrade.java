package io.github.tlsclients.tls;

import java.io.IOException;
import java.net.Socket;

/**
 * A protocol's way from clear text to TLS: RFC 3207 (SMTP), RFC 9051 (IMAP), RFC 4217 (FTP), RFC 2817 (HTTP).
 *
 * <p>It is run before any client library sees the connection. What was said in clear is forgotten with it: the library
 * begins afresh on the protected connection, with a greeting that we write.
 */
public interface Upgrade {
    /**
     * Asks for TLS and reads the server's consent, and not a byte more.
     *
     * @param clear the connection as it is before TLS
     * @throws UpgradeException if the server does not offer it, refuses it, or answers nonsense
     * @throws IOException if the connection fails
     */
    void ask(ClearText clear) throws IOException;

    /**
     * Reads what the server still owes inside TLS before the session begins; most protocols owe nothing.
     *
     * @param protectedSocket the connection after its handshake
     * @throws IOException if the server does not pay
     */
    default void settle(Socket protectedSocket) throws IOException {}

    /**
     * {@return the greeting that a client library waits for at the start of a connection} After an upgrade the server
     * sends none (RFC 3207 section 4.2), so this one is put in front of the protected stream; empty for protocols without.
     */
    default String greeting() {
        return "";
    }
}
