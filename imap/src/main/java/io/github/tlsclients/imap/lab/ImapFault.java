package io.github.tlsclients.imap.lab;

import io.github.tlsclients.lab.Attack;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attacker can do to IMAP alone: in clear before an upgrade, and as a server that has a good certificate. */
public enum ImapFault implements Fault {
    /** Logged in before TLS, where STARTTLS is not allowed any more. */
    PREAUTH_IN_CLEAR(
            When.IN_CLEAR,
            Attack.STRIPPING,
            "the greeting says that somebody is logged in already, and then STARTTLS is not allowed",
            "CVE-2020-12398, RFC 9051 section 11.1",
            TlsFailure.PREAUTHENTICATED),
    /** A good-bye as the greeting. */
    BYE_IN_CLEAR(
            When.IN_CLEAR,
            Attack.STRIPPING,
            "the greeting is a good-bye",
            "RFC 9051 section 7.1.5",
            TlsFailure.STARTTLS_REFUSED),
    /** A good-bye that names another server. */
    REFERRAL_IN_CLEAR(
            When.IN_CLEAR,
            Attack.CREDENTIAL_THEFT,
            "the greeting is a good-bye and names another server, where the password is to go",
            "RFC 2221 section 4.2",
            TlsFailure.STARTTLS_REFUSED),
    /** STARTTLS is announced and is not known. */
    STARTTLS_UNKNOWN(
            When.IN_CLEAR,
            Attack.STRIPPING,
            "the server announces STARTTLS and does not understand it",
            "RFC 9051 section 6.2.1",
            TlsFailure.STARTTLS_REFUSED),
    /** STARTTLS is answered by a good-bye. */
    STARTTLS_BYE(
            When.IN_CLEAR,
            Attack.STRIPPING,
            "the server answers STARTTLS by a good-bye",
            "RFC 9051 section 7.1.5",
            TlsFailure.STARTTLS_REFUSED),
    /** The consent is to another command. */
    CONSENT_TO_ANOTHER_COMMAND(
            When.IN_CLEAR,
            Attack.STRIPPING,
            "the consent to STARTTLS has the tag of another command",
            "RFC 9051 section 2.2.2",
            TlsFailure.STARTTLS_MALFORMED),
    /** The consent has no tag. */
    CONSENT_WITHOUT_TAG(
            When.IN_CLEAR,
            Attack.EXHAUSTION,
            "the server says OK to nobody in particular, and nothing more",
            "RFC 9051 section 7.1.1",
            TlsFailure.TIMEOUT),
    /** Instead of consent, a wish to hear more. */
    CONSENT_WANTS_MORE(
            When.IN_CLEAR,
            Attack.STRIPPING,
            "the server answers STARTTLS as if there was more to say",
            "RFC 9051 section 7.6",
            TlsFailure.STARTTLS_MALFORMED),
    /** What the server said before TLS does not hold inside it. */
    LOGIN_SPOOFED_IN_CLEAR(
            When.IN_CLEAR,
            Attack.SPOOFING,
            "the capabilities in clear offer logins, the consent as well, and those inside TLS forbid each",
            "RFC 9051 section 6.2.1",
            TlsFailure.LOGIN_REFUSED),
    /** Nor does what it forbade. */
    LOGIN_FORBIDDEN_IN_CLEAR(
            When.IN_CLEAR,
            Attack.SPOOFING,
            "the capabilities in clear forbid each login, and those inside TLS do not",
            "RFC 9051 section 6.2.3",
            null),
    /** An alert that is to be shown to the user. */
    ALERT_IN_CLEAR(
            When.IN_CLEAR,
            Attack.INJECTION,
            "an alert comes before TLS, which is to be shown as if the server itself had said it",
            "RFC 9051 section 7.1, NO STARTTLS (USENIX Security 2021)",
            null),
    /** A mailbox in clear. */
    MAILBOX_IN_CLEAR(
            When.IN_CLEAR,
            Attack.INJECTION,
            "folders and a forged message come before TLS, to be found in the mailbox inside it",
            "NO STARTTLS (USENIX Security 2021)",
            null),
    /** Capabilities behind the consent. */
    CAPABILITIES_INJECTED(
            When.IN_CLEAR,
            Attack.INJECTION,
            "capabilities follow the consent in the same segment",
            "NO STARTTLS (USENIX Security 2021)",
            TlsFailure.STARTTLS_INJECTED),
    /** A message behind the consent. */
    MAILBOX_INJECTED(
            When.IN_CLEAR,
            Attack.INJECTION,
            "a mailbox and a forged message follow the consent in the same segment",
            "NO STARTTLS (USENIX Security 2021)",
            TlsFailure.STARTTLS_INJECTED),
    /** Answers to the commands that will come. */
    ANSWERS_INJECTED(
            When.IN_CLEAR,
            Attack.INJECTION,
            "answers to the commands that will come follow the consent, with tags that clients use",
            "NO STARTTLS (USENIX Security 2021)",
            TlsFailure.STARTTLS_INJECTED),
    /** A good-bye behind the consent. */
    BYE_INJECTED(
            When.IN_CLEAR,
            Attack.INJECTION,
            "a good-bye follows the consent in the same segment",
            "NO STARTTLS (USENIX Security 2021)",
            TlsFailure.STARTTLS_INJECTED),

    /** Logged in as somebody of the server's choice. */
    PREAUTH_INSIDE(
            When.INSIDE,
            Attack.SPOOFING,
            "the server says inside TLS that somebody is logged in already: whose mailbox it is nobody knows",
            "RFC 9051 section 7.1.4",
            TlsFailure.LOGIN_REFUSED) {
        /** After an upgrade there is no greeting (RFC 9051 section 6.2.1). */
        @Override
        public Optional<TlsFailure> failure(Protocol protocol, TlsMode mode) {
            return mode == TlsMode.IMPLICIT ? super.failure(protocol, mode) : Optional.of(TlsFailure.PROTOCOL_ERROR);
        }
    },
    /** A good-bye at once. */
    BYE_INSIDE(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the first word inside TLS is a good-bye",
            "RFC 9051 section 7.1.5",
            TlsFailure.REFUSED_BY_SERVER),
    /** A good-bye instead of a login. */
    BYE_AT_LOGIN(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the server answers the login by a good-bye",
            "RFC 9051 section 7.1.5",
            TlsFailure.REFUSED_BY_SERVER),
    /** A good-bye instead of mail. */
    BYE_AT_THE_MAILBOX(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the server says good-bye when a mailbox is opened",
            "RFC 9051 section 7.1.5",
            TlsFailure.REFUSED_BY_SERVER),
    /** No login inside TLS. */
    LOGINDISABLED_INSIDE(
            When.INSIDE,
            Attack.CREDENTIAL_THEFT,
            "the server forbids the command LOGIN inside TLS as well, and would take the password all the same",
            "RFC 9051 section 6.2.3",
            TlsFailure.LOGIN_REFUSED),
    /** Others after the login. */
    CAPABILITIES_CHANGED(
            When.INSIDE,
            Attack.SPOOFING,
            "after the login the capabilities offer STARTTLS and COMPRESS and forbid each login",
            "RFC 9051 section 6.1.1, RFC 4978",
            null),
    /** A login that is refused in favour of another server. */
    REFERRED_AT_LOGIN(
            When.INSIDE,
            Attack.CREDENTIAL_THEFT,
            "the server refuses the login and names another server, where the password is to go",
            "RFC 2221 section 4.1",
            TlsFailure.LOGIN_REFUSED),
    /** A login that is taken, and another server named. */
    REFERRED_AFTER_LOGIN(
            When.INSIDE,
            Attack.CREDENTIAL_THEFT,
            "the server takes the login and names another server that would be better",
            "RFC 2221 section 4.1",
            null),
    /** A mailbox that is elsewhere. */
    MAILBOX_REFERRED(
            When.INSIDE,
            Attack.CREDENTIAL_THEFT,
            "the server does not open the mailbox and names another server that has it",
            "RFC 2193 section 4",
            TlsFailure.REFUSED_BY_SERVER),
    /** SCRAM is refused, PLAIN stands beside it. */
    SCRAM_REFUSED(
            When.INSIDE,
            Attack.CREDENTIAL_THEFT,
            "the server refuses a login by SCRAM, and hopes for one by PLAIN, which would tell the password",
            "RFC 5802 section 9",
            TlsFailure.LOGIN_REFUSED),
    /** SCRAM without the server's half. */
    SCRAM_UNPROVEN(
            When.INSIDE,
            Attack.IMPERSONATION,
            "the server says yes to a login by SCRAM and does not prove that it knows the password",
            "RFC 5802 section 3",
            TlsFailure.SERVER_NOT_PROVEN),
    /** SCRAM with a wrong half. */
    SCRAM_SIGNATURE_WRONG(
            When.INSIDE,
            Attack.IMPERSONATION,
            "the server's proof in a login by SCRAM is wrong",
            "RFC 5802 section 3",
            TlsFailure.SERVER_NOT_PROVEN),
    /** SCRAM with another nonce. */
    SCRAM_NONCE_CHANGED(
            When.INSIDE,
            Attack.CREDENTIAL_THEFT,
            "the server's nonce in a login by SCRAM does not begin with the client's",
            "RFC 5802 section 5.1",
            TlsFailure.PROTOCOL_ERROR),
    /** SCRAM that is cheap to guess from. */
    SCRAM_ONE_ROUND(
            When.INSIDE,
            Attack.CREDENTIAL_THEFT,
            "the server has the password hashed once, so that it can be guessed from the proof",
            "RFC 7677 section 4",
            TlsFailure.LOGIN_REFUSED),
    /** SCRAM that takes hours. */
    SCRAM_MANY_ROUNDS(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the server has the password hashed 2147483647 times",
            "RFC 7677 section 4",
            TlsFailure.LOGIN_REFUSED),
    /** Questions without end, in a login. */
    CHALLENGES_ENDLESS(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the server answers each response of a login by another challenge",
            "CWE-835",
            TlsFailure.PROTOCOL_ERROR),
    /** An invitation without end. */
    CONTINUATIONS_ENDLESS(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the server answers the command LOGIN by an endless wish to hear more",
            "CWE-770",
            TlsFailure.PROTOCOL_ERROR),
    /** Answers before the questions. */
    ANSWERED_IN_ADVANCE(
            When.INSIDE,
            Attack.SPOOFING,
            "the server answers commands that have not been given yet",
            "RFC 9051 section 5.5",
            TlsFailure.PROTOCOL_ERROR),
    /** Everything but the end. */
    RESPONSES_ENDLESS(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the server says that it is still working, again and again, and never that it is done",
            "CWE-770",
            TlsFailure.PROTOCOL_ERROR),
    /** Two gigabytes announced. */
    LITERAL_HUGE(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the server announces a literal of 2147483647 bytes, for which clients make room at once",
            "RFC 9051 section 4.3, CWE-789",
            TlsFailure.PROTOCOL_ERROR),
    /** The same, where a client looks that reads backwards. */
    LITERAL_HIDDEN(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the content of a literal looks like the announcement of 2000000000 bytes, and a line end follows it",
            "RFC 9051 section 4.3, CWE-789",
            TlsFailure.PROTOCOL_ERROR),
    /** Less than nothing announced. */
    LITERAL_NEGATIVE(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the server announces literals of -1 bytes, line after line, as one response without an end",
            "RFC 9051 section 4.3, CWE-770",
            TlsFailure.PROTOCOL_ERROR),
    /** More messages than there can be. */
    COUNT_ABSURD(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the mailbox has 1000000000 messages, as the server says",
            "RFC 9051 section 7.4.1, CWE-770",
            TlsFailure.PROTOCOL_ERROR),
    /** A count that no integer holds. */
    COUNT_OVERFLOWS(
            When.INSIDE,
            Attack.SPOOFING,
            "the mailbox has 99999999999999999999 messages, as the server says",
            "RFC 9051 section 9, number",
            TlsFailure.PROTOCOL_ERROR),
    /** A UID that is none. */
    UID_OVERFLOWS(
            When.INSIDE,
            Attack.SPOOFING,
            "a message has a UID beyond 32 bits",
            "RFC 9051 section 2.3.1.1",
            TlsFailure.PROTOCOL_ERROR),
    /** What nobody asked for, nested to overflow a stack. */
    STRUCTURE_NESTED(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the server tells of a message of a hundred thousand parts inside parts",
            "CWE-674",
            TlsFailure.PROTOCOL_ERROR),
    /** The same that never ends to be read. */
    STRUCTURE_UNENDING(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the structure of a message has an extension on which some parsers make no progress",
            "CWE-835",
            TlsFailure.PROTOCOL_ERROR),
    /** Groups of addresses, nested to overflow a stack. */
    ADDRESSES_NESTED(
            When.INSIDE,
            Attack.EXHAUSTION,
            "the sender of a message is a group of addresses that begins a hundred thousand groups",
            "CWE-674",
            TlsFailure.PROTOCOL_ERROR),
    /** An envelope that is none. */
    ENVELOPE_MALFORMED(
            When.INSIDE,
            Attack.SPOOFING,
            "an envelope cannot be parsed, so that clients overlook the message",
            "RFC 9051 section 7.5.2",
            TlsFailure.PROTOCOL_ERROR),
    /** A subject that steers a terminal. */
    ENVELOPE_HOSTILE(
            When.INSIDE,
            Attack.SPOOFING,
            "date, sender and subject hold nonsense, unknown alphabets and what steers a terminal",
            "CWE-150",
            null),
    /** Words that steer a terminal. */
    WORDS_HOSTILE(
            When.INSIDE,
            Attack.SPOOFING,
            "the words of a refusal hold what clears a terminal and writes on it anew",
            "CWE-150",
            TlsFailure.LOGIN_REFUSED),
    /** Another message. */
    OTHER_MESSAGE(
            When.INSIDE,
            Attack.SPOOFING,
            "the server sends another message than it was asked for",
            "RFC 9051 section 7.5.2",
            TlsFailure.PROTOCOL_ERROR),
    /** Another part of the message. */
    OTHER_PART(
            When.INSIDE,
            Attack.FRAMING,
            "the server sends the end of the message where its begin was asked for",
            "RFC 9051 section 6.4.5",
            TlsFailure.PROTOCOL_ERROR),
    /** A message of which the end is missing. */
    MESSAGE_CUT(
            When.INSIDE,
            Attack.TRUNCATION,
            "the connection ends in the middle of the message, as it should be ended",
            "RFC 9051 section 4.3",
            TlsFailure.TRUNCATED);

    /** Where the attacker stands. */
    private enum When {
        IN_CLEAR,
        INSIDE
    }

    private final When when;
    private final Story story;
    private final @Nullable TlsFailure failure;

    ImapFault(When when, Attack attack, String sentence, String source, @Nullable TlsFailure failure) {
        this.when = when;
        this.story = new Story(attack, sentence, source);
        this.failure = failure;
    }

    @Override
    public Story story() {
        return story;
    }

    @Override
    public boolean plays(Protocol protocol, TlsMode mode) {
        return protocol == Protocol.IMAP && (when == When.INSIDE || mode == TlsMode.STARTTLS);
    }

    @Override
    public Optional<TlsFailure> failure(Protocol protocol, TlsMode mode) {
        return Optional.ofNullable(failure);
    }
}
