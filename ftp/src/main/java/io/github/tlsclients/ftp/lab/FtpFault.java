package io.github.tlsclients.ftp.lab;

import io.github.tlsclients.lab.Attack;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attacker can do to FTP alone: to its replies, and to its second connection. */
public enum FtpFault implements Fault {
    /** The server wants the name and the password first. */
    AUTH_AFTER_LOGIN(
            Attack.CREDENTIAL_THEFT,
            "the server wants a login in clear before it talks about TLS",
            "RFC 4217 section 4, RFC 8314 section 3",
            TlsFailure.STARTTLS_REFUSED,
            "AUTH",
            "530 log in first"),
    /** The server asks for security data, of which TLS has none. */
    AUTH_ASKS_FOR_MORE(
            Attack.SPOOFING,
            "the server answers AUTH TLS as if more were to be said in clear: 334",
            "RFC 2228 section 3",
            TlsFailure.STARTTLS_MALFORMED,
            "AUTH",
            "334 ADAT=cGFzc3dvcmQ="),
    /** A login that has happened already, without TLS. */
    AUTH_ANSWERED_BY_LOGIN(
            Attack.SPOOFING,
            "the server answers AUTH TLS as if the client were logged in by it: 232",
            "RFC 2228 section 4",
            TlsFailure.STARTTLS_MALFORMED,
            "AUTH",
            "232 you are logged in"),
    /** What IMAP calls PREAUTH. */
    GREETED_AS_LOGGED_IN(
            Attack.SPOOFING,
            "the server greets as if the client were logged in: 230",
            "RFC 959 section 5.4; PREAUTH of NO STARTTLS (USENIX Security 2021)",
            TlsFailure.STARTTLS_MALFORMED,
            "greeting",
            "230 welcome back"),
    /** A greeting that never ends. */
    GREETING_ENDLESS(
            Attack.EXHAUSTION,
            "the greeting goes on in clear, line after line, without end",
            "CWE-770",
            TlsFailure.STARTTLS_MALFORMED),

    /** PBSZ is refused. */
    PBSZ_REFUSED(
            Attack.DATA_CHANNEL,
            "the server refuses PBSZ, without which there is no PROT",
            "RFC 4217 section 9",
            TlsFailure.DATA_CHANNEL_CLEAR,
            "PBSZ",
            "503 not now"),
    /** PROT P is refused. */
    PROT_REFUSED(
            Attack.DATA_CHANNEL,
            "the server refuses PROT P, so that files would travel in clear",
            "RFC 4217 section 9, RFC 2228 section 3",
            TlsFailure.DATA_CHANNEL_CLEAR,
            "PROT",
            "536 not supported by this mechanism"),
    /** PROT P is answered by something that is no yes. */
    PROT_HALF_GRANTED(
            Attack.DATA_CHANNEL,
            "the server answers PROT P kindly, and not by the one reply that grants it",
            "RFC 2228 section 4",
            TlsFailure.DATA_CHANNEL_CLEAR,
            "PROT",
            "202 superfluous here"),
    /** PROT P is granted, and the download comes in clear. */
    DATA_IN_CLEAR(
            Attack.DATA_CHANNEL,
            "the server agrees to protect data and sends it in clear",
            "RFC 4217 section 9",
            TlsFailure.DATA_CHANNEL_CLEAR),
    /** Somebody else answers the data connection, whose certificate is as good. */
    DATA_OTHER_KEY(
            Attack.DATA_CHANNEL,
            "the data connection shows another certificate of the same authority for the same name",
            "RFC 4217 section 10",
            TlsFailure.DATA_CHANNEL_OTHER_CERTIFICATE),
    /** Another host of the same authority answers the data connection. */
    DATA_OTHER_HOST(
            Attack.DATA_CHANNEL,
            "the data connection shows the certificate of another host of the same authority",
            "RFC 4217 section 10",
            TlsFailure.DATA_CHANNEL_OTHER_CERTIFICATE),
    /** A certificate that anybody can make, where many clients do not look. */
    DATA_SELF_SIGNED(
            Attack.DATA_CHANNEL,
            "the data connection shows a certificate that vouches for itself",
            "RFC 4217 section 10",
            TlsFailure.DATA_CHANNEL_OTHER_CERTIFICATE),
    /** The certificate is right, and the session is a new one. */
    DATA_NOT_RESUMED(
            Attack.DATA_CHANNEL,
            "the data connection is a session of its own, so that another process may have answered it",
            "RFC 4217 section 10",
            TlsFailure.DATA_CHANNEL_NOT_RESUMED),
    /** Nobody listens there. */
    DATA_PORT_CLOSED(
            Attack.DATA_CHANNEL,
            "nobody listens where the server says that its data connection is",
            "RFC 2428 section 3",
            TlsFailure.CONNECTION_REFUSED),
    /** The data connection is taken, and its ClientHello never answered. */
    DATA_UNANSWERED(
            Attack.EXHAUSTION,
            "the data connection is taken and its ClientHello never answered",
            "CWE-400",
            TlsFailure.TIMEOUT),
    /** A download stops in the middle, and does not end. */
    DATA_SILENT(
            Attack.EXHAUSTION,
            "a download stops in the middle, and nothing ever comes after it",
            "CWE-400",
            TlsFailure.TIMEOUT),
    /** Behind another address is somebody else; the data connection goes to the server all the same. */
    PASV_REDIRECTED(
            Attack.DATA_CHANNEL,
            "the server names the address of somebody else for the data connection",
            "CVE-2020-8284, RFC 2577 section 3",
            null,
            "PASV",
            "227 over there (192,168,0,1,PORT)"),
    /** EPSV has no addresses. */
    EPSV_REDIRECTED(
            Attack.DATA_CHANNEL,
            "the server puts an address into the reply that has none",
            "RFC 2428 section 3",
            TlsFailure.PROTOCOL_ERROR,
            "EPSV",
            "229 over there (|1|192.168.0.1|2121|)"),
    /** A port that is none. */
    EPSV_PORT_ZERO(
            Attack.DATA_CHANNEL,
            "the port that the server names for the data connection is none",
            "RFC 2428 section 3",
            TlsFailure.PROTOCOL_ERROR,
            "EPSV",
            "229 nowhere (|||0|)"),
    /** Numbers that are no bytes. */
    PASV_GARBLED(
            Attack.DATA_CHANNEL,
            "the numbers that are to be address and port are too large for either",
            "RFC 959 section 4.1.2",
            TlsFailure.PROTOCOL_ERROR,
            "PASV",
            "227 here (999,999,999,999,999,999)"),

    /** A download that ends without the end of TLS, and is confirmed. */
    DOWNLOAD_CUT(
            Attack.TRUNCATION,
            "a download ends without close_notify, and the server says that all is well",
            "RFC 8446 section 6.1",
            TlsFailure.TRUNCATED),
    /** A download whose connection is reset. */
    DOWNLOAD_RESET(
            Attack.TRUNCATION,
            "a download's connection is reset, and the server says that all is well",
            "RFC 9293 section 3.5.2",
            TlsFailure.TRUNCATED),
    /** Clear text behind the records of a download. */
    DOWNLOAD_CONTINUED_IN_CLEAR(
            Attack.INJECTION,
            "the second half of a download comes in clear",
            "RFC 8446 section 5.1",
            TlsFailure.TRUNCATED),
    /** A download that TLS ends in order, and the server takes back. */
    DOWNLOAD_ABORTED(
            Attack.TRUNCATION,
            "a download ends in order, and the server says that it broke off",
            "RFC 959 section 4.2",
            TlsFailure.TRUNCATED,
            "226 RETR",
            "426 connection closed, transfer aborted"),
    /** A download shorter than the file. */
    DOWNLOAD_SHORTER_THAN_SIZE(
            Attack.TRUNCATION,
            "a download ends in order and has fewer bytes than the server says",
            "RFC 3659 section 4",
            TlsFailure.TRUNCATED,
            "SIZE",
            "213 4711"),
    /** A download longer than the file. */
    DOWNLOAD_LONGER_THAN_SIZE(
            Attack.SPOOFING,
            "a download ends in order and has more bytes than the server says",
            "RFC 3659 section 4",
            TlsFailure.PROTOCOL_ERROR),
    /** Nobody says that it was all. */
    DOWNLOAD_UNCONFIRMED(
            Attack.EXHAUSTION,
            "a download ends in order, and the server never says that it was all",
            "RFC 959 section 5.4",
            TlsFailure.TIMEOUT),
    /** A listing that ends without the end of TLS. */
    LISTING_CUT(
            Attack.TRUNCATION,
            "a listing ends without close_notify, and the server says that all is well",
            "RFC 8446 section 6.1",
            TlsFailure.TRUNCATED),
    /** An upload is answered on its own connection. */
    UPLOAD_TALKED_BACK(
            Attack.EXHAUSTION, "an upload's connection brings data from the server, without end", "CWE-770", null),
    /** An upload that is not kept. */
    UPLOAD_NOT_KEPT(
            Attack.TRUNCATION,
            "the server takes an upload, and then says that it has no room for it",
            "RFC 959 section 4.2",
            TlsFailure.REFUSED_BY_SERVER,
            "226 STOR",
            "552 no room for that"),
    /** An upload whose connection is reset. */
    UPLOAD_RESET(
            Attack.TRUNCATION,
            "an upload's connection is reset",
            "RFC 959 section 4.2",
            TlsFailure.TRUNCATED,
            "226 STOR",
            "426 connection closed, transfer aborted"),
    /** An upload of which less arrives. */
    UPLOAD_SHORTENED(
            Attack.TRUNCATION,
            "the server confirms an upload, and has fewer bytes of it than were sent",
            "RFC 3659 section 4",
            TlsFailure.TRUNCATED),

    /** A login that nobody asked for, behind an innocent reply. */
    LOGIN_ANSWERED_IN_ADVANCE(
            Attack.INJECTION,
            "the answers to a login come before the login, together with an innocent reply",
            "RFC 959 section 5.4",
            TlsFailure.PROTOCOL_ERROR,
            "PROT",
            "200 protected\r\n331 password, please\r\n230 welcome"),
    /** A transfer that is confirmed before it is asked for. */
    TRANSFER_CONFIRMED_IN_ADVANCE(
            Attack.INJECTION,
            "a transfer is confirmed before it is asked for",
            "RFC 959 section 5.4",
            TlsFailure.PROTOCOL_ERROR,
            "EPSV",
            "229 here (|||EPORT|)\r\n150 here it comes\r\n226 and that was it"),
    /** A confirmation too many, which the next command would take for its own. */
    TRANSFER_CONFIRMED_TWICE(
            Attack.INJECTION,
            "an upload is confirmed twice, and the second time is left for the next command",
            "RFC 959 section 5.4",
            TlsFailure.PROTOCOL_ERROR,
            "226 STOR",
            "226 done\r\n226 done"),
    /** The server goes on in clear, as after CCC, which nobody said. */
    CONTINUED_IN_CLEAR(
            Attack.INJECTION,
            "after the login the server goes on in clear, in the middle of TLS",
            "RFC 2228 section 3, CCC; RFC 8446 section 5.1",
            TlsFailure.LEFT_TLS),
    /** TLS is ended in order, and the dialogue is to go on in clear. */
    TLS_ENDED_AFTER_LOGIN(
            Attack.STRIPPING,
            "after the login the server ends TLS and would go on in clear",
            "RFC 2228 section 3, CCC; RFC 4217 section 4",
            TlsFailure.CONNECTION_LOST),
    /** Features that there are not. */
    FEATURES_INVENTED(
            Attack.SPOOFING,
            "the server announces features that it does not have",
            "RFC 2389 section 3",
            null,
            "FEAT",
            "211-features\r\n MLST size*;modify*;\r\n SIZE\r\n AUTH NONE\r\n CCC\r\n211 end"),
    /** The server leaves in the middle. */
    GOES_AWAY(
            Attack.EXHAUSTION,
            "the server ends the session in the middle of it",
            "RFC 959 section 5.4",
            TlsFailure.CONNECTION_LOST,
            "TYPE",
            "421 good night"),
    /** A reply of lines without number. */
    REPLY_ENDLESS(
            Attack.EXHAUSTION,
            "a reply inside TLS goes on, line after line, without end",
            "CWE-770",
            TlsFailure.PROTOCOL_ERROR),
    /** Lines that end otherwise than those of FTP. */
    REPLY_WITHOUT_CR(
            Attack.FRAMING,
            "the server's lines end by LF alone, so that two ends may count them differently",
            "RFC 959 section 4.2, RFC 854",
            TlsFailure.PROTOCOL_ERROR),
    /** A reply that is none. */
    REPLY_GARBLED(
            Attack.FRAMING,
            "a reply begins with a number that no reply has",
            "RFC 959 section 4.2",
            TlsFailure.PROTOCOL_ERROR,
            "TYPE",
            "+20 \u00c3\u0028\u00ff fine"),
    /** Names that lead out of the folder. */
    LISTING_LEADS_ELSEWHERE(
            Attack.SPOOFING,
            "names in a listing are paths that lead out of the folder",
            "CVE-2002-1344, CWE-22",
            TlsFailure.PROTOCOL_ERROR),
    /** Numbers that are none. */
    LISTING_GARBLED(
            Attack.SPOOFING, "sizes and times in a listing are none", "RFC 3659 section 7", TlsFailure.PROTOCOL_ERROR),
    /** One name that never ends. */
    LISTING_LINE_ENDLESS(
            Attack.EXHAUSTION, "a listing has one line, which never ends", "CWE-770", TlsFailure.PROTOCOL_ERROR);

    private final Story story;
    private final @Nullable TlsFailure failure;
    private final String command;
    private final String reply;

    FtpFault(Attack attack, String sentence, String source, @Nullable TlsFailure failure) {
        this(attack, sentence, source, failure, "", "");
    }

    FtpFault(
            Attack attack, String sentence, String source, @Nullable TlsFailure failure, String command, String reply) {
        this.story = new Story(attack, sentence, source);
        this.failure = failure;
        this.command = command;
        this.reply = reply;
    }

    @Override
    public Story story() {
        return story;
    }

    @Override
    public boolean plays(Protocol protocol, TlsMode mode) {
        return protocol == Protocol.FTP && (!isOfTheUpgrade() || mode == TlsMode.STARTTLS);
    }

    @Override
    public Optional<TlsFailure> failure(Protocol protocol, TlsMode mode) {
        return Optional.ofNullable(failure);
    }

    /**
     * What is answered instead of the truth.
     *
     * @param asked a command; {@code 226} before it stands for the confirmation after its transfer
     * @return nothing if the answer to this is an honest one
     */
    Optional<String> replyTo(String asked) {
        return asked.equals(command) ? Optional.of(reply) : Optional.empty();
    }

    /** Whether it is a PASV reply that is bent: then there is no EPSV. */
    boolean bendsPasv() {
        return command.equals("PASV");
    }

    private boolean isOfTheUpgrade() {
        return ordinal() <= GREETING_ENDLESS.ordinal();
    }
}
