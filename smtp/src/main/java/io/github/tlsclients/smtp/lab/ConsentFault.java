package io.github.tlsclients.smtp.lab;

import static io.github.tlsclients.smtp.lab.SmtpFault.Moment.CONSENT;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.GO_ON;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.HANG_UP;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.SILENCE;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.STAY_IN_CLEAR;

import io.github.tlsclients.lab.Attack;
import io.github.tlsclients.session.TlsFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goes wrong with the answer to STARTTLS, which is 220 and nothing else. Each tells its own story. */
public enum ConsentFault implements SmtpFault {
    CONSENT_TLS_NOT_AVAILABLE(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_REFUSED,
            Attack.STRIPPING,
            "the server offers STARTTLS and answers it by 454",
            "RFC 3207 section 4",
            "454 4.3.0 TLS not available\r\n"),
    CONSENT_CLOSING(
            CONSENT,
            HANG_UP,
            TlsFailure.STARTTLS_REFUSED,
            Attack.STRIPPING,
            "the server answers STARTTLS by 421",
            "RFC 5321 section 3.8",
            "421 4.3.2 closing\r\n"),
    CONSENT_LOCAL_ERROR(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_REFUSED,
            Attack.STRIPPING,
            "the server answers STARTTLS by 451, as if it were a matter of the moment",
            "RFC 5321 section 4.2.2",
            "451 4.3.0 local error\r\n"),
    CONSENT_UNKNOWN(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_REFUSED,
            Attack.STRIPPING,
            "the server answers STARTTLS by 500, as if it had never offered it",
            "RFC 3207 section 6",
            "500 5.5.1 what\r\n"),
    CONSENT_NO_PARAMETERS(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_REFUSED,
            Attack.STRIPPING,
            "the server answers STARTTLS by 501, as if there were a parameter",
            "RFC 3207 section 4",
            "501 5.5.4 no parameters allowed\r\n"),
    CONSENT_NOT_IMPLEMENTED(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_REFUSED,
            Attack.STRIPPING,
            "the server answers STARTTLS by 502, as if it did not know it",
            "RFC 3207 section 6",
            "502 5.5.1 not implemented\r\n"),
    CONSENT_OUT_OF_ORDER(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_REFUSED,
            Attack.STRIPPING,
            "the server answers STARTTLS by 503, as if TLS stood already",
            "RFC 5321 section 4.2.2",
            "503 5.5.1 TLS stands already\r\n"),
    CONSENT_LOGIN_FIRST(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_REFUSED,
            Attack.CREDENTIAL_THEFT,
            "the server wants a login before STARTTLS: in clear",
            "RFC 4954 section 6",
            "530 5.7.0 Authentication required\r\n"),
    CONSENT_FAILED(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_REFUSED,
            Attack.STRIPPING,
            "the server answers STARTTLS by 554",
            "RFC 5321 section 4.2.2",
            "554 5.5.0 no\r\n"),
    CONSENT_OF_250(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.STRIPPING,
            "the server answers STARTTLS by 250, which is no consent to TLS",
            "NO STARTTLS (USENIX Security 2021)",
            "250 2.0.0 fine\r\n"),
    CONSENT_OF_235(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.SPOOFING,
            "the server answers STARTTLS by 235, as if somebody had logged in",
            "NO STARTTLS (USENIX Security 2021)",
            "235 2.7.0 welcome\r\n"),
    CONSENT_OF_354(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.STRIPPING,
            "the server answers STARTTLS by 354, and waits for a message in clear",
            "NO STARTTLS (USENIX Security 2021)",
            "354 go ahead\r\n"),
    CONSENT_OF_334(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.CREDENTIAL_THEFT,
            "the server answers STARTTLS by a question for the password",
            "NO STARTTLS (USENIX Security 2021)",
            "334 UGFzc3dvcmQ6\r\n"),
    CONSENT_OF_120(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.STRIPPING,
            "the server answers STARTTLS by a code of the first hundred, which SMTP does not have",
            "RFC 5321 section 4.2",
            "120 wait\r\n"),
    CONSENT_OF_000(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.STRIPPING,
            "the server answers STARTTLS by the code 000",
            "RFC 5321 section 4.2",
            "000 go ahead\r\n"),
    CONSENT_OF_999(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.STRIPPING,
            "the server answers STARTTLS by the code 999",
            "RFC 5321 section 4.2",
            "999 go ahead\r\n"),
    CONSENT_OF_2200(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.STRIPPING,
            "the code of the consent has four digits",
            "RFC 5321 section 4.2",
            "2200 go ahead\r\n"),
    CONSENT_BEHIND_SPACE(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.STRIPPING,
            "a space stands before the code of the consent",
            "RFC 5321 section 4.2",
            " 220 go ahead\r\n"),
    CONSENT_OF_TWO_CODES(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.STRIPPING,
            "the consent has two lines, and a code of its own in each",
            "RFC 5321 section 4.2.1",
            "220-go ahead\r\n250 fine\r\n"),
    CONSENT_AND_REFUSAL(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.STRIPPING,
            "the consent goes on as a refusal",
            "RFC 5321 section 4.2.1",
            "220-go ahead\r\n454 or do not\r\n"),
    CONSENT_WITH_NUL(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.STRIPPING,
            "a NUL stands in the consent, where parsers written in C see the end",
            "RFC 5321 section 4.2",
            "220 go\0 ahead\r\n"),
    CONSENT_WITH_ESCAPES(
            CONSENT,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.SPOOFING,
            "the consent would clear the screen of a terminal",
            "CWE-150",
            "220 \33[2J\33[1;1Hgo ahead\r\n"),
    CONSENT_WITHOUT_TEXT(
            CONSENT,
            GO_ON,
            null,
            Attack.SPOOFING,
            "the consent is 220 and no text, which servers may not send and clients should take",
            "RFC 5321 section 4.2",
            "220\r\n"),
    CONSENT_OF_TWO_LINES(
            CONSENT,
            GO_ON,
            null,
            Attack.SPOOFING,
            "the consent has two lines of the same code, as any reply may",
            "RFC 5321 section 4.2.1",
            "220-go\r\n220 ahead\r\n"),
    CONSENT_WITHOUT_CR(
            CONSENT,
            GO_ON,
            null,
            Attack.FRAMING,
            "the consent ends with LF alone, which gives nobody anything",
            "RFC 5321 section 2.3.8",
            "220 go ahead\n"),
    CONSENT_MISSING(
            CONSENT, SILENCE, TlsFailure.TIMEOUT, Attack.EXHAUSTION, "the server never answers STARTTLS", "CWE-400"),
    CONSENT_OF_RECORDS(
            CONSENT,
            SILENCE,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.WRONG_PORT,
            "a handshake record of TLS comes where the consent is due",
            "RFC 3207 section 4",
            "\26\3\3\0\2\2\2"),
    CONSENT_OF_AN_ALERT(
            CONSENT,
            SILENCE,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.WRONG_PORT,
            "an alert of TLS comes in clear where the consent is due",
            "RFC 8446 section 6",
            "\25\3\3\0\2\2("),
    CONSENT_TWICE(
            CONSENT,
            GO_ON,
            TlsFailure.STARTTLS_INJECTED,
            Attack.INJECTION,
            "the server consents twice, in one segment",
            "NO STARTTLS (USENIX Security 2021)",
            "220 go ahead\r\n220 go ahead\r\n"),
    LOGIN_INJECTED(
            CONSENT,
            GO_ON,
            TlsFailure.STARTTLS_INJECTED,
            Attack.INJECTION,
            "behind the consent stands 235, to be taken for the answer to a login inside TLS",
            "NO STARTTLS (USENIX Security 2021)",
            "220 go ahead\r\n235 2.7.0 welcome\r\n"),
    LINE_END_INJECTED(
            CONSENT,
            GO_ON,
            TlsFailure.STARTTLS_INJECTED,
            Attack.INJECTION,
            "behind the consent stands an empty line",
            "NO STARTTLS (USENIX Security 2021)",
            "220 go ahead\r\n\r\n");

    private final Deviation deviation;

    ConsentFault(
            Moment moment,
            Then then,
            @Nullable TlsFailure failure,
            Attack attack,
            String sentence,
            String source,
            String... words) {
        deviation = Deviation.of(moment, then, Optional.ofNullable(failure), attack, sentence, source, words);
    }

    @Override
    public Deviation deviation() {
        return deviation;
    }
}
