package io.github.tlsclients.lab;

import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.util.Optional;

/** What can go wrong with the stream of bytes itself, whatever is spoken over it. */
public enum StreamFault implements Fault {
    /** TLS from the first byte, where an upgrade was asked for. */
    TLS_ON_UPGRADE_PORT(
            Attack.WRONG_PORT,
            "the server speaks TLS from the first byte on the port for the upgrade",
            "RFC 8314 section 3",
            TlsFailure.TLS_ON_UPGRADE_PORT),
    /** Clear text, where TLS was asked for. */
    PLAINTEXT_ON_TLS_PORT(
            Attack.WRONG_PORT,
            "the server speaks clear text on the port for TLS",
            "RFC 8314 section 3",
            TlsFailure.PLAINTEXT_ON_TLS_PORT),
    /** A connection and not a word. */
    HALF_OPEN(
            Attack.EXHAUSTION,
            "the server takes the connection and never says a word",
            "RFC 9293 section 3.5.1",
            TlsFailure.TIMEOUT),
    /** The ClientHello is never answered. */
    HANDSHAKE_UNANSWERED(
            Attack.EXHAUSTION, "the server hears the ClientHello and never answers", "CWE-400", TlsFailure.TIMEOUT),
    /** Silence begins when TLS stands. */
    SILENT_INSIDE(
            Attack.EXHAUSTION,
            "the server finishes the handshake and never says a word after it",
            "CWE-400",
            TlsFailure.TIMEOUT),
    /** A byte a second. */
    TRICKLED(Attack.EXHAUSTION, "the server says all it has to say, a byte a second", "CWE-400", TlsFailure.TIMEOUT),
    /** A byte a second, as soon as TLS stands. */
    TRICKLED_INSIDE(
            Attack.EXHAUSTION,
            "the server is as quick as any until TLS stands, and then says a byte a second",
            "CWE-400",
            TlsFailure.TIMEOUT),
    /** A hundred megabytes of one line in clear. */
    ENDLESS_LINE(
            Attack.EXHAUSTION,
            "the server's first line has 100 MB and no end",
            "CWE-770",
            TlsFailure.STARTTLS_MALFORMED),
    /** A hundred megabytes of one line inside TLS. */
    ENDLESS_LINE_INSIDE(
            Attack.EXHAUSTION,
            "the server's first line inside TLS has 100 MB and no end",
            "CWE-770",
            TlsFailure.PROTOCOL_ERROR),
    /** The connection is reset at once. */
    RESET_AT_ONCE(
            Attack.EXHAUSTION,
            "the connection is reset as soon as it stands",
            "RFC 9293 section 3.5.2",
            TlsFailure.CONNECTION_LOST),
    /** The connection is reset after the ClientHello. */
    RESET_IN_HANDSHAKE(
            Attack.EXHAUSTION,
            "the connection is reset after the ClientHello",
            "RFC 9293 section 3.5.2",
            TlsFailure.CONNECTION_LOST),
    /** The connection is reset when TLS stands. */
    RESET_INSIDE(
            Attack.EXHAUSTION,
            "the connection is reset when TLS stands",
            "RFC 9293 section 3.5.2",
            TlsFailure.CONNECTION_LOST),
    /** The connection ends inside TLS, and nobody vouches for that end. */
    ENDED_INSIDE(
            Attack.TRUNCATION,
            "the connection ends when TLS stands, without the close_notify that would vouch for it",
            "RFC 8446 section 6.1",
            TlsFailure.CONNECTION_LOST);

    private final Story story;
    private final TlsFailure failure;

    StreamFault(Attack attack, String sentence, String source, TlsFailure failure) {
        this.story = new Story(attack, sentence, source);
        this.failure = failure;
    }

    @Override
    public Story story() {
        return story;
    }

    /** The first word of HTTP is the client's: an answer to it is no line of a dialogue, and is bounded as a head. */
    @Override
    public boolean plays(Protocol protocol, TlsMode mode) {
        return switch (this) {
            case TLS_ON_UPGRADE_PORT, ENDLESS_LINE -> mode == TlsMode.STARTTLS;
            case PLAINTEXT_ON_TLS_PORT -> mode == TlsMode.IMPLICIT;
            default -> true;
        };
    }

    @Override
    public Optional<TlsFailure> failure(Protocol protocol, TlsMode mode) {
        return Optional.of(failure);
    }
}
