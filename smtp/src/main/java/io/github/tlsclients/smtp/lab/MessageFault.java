package io.github.tlsclients.smtp.lab;

import static io.github.tlsclients.smtp.lab.SmtpFault.Moment.DATA;
import static io.github.tlsclients.smtp.lab.SmtpFault.Moment.EHLO;
import static io.github.tlsclients.smtp.lab.SmtpFault.Moment.END;
import static io.github.tlsclients.smtp.lab.SmtpFault.Moment.MAIL;
import static io.github.tlsclients.smtp.lab.SmtpFault.Moment.RCPT;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.CUT;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.FOR_EVER;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.GO_ON;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.HANG_UP;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.RESET;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.SILENCE;

import io.github.tlsclients.lab.Attack;
import io.github.tlsclients.session.TlsFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a message, and with what is said about it inside TLS. Each tells its own story. */
public enum MessageFault implements SmtpFault {
    EHLO_REFUSED(
            EHLO,
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.STRIPPING,
            "the server, inside TLS, refuses EHLO, so that HELO leaves nothing to choose from",
            "RFC 6409 section 7",
            "502 5.5.1 not known here\r\n"),
    EHLO_CLOSING(
            EHLO,
            HANG_UP,
            TlsFailure.REFUSED_BY_SERVER,
            Attack.EXHAUSTION,
            "the server ends the session instead of answering EHLO",
            "RFC 5321 section 3.8",
            "421 4.3.2 closing\r\n"),
    EXTENSIONS_ENDLESS(
            EHLO,
            FOR_EVER,
            TlsFailure.PROTOCOL_ERROR,
            Attack.EXHAUSTION,
            "the list of extensions inside TLS has no end",
            "CWE-770",
            "250-X-EXTENSION\r\n"),
    STARTTLS_OFFERED_AGAIN(
            EHLO,
            GO_ON,
            null,
            Attack.STRIPPING,
            "the server offers STARTTLS again inside TLS, and would speak in clear after it",
            "RFC 3207 section 4.2",
            "250-localhost\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n"),
    SIZE_OVERFLOWS(
            EHLO,
            GO_ON,
            null,
            Attack.SPOOFING,
            "the server takes messages of more bytes than any parser holds",
            "RFC 1870 section 4",
            "250-localhost\r\n250-SIZE 99999999999999999999999999\r\n250 AUTH PLAIN LOGIN\r\n"),
    SIZE_NEGATIVE(
            EHLO,
            GO_ON,
            null,
            Attack.SPOOFING,
            "the server takes messages of -1 bytes",
            "RFC 1870 section 4",
            "250-localhost\r\n250-SIZE -1\r\n250 AUTH PLAIN LOGIN\r\n"),
    SIZE_OF_ONE(
            EHLO,
            GO_ON,
            TlsFailure.REFUSED_BY_SERVER,
            Attack.SPOOFING,
            "the server takes messages of one byte alone",
            "RFC 1870 section 6.1",
            "250-localhost\r\n250-SIZE 1\r\n250 AUTH PLAIN LOGIN\r\n"),
    CHUNKING_OFFERED(
            EHLO,
            GO_ON,
            null,
            Attack.FRAMING,
            "the server offers CHUNKING and PIPELINING, and knows neither",
            "RFC 3030, RFC 2920",
            "250-localhost\r\n250-CHUNKING\r\n250-PIPELINING\r\n250-BINARYMIME\r\n250 AUTH PLAIN LOGIN\r\n"),
    ANSWERS_IN_ADVANCE(
            EHLO,
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.INJECTION,
            "the answers to all that will be asked come at once, each a yes",
            "RFC 5321 section 4.3.1",
            "250-localhost\r\n250 AUTH PLAIN LOGIN\r\n",
            "235 2.7.0 welcome\r\n",
            "250 fine\r\n",
            "250 fine\r\n",
            "354 go ahead\r\n",
            "250 taken\r\n"),
    REPLY_ENDLESS(
            MAIL,
            FOR_EVER,
            TlsFailure.PROTOCOL_ERROR,
            Attack.EXHAUSTION,
            "the answer to MAIL goes on, line after line, without end",
            "CWE-770",
            "250-fine\r\n"),
    STARTTLS_DEMANDED_FOR_MAIL(
            MAIL,
            GO_ON,
            TlsFailure.REFUSED_BY_SERVER,
            Attack.STRIPPING,
            "the server, inside TLS and after the login, answers MAIL by the demand for STARTTLS",
            "RFC 3207 section 4.2",
            "530 5.7.0 Must issue a STARTTLS command first\r\n"),
    MAIL_ANSWERED_TWICE(
            MAIL,
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.INJECTION,
            "two answers to MAIL come as one, so that every later question has its answer before it is asked",
            "RFC 5321 section 4.3.1",
            "250 fine\r\n250 fine\r\n"),
    MAIL_ANSWERED_BY_251(
            MAIL,
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.SPOOFING,
            "the server answers MAIL by 251, which is for recipients",
            "RFC 5321 section 4.3.2",
            "251 somebody else\r\n"),
    MAIL_ANSWERED_BY_354(
            MAIL,
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.SPOOFING,
            "the server answers MAIL by 354, and waits for a message that has no recipient yet",
            "RFC 5321 section 4.3.2",
            "354 go ahead\r\n"),
    MAIL_ANSWERED_BY_TWO_CODES(
            MAIL,
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.FRAMING,
            "the answer to MAIL begins as 250 and ends as 550",
            "RFC 5321 section 4.2.1",
            "250-fine\r\n550 or not\r\n"),
    MAIL_CLOSING(
            MAIL,
            HANG_UP,
            TlsFailure.REFUSED_BY_SERVER,
            Attack.EXHAUSTION,
            "the server ends the session instead of answering MAIL",
            "RFC 5321 section 3.8",
            "421 4.3.2 closing\r\n"),
    RCPT_ANSWERED_BY_354(
            RCPT,
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.SPOOFING,
            "the server answers RCPT by 354",
            "RFC 5321 section 4.3.2",
            "354 go ahead\r\n"),
    RCPT_ANSWERED_BY_252(
            RCPT,
            GO_ON,
            null,
            Attack.SPOOFING,
            "the server answers RCPT by 252: it does not know yet, and will try",
            "RFC 5321 section 4.2.1",
            "252 we shall see\r\n"),
    RCPT_CLOSING(
            RCPT,
            HANG_UP,
            TlsFailure.REFUSED_BY_SERVER,
            Attack.EXHAUSTION,
            "the server ends the session instead of answering RCPT",
            "RFC 5321 section 3.8",
            "421 4.3.2 closing\r\n"),
    DATA_ANSWERED_BY_250(
            DATA,
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.FRAMING,
            "the server answers DATA by 250, and would read the message as commands",
            "RFC 5321 section 4.1.1.4",
            "250 fine\r\n"),
    DATA_CLOSING(
            DATA,
            HANG_UP,
            TlsFailure.REFUSED_BY_SERVER,
            Attack.EXHAUSTION,
            "the server ends the session instead of answering DATA",
            "RFC 5321 section 3.8",
            "421 4.3.2 closing\r\n"),
    CUT_IN_THE_MESSAGE(
            DATA,
            CUT,
            TlsFailure.CONNECTION_LOST,
            Attack.TRUNCATION,
            "the server asks for the message, and cuts the connection",
            "RFC 5321 section 4.1.1.4",
            "354 go ahead\r\n"),
    RESET_IN_THE_MESSAGE(
            DATA,
            RESET,
            TlsFailure.CONNECTION_LOST,
            Attack.TRUNCATION,
            "the server asks for the message, and resets the connection",
            "RFC 9293 section 3.5.2",
            "354 go ahead\r\n"),
    TAKEN_BEFORE_IT_IS_SENT(
            DATA,
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.INJECTION,
            "behind the wish for the message stands that it was taken",
            "RFC 5321 section 4.3.1",
            "354 go ahead\r\n250 taken\r\n"),
    REFUSED_AT_THE_END(
            END,
            GO_ON,
            TlsFailure.REFUSED_BY_SERVER,
            Attack.SPOOFING,
            "the server likes sender and recipient, and refuses the message when it has it",
            "RFC 5321 section 6.1",
            "550 5.7.1 no\r\n"),
    CLOSING_AT_THE_END(
            END,
            HANG_UP,
            TlsFailure.REFUSED_BY_SERVER,
            Attack.TRUNCATION,
            "the server ends the session instead of taking the message",
            "RFC 5321 section 3.8",
            "421 4.3.2 closing\r\n"),
    CUT_AT_THE_END(
            END,
            CUT,
            TlsFailure.CONNECTION_LOST,
            Attack.TRUNCATION,
            "the server has the message and cuts the connection: nobody knows whether it took it",
            "RFC 5321 section 6.1, RFC 1047"),
    RESET_AT_THE_END(
            END,
            RESET,
            TlsFailure.CONNECTION_LOST,
            Attack.TRUNCATION,
            "the server has the message and resets the connection: nobody knows whether it took it",
            "RFC 5321 section 6.1, RFC 1047"),
    ENDED_AT_THE_END(
            END,
            HANG_UP,
            TlsFailure.CONNECTION_LOST,
            Attack.TRUNCATION,
            "the server has the message and says good-bye to TLS, but not whether it took it",
            "RFC 5321 section 6.1, RFC 1047"),
    SILENT_AT_THE_END(
            END,
            SILENCE,
            TlsFailure.TIMEOUT,
            Attack.EXHAUSTION,
            "the server has the message and never says whether it took it",
            "RFC 5321 section 4.5.3.2.6, RFC 1047"),
    TAKEN_BY_354(
            END,
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.SPOOFING,
            "the server asks for the message when it has it",
            "RFC 5321 section 4.3.2",
            "354 go ahead\r\n"),
    TAKEN_BY_251(
            END,
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.SPOOFING,
            "the server answers the message by 251, which is for recipients",
            "RFC 5321 section 4.3.2",
            "251 somebody else\r\n"),
    TAKEN_AND_REFUSED(
            END,
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.INJECTION,
            "the server takes the message and refuses it in the same breath",
            "RFC 5321 section 4.3.1",
            "250 taken\r\n550 refused\r\n"),
    TAKEN_IN_ESCAPES(
            END,
            GO_ON,
            null,
            Attack.SPOOFING,
            "the words by which the server takes the message would rewrite the terminal",
            "CWE-150",
            "250 \33[2K\33[1Gsmtp: \33]0;owned\7 taken\r\n");

    private final Deviation deviation;

    MessageFault(
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
