package io.github.tlsclients.smtp.lab;

import io.github.tlsclients.lab.Attack;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.util.Optional;

/** What an attacker can do to SMTP alone. */
public enum SmtpFault implements Fault {
    /** What the server said before TLS does not hold inside it. */
    AUTH_SPOOFED_IN_CLEAR(
            Attack.SPOOFING,
            "the server offers a login in clear, and none inside TLS",
            "RFC 3207 section 4.2",
            TlsFailure.LOGIN_REFUSED);

    private final Story story;
    private final TlsFailure failure;

    SmtpFault(Attack attack, String sentence, String source, TlsFailure failure) {
        this.story = new Story(attack, sentence, source);
        this.failure = failure;
    }

    @Override
    public Story story() {
        return story;
    }

    @Override
    public boolean plays(Protocol protocol, TlsMode mode) {
        return protocol == Protocol.SMTP && (this != AUTH_SPOOFED_IN_CLEAR || mode == TlsMode.STARTTLS);
    }

    @Override
    public Optional<TlsFailure> failure(Protocol protocol, TlsMode mode) {
        return Optional.of(failure);
    }
}
