package io.github.tlsclients.lab;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The one account of a lab server.
 *
 * @param user the login name
 * @param password made for this run; never printed by {@link #toString()}
 */
public record LabAccount(String user, String password) {
    /** {@return the account {@code ada}, with a password of this run} */
    public static LabAccount create() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return new LabAccount("ada", HexFormat.of().formatHex(random));
    }

    @Override
    public String toString() {
        return "LabAccount[user=" + user + "]";
    }
}
