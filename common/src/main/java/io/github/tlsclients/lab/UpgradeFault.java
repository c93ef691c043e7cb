package io.github.tlsclients.lab;

import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.util.Optional;

/** What can go wrong with the upgrade of any protocol: the dialogue in clear, which everybody on the way may change. */
public enum UpgradeFault implements Fault {
    /** The server does not announce the upgrade. */
    STARTTLS_STRIPPED(
            Attack.STRIPPING,
            "the server does not announce the upgrade, and knows no such command",
            "RFC 3207 section 6, RFC 8314 section 3",
            TlsFailure.STARTTLS_NOT_OFFERED),
    /** The server announces the upgrade and refuses it. */
    STARTTLS_REFUSED(
            Attack.STRIPPING,
            "the server announces the upgrade and refuses it, for the moment as it says",
            "RFC 3207 section 4, RFC 4217 section 4",
            TlsFailure.STARTTLS_REFUSED),
    /** The answer to the client's wish is no reply of the protocol. */
    CONSENT_MALFORMED(
            Attack.STRIPPING,
            "the answer to the client's wish for TLS is no reply of the protocol",
            "NO STARTTLS (USENIX Security 2021)",
            TlsFailure.STARTTLS_MALFORMED),
    /** The answer to the client's wish never ends. */
    CONSENT_ENDLESS(
            Attack.EXHAUSTION,
            "the answer to the client's wish for TLS goes on, line after line, without end",
            "CWE-770",
            TlsFailure.STARTTLS_MALFORMED),
    /** Another reply stands behind the server's consent, in the same segment. */
    REPLY_INJECTED(
            Attack.INJECTION,
            "another reply follows the consent in the same segment, to be found again inside TLS",
            "NO STARTTLS (USENIX Security 2021); seen from a server it is CVE-2011-0411",
            TlsFailure.STARTTLS_INJECTED),
    /** A reply in clear comes after the client's first word of TLS. */
    REPLY_INJECTED_LATER(
            Attack.INJECTION,
            "the server consents, hears the ClientHello, and answers it in clear",
            "NO STARTTLS (USENIX Security 2021)",
            TlsFailure.STARTTLS_INJECTED),
    /** The consent stands there before anybody asked for it. */
    CONSENT_BEFORE_THE_QUESTION(
            Attack.INJECTION,
            "the consent comes before the client has asked, and the true answer after it, in clear",
            "NO STARTTLS (USENIX Security 2021)",
            TlsFailure.STARTTLS_INJECTED);

    private final Story story;
    private final TlsFailure failure;

    UpgradeFault(Attack attack, String sentence, String source, TlsFailure failure) {
        this.story = new Story(attack, sentence, source);
        this.failure = failure;
    }

    @Override
    public Story story() {
        return story;
    }

    @Override
    public boolean plays(Protocol protocol, TlsMode mode) {
        return mode == TlsMode.STARTTLS;
    }

    @Override
    public Optional<TlsFailure> failure(Protocol protocol, TlsMode mode) {
        return Optional.of(failure);
    }
}
