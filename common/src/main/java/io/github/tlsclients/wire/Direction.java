package io.github.tlsclients.wire;

/** Which way bytes go. */
public enum Direction {
    /** From the client. */
    TO_SERVER("C"),
    /** From the server. */
    TO_CLIENT("S");

    private final String sender;

    Direction(String sender) {
        this.sender = sender;
    }

    /** {@return {@code C} or {@code S}, as dialogues are printed in RFCs} */
    public String sender() {
        return sender;
    }
}
