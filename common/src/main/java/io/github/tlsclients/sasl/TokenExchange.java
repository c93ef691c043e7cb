package io.github.tlsclients.sasl;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * OAuth 2's bearer tokens. A server that refuses one says why in a challenge, which has to be answered before it may say
 * no (RFC 7628 section 3.2.3).
 */
final class TokenExchange implements Exchange {
    private static final int SHOWN_TEXT = 200;

    private final byte[] first;
    private final byte[] afterComplaint;
    private boolean complained;
    private String complaint = "";

    private TokenExchange(byte[] first, byte[] afterComplaint) {
        this.first = first;
        this.afterComplaint = afterComplaint;
    }

    static Exchange xoauth2(String user, char[] token) {
        return of(Secret.message("user=" + user + "\1auth=Bearer ", token, "\1\1"), token, new byte[0]);
    }

    /** RFC 7628 section 3.1; the name is escaped as in RFC 5801 section 4. */
    static Exchange bearer(String user, char[] token, Endpoint endpoint) {
        String name = user.replace("=", "=3D").replace(",", "=2C");
        String where = "host=" + endpoint.serverName() + "\1port=" + endpoint.port();
        return of(
                Secret.message("n,a=" + name + ",\1" + where + "\1auth=Bearer ", token, "\1\1"), token, new byte[] {1});
    }

    private static Exchange of(byte[] first, char[] token, byte[] afterComplaint) {
        Arrays.fill(token, '\0');
        return new TokenExchange(first, afterComplaint);
    }

    @Override
    public byte[] first() {
        return first;
    }

    @Override
    public byte[] respond(byte[] challenge) throws TlsException {
        if (complained) {
            throw new TlsException(
                    TlsFailure.PROTOCOL_ERROR,
                    "the server complains of the token again and again",
                    "get a new token, or try another mechanism: --auth NAME");
        }
        complained = true;
        String text = new String(challenge, StandardCharsets.UTF_8);
        complaint = ClearText.printable(text.substring(0, Math.min(text.length(), SHOWN_TEXT)));
        return afterComplaint.clone();
    }

    @Override
    public String complaint() {
        return complaint;
    }
}
