package io.github.tlsclients.sasl;

import io.github.tlsclients.tls.TlsConfigException;
import java.util.Arrays;
import java.util.Optional;

/** Who a client says it is, and what it proves that by. Holds copies of secrets; {@link #wipe} ends them. */
public final class Credential {
    /** What a claim is proved by. */
    public enum Kind {
        /** A password, which the server may see or not. */
        PASSWORD,
        /** A bearer token of OAuth 2: whoever has it is believed. */
        TOKEN,
        /** The client certificate of the TLS configuration. */
        CERTIFICATE
    }

    private final Kind kind;
    private final String user;
    private final char[] secret;
    private final Optional<Mechanism> only;

    private Credential(Kind kind, String user, char[] secret, Optional<Mechanism> only) {
        this.kind = kind;
        this.user = user;
        this.secret = secret;
        this.only = only;
    }

    /**
     * A user with a password.
     *
     * @param user the name
     * @param password copied; wipe your own
     * @return the credential, for the strongest mechanism that the server offers
     * @throws TlsConfigException if either is empty, or holds a control character
     */
    public static Credential password(String user, char[] password) {
        return secret(Kind.PASSWORD, user, "password", password);
    }

    /**
     * A user with an access token of OAuth 2.
     *
     * @param user the name
     * @param token copied; wipe your own
     * @return the credential, for the strongest mechanism that the server offers
     * @throws TlsConfigException if either is empty, or holds a control character
     */
    public static Credential token(String user, char[] token) {
        return secret(Kind.TOKEN, user, "token", token);
    }

    /**
     * The client certificate of the TLS configuration, which the server has seen in the handshake.
     *
     * @param user whom to act as; empty for whom the certificate names
     * @return the credential
     * @throws TlsConfigException if the name holds a control character
     */
    public static Credential certificate(String user) {
        requireOneLine("user name", user.toCharArray());
        return new Credential(Kind.CERTIFICATE, user, new char[0], Optional.empty());
    }

    /**
     * The same credential, for one mechanism alone.
     *
     * @param mechanism the only one to use; the login fails if the server does not offer it
     * @return a copy
     * @throws TlsConfigException if the mechanism is proved by something else
     */
    public Credential by(Mechanism mechanism) {
        if (mechanism.kind() != kind) {
            throw new TlsConfigException(
                    mechanism.registered() + " is not proved by " + words(kind) + " but by " + words(mechanism.kind()),
                    "name another mechanism, or none");
        }
        return new Credential(kind, user, secret.clone(), Optional.of(mechanism));
    }

    /** {@return the same, with a copy of the secret that is wiped on its own} */
    public Credential copy() {
        return new Credential(kind, user, secret.clone(), only);
    }

    /** {@return what it is proved by} */
    public Kind kind() {
        return kind;
    }

    /** {@return the name; empty for whom the certificate names} */
    public String user() {
        return user;
    }

    /** {@return the only mechanism to use; empty for the strongest} */
    public Optional<Mechanism> only() {
        return only;
    }

    /** {@return a copy of the password or token, for the caller to wipe} */
    public char[] secret() {
        return secret.clone();
    }

    /** Overwrites the secret; the credential is of no use then. */
    public void wipe() {
        Arrays.fill(secret, '\0');
    }

    /** {@return kind and user, without the secret} */
    @Override
    public String toString() {
        return "Credential[" + words(kind) + ", user=" + user + "]";
    }

    static String words(Kind kind) {
        return switch (kind) {
            case PASSWORD -> "a password";
            case TOKEN -> "a token";
            case CERTIFICATE -> "a client certificate";
        };
    }

    private static Credential secret(Kind kind, String user, String what, char[] secret) {
        requireOneLine("user name", user.toCharArray());
        requireOneLine(what, secret);
        if (user.isEmpty() || secret.length == 0) {
            throw new TlsConfigException(
                    "the " + (user.isEmpty() ? "user name" : what) + " is empty", "a login needs both");
        }
        return new Credential(kind, user, secret.clone(), Optional.empty());
    }

    /** NUL parts the fields of PLAIN, 0x01 those of XOAUTH2, a line end the commands. */
    private static void requireOneLine(String what, char[] text) {
        for (char c : text) {
            if (Character.isISOControl(c)) {
                throw new TlsConfigException(
                        "the " + what + " holds a line break or another control character",
                        "give the " + what + " as one line of printable text");
            }
        }
    }
}
