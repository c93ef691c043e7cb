package io.github.tlsclients.tls;

import org.jspecify.annotations.Nullable;

/** The configuration asks for something that cannot be had: a bad URI, an unreadable file, an unknown name. */
public final class TlsConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** What to do next. */
    private final String hint;

    /**
     * Something that cannot be had.
     *
     * @param message what is wrong; holds no secret
     * @param hint what to do about it; holds no secret
     */
    public TlsConfigException(String message, String hint) {
        this(message, hint, null);
    }

    /**
     * Something that cannot be had, as another exception told.
     *
     * @param message what is wrong; holds no secret
     * @param hint what to do about it; holds no secret
     * @param cause what told
     */
    public TlsConfigException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** The same, led by where it was asked for. */
    TlsConfigException at(String origin) {
        return new TlsConfigException(origin + ": " + getMessage(), hint, this);
    }

    /** {@return one line that says what to do next} */
    public String hint() {
        return hint;
    }
}
