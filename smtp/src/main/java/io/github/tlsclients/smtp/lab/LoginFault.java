package io.github.tlsclients.smtp.lab;

import static io.github.tlsclients.smtp.lab.SmtpFault.Then.FOR_EVER;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.GO_ON;
import static io.github.tlsclients.smtp.lab.SmtpFault.Then.HANG_UP;

import io.github.tlsclients.lab.Attack;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.util.Optional;

/**
 * What goes wrong with a login inside TLS. The answers are those to AUTH and to what the client says next; what stands
 * in braces is sent in base64, and NONCE is the client's. Each tells its own story.
 */
public enum LoginFault implements SmtpFault {
    AUTH_SPOOFED_IN_CLEAR(
            GO_ON,
            TlsFailure.LOGIN_REFUSED,
            Attack.SPOOFING,
            "the server offers a login in clear, and none inside TLS",
            "RFC 3207 section 4.2",
            "") {
        @Override
        public boolean plays(Protocol protocol, TlsMode mode) {
            return super.plays(protocol, mode) && mode == TlsMode.STARTTLS;
        }
    },
    CRAM_MD5_ALONE(
            GO_ON,
            TlsFailure.LOGIN_REFUSED,
            Attack.CREDENTIAL_THEFT,
            "the server offers CRAM-MD5, NTLM and GSSAPI alone, whose answers can be guessed from, or passed on",
            "RFC 8314 section 1, RFC 6331",
            "CRAM-MD5 NTLM GSSAPI"),
    NO_LOGIN(
            GO_ON,
            TlsFailure.LOGIN_REFUSED,
            Attack.CREDENTIAL_THEFT,
            "the server offers no login at all, in the hope of a client that tries one",
            "RFC 4954 section 3",
            ""),
    CHALLENGES_WITHOUT_END(
            FOR_EVER,
            TlsFailure.PROTOCOL_ERROR,
            Attack.EXHAUSTION,
            "the server asks for more, whatever the client says",
            "RFC 4954 section 4",
            "PLAIN",
            "334 bW9yZQ=="),
    CHALLENGE_NOT_BASE64(
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.SPOOFING,
            "the challenge is no base64",
            "RFC 4954 section 4",
            "SCRAM-SHA-256",
            "334 !!!not=base64!!!"),
    CHALLENGE_TOO_LONG(
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.EXHAUSTION,
            "the challenge is a line of 20,000 bytes",
            "RFC 4954 section 4",
            "PLAIN",
            "334 " + "A".repeat(20_000)),
    PASSWORD_FIRST(
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.CREDENTIAL_THEFT,
            "the server asks for the password where the user is due, and may log what comes next as a name",
            "draft-murchison-sasl-login",
            "LOGIN",
            "334 UGFzc3dvcmQ6",
            "334 VXNlcm5hbWU6"),
    PASSWORD_TWICE(
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.CREDENTIAL_THEFT,
            "the server asks for the password again and again",
            "draft-murchison-sasl-login",
            "LOGIN",
            "334 VXNlcm5hbWU6",
            "334 UGFzc3dvcmQ6",
            "334 UGFzc3dvcmQ6"),
    LOGIN_REFUSED_AT_THE_NAME(
            GO_ON,
            TlsFailure.LOGIN_REFUSED,
            Attack.CREDENTIAL_THEFT,
            "the server refuses the user before it has asked for a password",
            "RFC 4954 section 6",
            "LOGIN",
            "535 5.7.8 no"),
    LOGIN_REFUSED_AFTER_THE_NAME(
            GO_ON,
            TlsFailure.LOGIN_REFUSED,
            Attack.CREDENTIAL_THEFT,
            "the server refuses the login when it has heard the user",
            "RFC 4954 section 6",
            "LOGIN",
            "334 VXNlcm5hbWU6",
            "535 5.7.8 no"),
    LOGIN_REFUSED_AT_THE_END(
            GO_ON,
            TlsFailure.LOGIN_REFUSED,
            Attack.CREDENTIAL_THEFT,
            "the server refuses the login when it has heard the password",
            "RFC 4954 section 6",
            "LOGIN",
            "334 VXNlcm5hbWU6",
            "334 UGFzc3dvcmQ6",
            "535 5.7.8 no"),
    LOGIN_CLOSING(
            HANG_UP,
            TlsFailure.REFUSED_BY_SERVER,
            Attack.EXHAUSTION,
            "the server ends the session instead of answering a login",
            "RFC 5321 section 3.8",
            "PLAIN",
            "421 4.3.2 closing"),
    LOGIN_ANSWERED_BY_250(
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.SPOOFING,
            "the server answers a login by 250, which is neither yes nor no",
            "RFC 4954 section 6",
            "PLAIN",
            "250 2.0.0 fine"),
    STARTTLS_DEMANDED_INSIDE(
            GO_ON,
            TlsFailure.LOGIN_REFUSED,
            Attack.STRIPPING,
            "the server, inside TLS, says that STARTTLS must come first, in the hope of a client that starts anew in clear",
            "RFC 3207 section 4.2",
            "PLAIN",
            "530 5.7.0 Must issue a STARTTLS command first"),
    SCRAM_REFUSED(
            GO_ON,
            TlsFailure.LOGIN_REFUSED,
            Attack.CREDENTIAL_THEFT,
            "the server offers SCRAM and refuses it, in the hope of the password itself by PLAIN",
            "RFC 5802 section 9",
            "SCRAM-SHA-256 PLAIN",
            "535 5.7.8 no"),
    SCRAM_ENCRYPTION_TOO_WEAK(
            GO_ON,
            TlsFailure.LOGIN_REFUSED,
            Attack.CREDENTIAL_THEFT,
            "the server calls SCRAM too weak, in the hope of the password itself by PLAIN",
            "RFC 4954 section 6",
            "SCRAM-SHA-256 PLAIN",
            "534 5.7.9 Authentication mechanism is too weak"),
    SCRAM_OF_ONE_ROUND(
            GO_ON,
            TlsFailure.LOGIN_REFUSED,
            Attack.CREDENTIAL_THEFT,
            "the server wants the password hashed once, so that the proof is cheap to guess it from",
            "RFC 7677 section 4",
            "SCRAM-SHA-256 PLAIN",
            "334 {r=NONCEserver,s=c2FsdHNhbHQ=,i=1}"),
    SCRAM_OF_MANY_ROUNDS(
            GO_ON,
            TlsFailure.LOGIN_REFUSED,
            Attack.EXHAUSTION,
            "the server wants the password hashed 2,147,483,647 times",
            "RFC 5802 section 9",
            "SCRAM-SHA-256 PLAIN",
            "334 {r=NONCEserver,s=c2FsdHNhbHQ=,i=2147483647}"),
    SCRAM_ROUNDS_OVERFLOW(
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.EXHAUSTION,
            "the number of rounds is 2,147,483,648, one more than many parsers hold",
            "RFC 5802 section 9",
            "SCRAM-SHA-256 PLAIN",
            "334 {r=NONCEserver,s=c2FsdHNhbHQ=,i=2147483648}"),
    SCRAM_OTHER_NONCE(
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.SPOOFING,
            "the server goes on with another nonce than the client's: it repeats a login that it overheard",
            "RFC 5802 section 5.1",
            "SCRAM-SHA-256 PLAIN",
            "334 {r=replayed,s=c2FsdHNhbHQ=,i=4096}"),
    SCRAM_NONCE_UNCHANGED(
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.SPOOFING,
            "the server adds nothing of its own to the client's nonce",
            "RFC 5802 section 5.1",
            "SCRAM-SHA-256 PLAIN",
            "334 {r=NONCE,s=c2FsdHNhbHQ=,i=4096}"),
    SCRAM_SIGNED_WRONG(
            GO_ON,
            TlsFailure.SERVER_NOT_PROVEN,
            Attack.IMPERSONATION,
            "the server says yes, and its proof that it knows the password is wrong",
            "RFC 5802 section 5",
            "SCRAM-SHA-256 PLAIN",
            "334 {r=NONCEserver,s=c2FsdHNhbHQ=,i=4096}",
            "334 {v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=}",
            "235 2.7.0 welcome"),
    SCRAM_NOT_SIGNED(
            GO_ON,
            TlsFailure.SERVER_NOT_PROVEN,
            Attack.IMPERSONATION,
            "the server says yes without any proof that it knows the password",
            "RFC 5802 section 5",
            "SCRAM-SHA-256 PLAIN",
            "334 {r=NONCEserver,s=c2FsdHNhbHQ=,i=4096}",
            "235 2.7.0 welcome"),
    SCRAM_AT_ONCE(
            GO_ON,
            TlsFailure.SERVER_NOT_PROVEN,
            Attack.IMPERSONATION,
            "the server says yes before SCRAM has begun",
            "RFC 5802 section 5",
            "SCRAM-SHA-256 PLAIN",
            "235 2.7.0 welcome"),
    SCRAM_COMPLAINS_FOR_EVER(
            FOR_EVER,
            TlsFailure.PROTOCOL_ERROR,
            Attack.EXHAUSTION,
            "the server answers each message of SCRAM by an error, and never by a no",
            "RFC 5802 section 7",
            "SCRAM-SHA-256 PLAIN",
            "334 {e=other-error}"),
    LOGGED_IN_BEFORE(
            GO_ON,
            TlsFailure.PROTOCOL_ERROR,
            Attack.INJECTION,
            "behind the extensions stands 235: the yes to a login that was not asked for",
            "RFC 4954 section 4",
            "PLAIN\r\n235 2.7.0 welcome");

    private final String mechanisms;
    private final Deviation deviation;

    LoginFault(
            Then then,
            TlsFailure failure,
            Attack attack,
            String sentence,
            String source,
            String mechanisms,
            String... answers) {
        this.mechanisms = mechanisms;
        deviation = Deviation.of(Moment.AUTH, then, Optional.of(failure), attack, sentence, source, answers);
    }

    /** What the server offers inside TLS; empty if it offers no login. */
    String mechanisms() {
        return mechanisms;
    }

    @Override
    public Deviation deviation() {
        return deviation;
    }
}
