package io.github.tlsclients.bench;

/** Something that a measurement needs is not there, or one of the programs failed. */
final class NotMeasured extends Exception {
    private static final long serialVersionUID = 1;

    private final String hint;

    NotMeasured(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
