package io.github.tlsclients.sasl;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The mechanisms in which the server's challenges do not matter: each message is known before the first is sent. */
final class SimpleExchange implements Exchange {
    private final Mechanism mechanism;
    private final byte @Nullable [] first;
    private final Iterator<byte[]> rest;

    private SimpleExchange(Mechanism mechanism, byte @Nullable [] first, List<byte[]> rest) {
        this.mechanism = mechanism;
        this.first = first;
        this.rest = rest.iterator();
    }

    /** RFC 4616: nobody to act as, the user, the password. */
    static Exchange plain(String user, char[] password) {
        byte[] message = Secret.message("\0" + user + "\0", password, "");
        Arrays.fill(password, '\0');
        return new SimpleExchange(Mechanism.PLAIN, message, List.of());
    }

    /** Two prompts, whose wording differs from server to server; none may ask for the other's answer. */
    static Exchange login(String user, char[] password) {
        byte[] name = Secret.message(user, new char[0], "");
        byte[] secret = Secret.message("", password, "");
        Arrays.fill(password, '\0');
        return new SimpleExchange(Mechanism.LOGIN, null, List.of(name, secret));
    }

    /** RFC 4422 appendix A: whom to act as, or nothing. */
    static Exchange external(String user) {
        return new SimpleExchange(Mechanism.EXTERNAL, Secret.message(user, new char[0], ""), List.of());
    }

    @Override
    public byte @Nullable [] first() {
        return first;
    }

    @Override
    public byte[] respond(byte[] challenge) throws TlsException {
        if (!rest.hasNext()) {
            throw new TlsException(
                    TlsFailure.PROTOCOL_ERROR,
                    "the server asks for more than " + mechanism.registered() + " has",
                    "try another mechanism: --auth NAME");
        }
        byte[] next = rest.next();
        boolean last = !rest.hasNext();
        String prompt = new String(challenge, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        if (mechanism == Mechanism.LOGIN && prompt.contains(last ? "user" : "pass")) {
            Arrays.fill(next, (byte) 0);
            throw new TlsException(
                    TlsFailure.PROTOCOL_ERROR,
                    "the server asks for the " + (last ? "user where the password" : "password where the user")
                            + " is due",
                    "try another mechanism: --auth NAME");
        }
        return next;
    }
}
