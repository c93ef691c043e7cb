package io.github.tlsclients.wire;

/**
 * Something that TLS did not keep from the eavesdropper.
 *
 * @param kind what it is
 * @param value what was learned, in a few words
 */
public record Leak(Kind kind, String value) {
    /** What can leak, with the reason why it does. */
    public enum Kind {
        /** The DNS question. */
        NAME_LOOKUP("name looked up", "the question goes to the resolver before there is any TLS (RFC 9076)"),
        /** Both ends. */
        ADDRESSES("addresses and ports", "packets need them to arrive; the port names the protocol"),
        /** SNI. */
        SERVER_NAME("server name", "the ClientHello carries it in clear (RFC 6066 section 3)"),
        /** ALPN, offered in clear; in TLS 1.2 also chosen in clear. */
        PROTOCOLS("protocols offered", "the ClientHello carries them in clear (RFC 7301)"),
        /** JA3 and JA4. */
        CLIENT("which client", "what it offers, and in which order, differs from program to program (JA3, JA4)"),
        /** A ticket, or a session's number. */
        RETURNING("a returning client", "the session that it resumes links this visit to an earlier one"),
        /** Version, suite, group. */
        PARAMETERS("what was agreed on", "the ServerHello is in clear"),
        /** The server's chain, in TLS 1.2. */
        SERVER_CERTIFICATE("the server's certificate", "TLS 1.2 sends it in clear; TLS 1.3 does not"),
        /** The client's chain, in TLS 1.2. */
        CLIENT_CERTIFICATE("the client's certificate", "TLS 1.2 sends it in clear; TLS 1.3 does not"),
        /** The dialogue before an upgrade. */
        CLEAR_DIALOGUE("said in clear", "before an upgrade there is no TLS"),
        /** A password, a login or a mail that was said in clear. */
        CLEAR_SECRETS("A SECRET IN CLEAR", "whoever sent it must change it now"),
        /** How much passed in each direction. */
        SIZES("sizes", "TLS pads nothing of itself (RFC 8446 appendix E.3); a file's size tells which file it is"),
        /** When, how often, how long. */
        RHYTHM("times", "each record passes when it is sent: who answers whom, and how fast one types"),
        /** FTP's second connection. */
        CONNECTIONS("further connections", "each transfer, look-up or retry is one to be counted");

        private final String title;
        private final String reason;

        Kind(String title, String reason) {
            this.title = title;
            this.reason = reason;
        }

        /** {@return what it is, in two or three words} */
        public String title() {
            return title;
        }

        /** {@return why TLS does not keep it} */
        public String reason() {
            return reason;
        }
    }
}
