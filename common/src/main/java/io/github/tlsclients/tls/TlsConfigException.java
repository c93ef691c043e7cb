package io.github.tlsclients.tls;

import org.jspecify.annotations.Nullable;

/** The configuration asks for something that cannot be had: a bad URI, an unreadable file, an unknown name. */
public final class TlsConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /** What is wrong, and what to do about it; neither holds a secret. */
    public TlsConfigException(String message, String hint) {
        this(message, hint, null);
    }

    /** What is wrong, what to do about it, and the exception that told. */
    public TlsConfigException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** The same, led by where it was asked for. */
    TlsConfigException at(String origin) {
        return new TlsConfigException(origin + ": " + getMessage(), hint, this);
    }

    /** One line that says what to do next. */
    public String hint() {
        return hint;
    }
}
