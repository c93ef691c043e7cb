package io.github.tlsclients.tls;

import java.util.List;
import java.util.Optional;

/**
 * One thing that a runtime's TLS has or could have.
 *
 * @param name by the IANA registry, or as the provider spells it where that has none, such as {@code dsa_sha1}
 * @param state how far it is from being used
 * @param reason why it is not offered; empty if it is
 * @param marks what is good about it
 * @param deprecatedBy the RFCs that say not to use it, such as {@code RFC 7465}
 */
public record Feature(String name, State state, Optional<String> reason, List<Mark> marks, List<String> deprecatedBy) {
    /** How far a feature is from being used, nearest first. */
    public enum State {
        /** Our default configuration offers it to every server. */
        OFFERED("offered"),
        /** The provider would offer it by itself; our default configuration does not. */
        ENABLED("enabled"),
        /** The provider has it, and offers it where it is asked for by name. */
        SUPPORTED("supported"),
        /** The provider has the code and refuses to use it. */
        DISABLED("disabled"),
        /** The provider has no such thing. */
        ABSENT("absent");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** {@return the state as people read it} */
        public String text() {
            return text;
        }
    }

    /** What is good about a feature. */
    public enum Mark {
        /** What was recorded stays secret when the server's key is stolen later. */
        FORWARD_SECRECY("forward secrecy"),
        /** Encryption that notices every change by itself (RFC 5116). */
        AEAD("AEAD"),
        /** It is thought to hold against quantum computers too. */
        POST_QUANTUM("post-quantum");

        private final String text;

        Mark(String text) {
            this.text = text;
        }

        /** {@return the mark as people read it} */
        public String text() {
            return text;
        }
    }

    /**
     * Keeps copies of the lists.
     *
     * @param name see above
     * @param state see above
     * @param reason see above
     * @param marks see above
     * @param deprecatedBy see above
     */
    public Feature {
        marks = List.copyOf(marks);
        deprecatedBy = List.copyOf(deprecatedBy);
    }
}
