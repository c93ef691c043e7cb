package io.github.tlsclients.tls;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A password that no text shows, compared by what it is. The caller may wipe his own copy at once. */
final class Password {
    /** None was given, which is something else than an empty one. */
    static final Password NONE = new Password(null);

    private final char @Nullable [] secret;

    private Password(char @Nullable [] secret) {
        this.secret = secret;
    }

    static Password of(char[] secret) {
        return new Password(secret.clone());
    }

    /** Whether there is anything to try: neither none nor an empty one. */
    boolean given() {
        return secret != null && secret.length > 0;
    }

    /** A copy, to be wiped after use; null if none was given. */
    char @Nullable [] chars() {
        return secret == null ? null : secret.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password password && Arrays.equals(secret, password.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return secret == null ? "no password" : "a password";
    }
}
