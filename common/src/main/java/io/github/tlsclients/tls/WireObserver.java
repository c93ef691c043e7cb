package io.github.tlsclients.tls;

import java.net.InetSocketAddress;

/**
 * Sees what anybody on the path sees of a context's connections: which names are looked up, where connections go, and
 * every byte that passes below TLS. It cannot change any of it. Methods are called on the threads that connect, write and
 * read; what they throw reaches those.
 */
public interface WireObserver {
    /**
     * A host name is about to be looked up; the question goes out in clear unless the system's resolver encrypts it.
     *
     * @param host the name, never an address
     */
    void lookingUp(String host);

    /**
     * A TCP connection stands; nothing has passed on it.
     *
     * @param client our end
     * @param server the peer's end, also where it was the server that connected (FTP's active mode)
     * @return is told of all that passes on it
     */
    Connection connected(InetSocketAddress client, InetSocketAddress server);

    /** One TCP connection. */
    interface Connection {
        /**
         * The client writes.
         *
         * @param bytes not to be changed, nor to be kept without a copy
         * @param offset where it begins
         * @param count how many bytes
         */
        void sent(byte[] bytes, int offset, int count);

        /**
         * The client has read what the server sent.
         *
         * @param bytes not to be changed, nor to be kept without a copy
         * @param offset where it begins
         * @param count how many bytes
         */
        void received(byte[] bytes, int offset, int count);

        /** The client has closed it. */
        void closed();
    }
}
