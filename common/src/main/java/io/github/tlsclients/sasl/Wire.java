package io.github.tlsclients.sasl;

import java.io.IOException;

/** How a protocol carries a login: {@code AUTH} of SMTP (RFC 4954), {@code AUTHENTICATE} of IMAP (RFC 9051). */
public interface Wire {
    /**
     * Names the mechanism.
     *
     * @param mechanism its registered name
     * @param first what the client has to say at once; sent along, or as the answer to an empty challenge
     * @return what the server says, that empty challenge left out
     * @throws IOException if the connection fails
     */
    Answer begin(String mechanism, byte[] first) throws IOException;

    /**
     * Names a mechanism in which the server speaks first.
     *
     * @param mechanism its registered name
     * @return what the server says
     * @throws IOException if the connection fails
     */
    Answer begin(String mechanism) throws IOException;

    /**
     * Answers a challenge.
     *
     * @param response as it is, not in base64; may be empty
     * @return what the server says next
     * @throws IOException if the connection fails
     */
    Answer respond(byte[] response) throws IOException;

    /**
     * Gives the exchange up, after a challenge.
     *
     * @throws IOException if the connection fails
     */
    void cancel() throws IOException;

    /** A server's word in an exchange. */
    sealed interface Answer {
        /**
         * It wants a response.
         *
         * @param data as it is, not in base64
         */
        @SuppressWarnings("ArrayRecordComponent") // nobody compares these
        record Challenge(byte[] data) implements Answer {}

        /** It believes. */
        record Accepted() implements Answer {}

        /**
         * It does not believe.
         *
         * @param words safe for a terminal
         */
        record Refused(String words) implements Answer {}
    }
}
