package io.github.tlsclients.smtp.lab;

import static io.github.tlsclients.smtp.lab.SmtpFault.Moment.GREETING;
import static io.github.tlsclients.smtp.lab.SmtpFault.Moment.OFFER;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.FOR_EVER;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.GO_ON;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.HANG_UP;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.STAY_IN_CLEAR;

import io.github.tlsclients.lab.Attack;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goes wrong before the client asks for TLS: greeting, EHLO, and the offer itself. Each tells its own story. */
public enum OfferFault implements SmtpFault {
    GREETING_ENDLESS(
            GREETING,
            FOR_EVER,
            TlsFailure.PROTOCOL_ERROR,
            Attack.EXHAUSTION,
            "the greeting goes on, line after line, without end",
            "CWE-770",
            "220-localhost ESMTP\r\n"),
    GREETING_BUSY(
            GREETING,
            HANG_UP,
            TlsFailure.REFUSED_BY_SERVER,
            Attack.STRIPPING,
            "the server greets by 421 and hangs up, in the hope of a client that tries another way",
            "RFC 5321 section 3.8",
            "421 4.3.2 come back later\r\n"),
    GREETING_REFUSES(
            GREETING,
            STAY_IN_CLEAR,
            TlsFailure.REFUSED_BY_SERVER,
            Attack.STRIPPING,
            "the server greets by 554, and would listen nonetheless",
            "RFC 5321 section 3.1",
            "554 5.3.2 no service here\r\n"),
    GREETING_OF_250(
            GREETING,
            STAY_IN_CLEAR,
            TlsFailure.PROTOCOL_ERROR,
            Attack.SPOOFING,
            "the server greets by 250, which is the answer to a question that nobody asked",
            "RFC 5321 section 4.3.2",
            "250 localhost\r\n"),
    OFFERED_IN_THE_GREETING(
            GREETING,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_NOT_OFFERED,
            Attack.STRIPPING,
            "the greeting has the word STARTTLS in its text, and the answer to EHLO has none",
            "RFC 3207 section 2",
            "220 localhost ESMTP STARTTLS\r\n") {
        @Override
        public boolean plays(Protocol protocol, TlsMode mode) {
            return super.plays(protocol, mode) && mode == TlsMode.STARTTLS;
        }
    },
    EHLO_REFUSED_IN_CLEAR(
            OFFER,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_NOT_OFFERED,
            Attack.STRIPPING,
            "the server refuses EHLO, so that a client that tries HELO never hears of STARTTLS",
            "RFC 5321 section 4.1.4",
            "502 5.5.1 not known here\r\n"),
    EHLO_BUSY_IN_CLEAR(
            OFFER,
            STAY_IN_CLEAR,
            TlsFailure.REFUSED_BY_SERVER,
            Attack.STRIPPING,
            "the server answers EHLO by a temporary failure, in the hope of HELO",
            "RFC 5321 section 4.2.1",
            "451 4.3.0 later\r\n"),
    OFFER_ENDLESS(
            OFFER,
            FOR_EVER,
            TlsFailure.STARTTLS_MALFORMED,
            Attack.EXHAUSTION,
            "the list of extensions in clear has no end",
            "CWE-770",
            "250-X-EXTENSION\r\n"),
    OFFER_IN_THE_FIRST_LINE(
            OFFER,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_NOT_OFFERED,
            Attack.STRIPPING,
            "STARTTLS stands in the first line of the answer to EHLO, which is a greeting and no extension",
            "RFC 5321 section 4.1.1.1",
            "250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n"),
    OFFER_OF_NAMESAKES(
            OFFER,
            STAY_IN_CLEAR,
            TlsFailure.STARTTLS_NOT_OFFERED,
            Attack.STRIPPING,
            "the server offers STARTTLSX, X-STARTTLS and AUTH STARTTLS, and none of them is STARTTLS",
            "RFC 3207 section 2",
            "250-localhost\r\n250-STARTTLSX\r\n250-X-STARTTLS\r\n250-XSTARTTLS\r\n250 AUTH STARTTLS PLAIN\r\n"),
    OFFER_IN_SMALL_LETTERS(
            OFFER,
            GO_ON,
            null,
            Attack.SPOOFING,
            "the server offers startTLS, which is the same in any case",
            "RFC 5321 section 2.4",
            "250-localhost\r\n250 startTLS\r\n"),
    CAPABILITIES_SPOOFED_IN_CLEAR(
            OFFER,
            GO_ON,
            null,
            Attack.SPOOFING,
            "the server says in clear that it takes messages of one byte alone, and has extensions that it has not",
            "RFC 3207 section 4.2",
            "250-localhost\r\n250-SIZE 1\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250-CHUNKING\r\n250-AUTH=LOGIN PLAIN\r\n250 STARTTLS\r\n");

    private final Deviation deviation;

    OfferFault(
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
