package io.github.tlsclients.sasl;

import io.github.tlsclients.tls.TlsConfigException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The ways to log in, each kind of credential's strongest first. Their names are those of IANA's registry. */
public enum Mechanism {
    /** The server looks at the client certificate of the TLS handshake (RFC 4422 appendix A). */
    EXTERNAL("EXTERNAL", Credential.Kind.CERTIFICATE),
    /** As {@link #SCRAM_SHA_256}, and valid in this very TLS connection alone: nobody in between can pass it on. */
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", Credential.Kind.PASSWORD),
    /** Both sides prove that they know the password, and neither sends it (RFC 5802, RFC 7677). */
    SCRAM_SHA_256("SCRAM-SHA-256", Credential.Kind.PASSWORD),
    /** The password as it is (RFC 4616): the server learns it. */
    PLAIN("PLAIN", Credential.Kind.PASSWORD),
    /** The password as it is, by an older dialogue. */
    LOGIN("LOGIN", Credential.Kind.PASSWORD),
    /** A bearer token of OAuth 2 (RFC 7628). */
    OAUTHBEARER("OAUTHBEARER", Credential.Kind.TOKEN),
    /** A bearer token of OAuth 2, in the form that came before RFC 7628. */
    XOAUTH2("XOAUTH2", Credential.Kind.TOKEN);

    private final String registered;
    private final Credential.Kind kind;

    Mechanism(String registered, Credential.Kind kind) {
        this.registered = registered;
        this.kind = kind;
    }

    /**
     * The mechanism of a name.
     *
     * @param name as registered, such as {@code SCRAM-SHA-256}; upper or lower case
     * @return the mechanism
     * @throws TlsConfigException if it is none of these
     */
    public static Mechanism named(String name) {
        return find(name)
                .orElseThrow(() -> new TlsConfigException(
                        "\"" + name + "\" is no login mechanism known here",
                        "there are "
                                + Arrays.stream(values())
                                        .map(Mechanism::registered)
                                        .collect(Collectors.joining(", "))));
    }

    /** Those that are known, of the names in a server's offer. */
    static Set<Mechanism> among(Collection<String> names) {
        Set<Mechanism> known = EnumSet.noneOf(Mechanism.class);
        names.forEach(name -> find(name).ifPresent(known::add));
        return known;
    }

    /** {@return the name in the registry, such as {@code SCRAM-SHA-256}} */
    public String registered() {
        return registered;
    }

    /** {@return what it is proved by} */
    public Credential.Kind kind() {
        return kind;
    }

    private static Optional<Mechanism> find(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(m -> m.registered.equals(upper)).findFirst();
    }
}
