package io.github.tlsclients.lab;

import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.util.Optional;

/**
 * A server of another protocol, whose certificate is good for the name that the client asked for: what somebody brings
 * about who redirects the connection to another port of the same host.
 */
public enum ForeignServer implements Fault {
    /** A web server. */
    SPEAKS_HTTP(Protocol.HTTP, ""),
    /** A submission server. */
    SPEAKS_SMTP(Protocol.SMTP, "220 localhost ESMTP"),
    /** A server of mailboxes. */
    SPEAKS_IMAP(Protocol.IMAP, "* OK IMAP4rev2 ready"),
    /** A file server. */
    SPEAKS_FTP(Protocol.FTP, "220 FTP ready");

    private static final String BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n";

    private final Protocol spoken;
    private final String greeting;

    ForeignServer(Protocol spoken, String greeting) {
        this.spoken = spoken;
        this.greeting = greeting;
    }

    @Override
    public Story story() {
        return new Story(
                Attack.CROSS_PROTOCOL,
                "the server speaks " + spoken.label() + ", and its certificate is good for that name as well",
                "ALPACA (USENIX Security 2021)");
    }

    @Override
    public boolean plays(Protocol protocol, TlsMode mode) {
        return protocol != spoken;
    }

    @Override
    public Optional<TlsFailure> failure(Protocol protocol, TlsMode mode) {
        if (this == SPEAKS_HTTP) {
            return Optional.of(TlsFailure.TIMEOUT); // each waits for the other's first word
        }
        if (mode == TlsMode.IMPLICIT) {
            return Optional.of(TlsFailure.PROTOCOL_ERROR);
        }
        return Optional.of(
                switch (protocol) {
                    case SMTP -> this == SPEAKS_FTP ? TlsFailure.STARTTLS_NOT_OFFERED : TlsFailure.STARTTLS_MALFORMED;
                    case FTP -> this == SPEAKS_SMTP ? TlsFailure.STARTTLS_NOT_OFFERED : TlsFailure.STARTTLS_MALFORMED;
                    case HTTP, IMAP -> TlsFailure.STARTTLS_MALFORMED;
                });
    }

    /** The server that speaks this. */
    static ForeignServer of(Protocol protocol) {
        return values()[protocol.ordinal()];
    }

    /** What it says to a client that it does not understand, or that has not said anything yet. */
    String firstWords() {
        return spoken == Protocol.HTTP ? BAD_REQUEST : greeting;
    }

    /** What such a server says to a client that speaks something else. */
    void play(Peer client) throws IOException {
        if (!greeting.isEmpty()) {
            client.say(greeting);
        }
        for (String line = client.hear(); ; line = client.hear()) {
            client.say(
                    switch (spoken) {
                        case HTTP -> BAD_REQUEST;
                        case IMAP -> line.split(" ", 2)[0] + " BAD unknown command";
                        case SMTP, FTP -> "500 unknown command";
                    });
        }
    }
}
