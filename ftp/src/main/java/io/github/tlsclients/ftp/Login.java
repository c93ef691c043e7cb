package io.github.tlsclients.ftp;

import java.util.Arrays;

/** Who is logged in, for the case that the session has to be taken up again on another connection. */
final class Login {
    private final String user;
    private final char[] password;

    /** Holds a copy of the password. */
    Login(String user, char[] password) {
        this.user = user;
        this.password = password.clone();
    }

    String user() {
        return user;
    }

    char[] password() {
        return password;
    }

    /** Overwrites the copy. */
    void forget() {
        Arrays.fill(password, '\0');
    }

    @Override
    public String toString() {
        return user;
    }
}
