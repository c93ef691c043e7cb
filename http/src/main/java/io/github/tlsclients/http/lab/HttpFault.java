package io.github.tlsclients.http.lab;

import static io.github.tlsclients.lab.Attack.CREDENTIAL_THEFT;
import static io.github.tlsclients.lab.Attack.EXHAUSTION;
import static io.github.tlsclients.lab.Attack.FRAMING;
import static io.github.tlsclients.lab.Attack.IMPERSONATION;
import static io.github.tlsclients.lab.Attack.INJECTION;
import static io.github.tlsclients.lab.Attack.SPOOFING;
import static io.github.tlsclients.lab.Attack.STRIPPING;
import static io.github.tlsclients.lab.Attack.TRUNCATION;
import static io.github.tlsclients.session.TlsFailure.NOT_FOUND;
import static io.github.tlsclients.session.TlsFailure.PLAINTEXT_ON_TLS_PORT;
import static io.github.tlsclients.session.TlsFailure.PROTOCOL_ERROR;
import static io.github.tlsclients.session.TlsFailure.PROXY_REFUSED;
import static io.github.tlsclients.session.TlsFailure.REDIRECTED_OUT_OF_TLS;
import static io.github.tlsclients.session.TlsFailure.STARTTLS_INJECTED;
import static io.github.tlsclients.session.TlsFailure.STARTTLS_MALFORMED;
import static io.github.tlsclients.session.TlsFailure.STARTTLS_NOT_OFFERED;
import static io.github.tlsclients.session.TlsFailure.STARTTLS_REFUSED;
import static io.github.tlsclients.session.TlsFailure.TRUNCATED;
import static io.github.tlsclients.session.TlsFailure.WRONG_NAME;

import io.github.tlsclients.lab.Attack;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attacker can do to HTTP alone. {@link HostileHttp} has the words. */
public enum HttpFault implements Fault {
    // the upgrade of RFC 2817, in clear

    SWITCH_WITHOUT_A_NAME(
            Where.UPGRADE,
            STRIPPING,
            "the 101 does not say what the server switches to",
            "RFC 9110 section 15.2.2",
            STARTTLS_MALFORMED),
    SWITCH_WITHOUT_CONNECTION(
            Where.UPGRADE,
            STRIPPING,
            "the 101 has an Upgrade field that Connection does not name",
            "RFC 9110 section 7.8",
            null),
    SWITCH_TO_WEBSOCKET(
            Where.UPGRADE,
            SPOOFING,
            "the server switches to WebSocket, which nobody asked for",
            "RFC 9110 section 7.8",
            STARTTLS_MALFORMED),
    SWITCH_TO_H2C(
            Where.UPGRADE,
            STRIPPING,
            "the server switches to HTTP/2 in clear, which nobody asked for",
            "RFC 9110 section 7.8",
            STARTTLS_MALFORMED),
    SWITCH_TWICE(
            Where.UPGRADE,
            INJECTION,
            "a second 101 follows the first, in clear",
            "NO STARTTLS (USENIX Security 2021)",
            STARTTLS_INJECTED),
    SWITCH_WITH_BODY(
            Where.UPGRADE,
            INJECTION,
            "the 101 has a Content-Length and a body, which no 101 has",
            "RFC 9110 section 8.6",
            STARTTLS_MALFORMED),
    SWITCH_BY_HTTP_1_0(
            Where.UPGRADE,
            SPOOFING,
            "the 101 is one of HTTP/1.0, which has none",
            "RFC 9110 section 15.2",
            STARTTLS_MALFORMED),
    SWITCH_BY_HTTP_2(
            Where.UPGRADE,
            SPOOFING,
            "the server answers with the preface of HTTP/2",
            "RFC 9113 section 3.4",
            STARTTLS_MALFORMED),
    SWITCH_WITH_FOLDED_FIELD(
            Where.UPGRADE,
            FRAMING,
            "the 101 hides its Upgrade field in the fold of another one",
            "RFC 9112 section 5.2",
            STARTTLS_MALFORMED),
    SWITCH_WITH_BARE_LINE_FEEDS(
            Where.UPGRADE, FRAMING, "the lines of the 101 end with LF alone", "RFC 9112 section 2.2", null),
    SWITCH_WITH_ENDLESS_FIELD(
            Where.UPGRADE, EXHAUSTION, "a header field of the 101 never ends", "CWE-770", STARTTLS_MALFORMED),
    CONTINUE_FOR_EVER(
            Where.UPGRADE,
            EXHAUSTION,
            "the server says 100 Continue without end, and was asked for none",
            "RFC 9110 section 15.2.1",
            STARTTLS_MALFORMED),
    COOKIE_IN_CLEAR(
            Where.UPGRADE,
            SPOOFING,
            "the 101 sets a cookie, and names a host that is to be used from now on",
            "RFC 6797 section 8.1, RFC 6265 section 8.6",
            null),
    REDIRECTED_IN_CLEAR(
            Where.UPGRADE,
            STRIPPING,
            "the server redirects the question for TLS to a place in clear",
            "RFC 9110 section 15.4",
            STARTTLS_NOT_OFFERED),
    LOGIN_DEMANDED_IN_CLEAR(
            Where.UPGRADE,
            CREDENTIAL_THEFT,
            "the server wants a password before it upgrades",
            "RFC 7617 section 4",
            STARTTLS_REFUSED),
    UPGRADE_ANSWERED_200(Where.UPGRADE, 200, STARTTLS_NOT_OFFERED),
    UPGRADE_ANSWERED_400(Where.UPGRADE, 400, STARTTLS_NOT_OFFERED),
    UPGRADE_ANSWERED_403(Where.UPGRADE, 403, STARTTLS_REFUSED),
    UPGRADE_ANSWERED_404(Where.UPGRADE, 404, STARTTLS_NOT_OFFERED),
    UPGRADE_ANSWERED_426(Where.UPGRADE, 426, STARTTLS_REFUSED),
    UPGRADE_ANSWERED_500(Where.UPGRADE, 500, STARTTLS_REFUSED),
    UPGRADE_ANSWERED_501(Where.UPGRADE, 501, STARTTLS_NOT_OFFERED),
    UPGRADE_ANSWERED_505(Where.UPGRADE, 505, STARTTLS_NOT_OFFERED),

    // where an answer ends, inside TLS

    BODY_CUT(
            Where.INSIDE,
            TRUNCATION,
            "the connection is cut before a body has the length that was announced",
            "RFC 9112 section 8",
            TRUNCATED),
    BODY_ENDED_EARLY(
            Where.INSIDE,
            TRUNCATION,
            "the server itself ends before a body has the length that was announced",
            "RFC 9112 section 8",
            TRUNCATED),
    CHUNK_CUT(
            Where.INSIDE,
            TRUNCATION,
            "the connection is cut in the middle of a chunk",
            "RFC 9112 section 8",
            TRUNCATED),
    LAST_CHUNK_MISSING(
            Where.INSIDE, TRUNCATION, "the server ends without the last chunk", "RFC 9112 section 8", TRUNCATED),
    CLOSE_DELIMITED_CUT(
            Where.INSIDE,
            TRUNCATION,
            "the connection is cut where its end alone says that a body is whole",
            "RFC 9112 section 9.8",
            TRUNCATED),
    CLOSE_DELIMITED(
            Where.INSIDE,
            TRUNCATION,
            "a body ends with the session: with a close_notify, which nobody on the way can make",
            "RFC 9112 section 9.8",
            null),
    LENGTHS_DIFFER(Where.INSIDE, "two Content-Length fields differ", "RFC 9112 section 6.3"),
    LENGTH_TWICE(Where.INSIDE, "the Content-Length field stands there twice", "RFC 9110 section 8.6"),
    LENGTH_LISTED(Where.INSIDE, "the Content-Length is a list", "RFC 9110 section 8.6"),
    LENGTH_SIGNED(Where.INSIDE, "the Content-Length has a plus sign", "RFC 9110 section 8.6"),
    LENGTH_NEGATIVE(Where.INSIDE, "the Content-Length is negative", "RFC 9110 section 8.6"),
    LENGTH_HEXADECIMAL(Where.INSIDE, "the Content-Length is hexadecimal", "RFC 9110 section 8.6"),
    LENGTH_BEYOND_NUMBERS(Where.INSIDE, "the Content-Length has 31 digits", "RFC 9110 section 8.6"),
    LENGTH_FOLDED(Where.INSIDE, "the Content-Length stands in the fold of another field", "RFC 9112 section 5.2"),
    LENGTH_WITH_SPACE(Where.INSIDE, "a space stands between Content-Length and its colon", "RFC 9112 section 5.1"),
    LENGTH_WITH_BARE_CR(Where.INSIDE, "a CR alone hides a Content-Length in another field", "RFC 9112 section 2.2"),
    LENGTH_AND_CODING(Where.INSIDE, "an answer has a Content-Length and a Transfer-Encoding", "RFC 9112 section 6.3"),
    CODING_UNKNOWN(Where.INSIDE, "the Transfer-Encoding is one that nobody asked for", "RFC 9112 section 6.1"),
    CODING_TWICE(Where.INSIDE, "an answer is chunked twice", "RFC 9112 section 7.1"),
    CODING_NOT_LAST(Where.INSIDE, "another Transfer-Encoding comes after chunked", "RFC 9112 section 6.3"),
    CODING_IN_HTTP_1_0(Where.INSIDE, "an answer of HTTP/1.0 is chunked", "RFC 9112 section 6.1"),
    CHUNK_SIZE_HUGE(Where.INSIDE, "the size of a chunk has 17 digits", "RFC 9112 section 7.1"),
    CHUNK_SIZE_NEGATIVE(Where.INSIDE, "the size of a chunk is negative", "RFC 9112 section 7.1"),
    CHUNK_SIZE_WITH_JUNK(Where.INSIDE, "the size of a chunk has junk behind it", "RFC 9112 section 7.1"),
    SECOND_ANSWER_GLUED(
            Where.INSIDE,
            "an answer has another one behind it, for the request that is still to come",
            "RFC 9112 section 9.2"),
    STATUS_LINE_MALFORMED(Where.INSIDE, "the status is no number", "RFC 9112 section 4"),
    CHUNK_EXTENSION_ENDLESS(
            Where.INSIDE, EXHAUSTION, "the extension of a chunk never ends", "RFC 9112 section 7.1.1", PROTOCOL_ERROR),
    TRAILER_ENDLESS(
            Where.INSIDE,
            EXHAUSTION,
            "the fields behind the last chunk never end",
            "RFC 9112 section 7.1.2",
            PROTOCOL_ERROR),
    INTERIM_ANSWERS_ENDLESS(
            Where.INSIDE,
            EXHAUSTION,
            "the server says 103 Early Hints without end",
            "RFC 9110 section 15.2",
            PROTOCOL_ERROR),
    HEADER_FIELDS_ENDLESS(
            Where.INSIDE, EXHAUSTION, "the header fields of an answer never end", "CWE-770", PROTOCOL_ERROR),
    HEADER_FIELD_ENDLESS(
            Where.INSIDE, EXHAUSTION, "one header field of an answer never ends", "CWE-770", PROTOCOL_ERROR),
    GZIP_BOMB(
            Where.INSIDE,
            EXHAUSTION,
            "the body is compressed, which nobody asked for, and 1,000 times as long when it is not",
            "CWE-409",
            null),
    TERMINAL_ESCAPES(
            Where.INSIDE,
            SPOOFING,
            "the server's words for its refusal would clear a terminal and write on it",
            "CWE-150",
            NOT_FOUND),

    // where an answer leads

    REDIRECTED_TO_CLEAR(Where.INSIDE, "the server redirects to http://, and the login with it"),
    REDIRECTED_TO_FTP(Where.INSIDE, "the server redirects to ftp://, in clear"),
    REDIRECTED_TO_FILE(Where.INSIDE, "the server redirects to a file of the client's own"),
    REDIRECTED_TO_SCRIPT(Where.INSIDE, "the server redirects to a script"),
    REDIRECTED_TO_DATA(Where.INSIDE, "the server redirects to data in the URI itself"),
    REDIRECTED_ELSEWHERE(
            Where.INSIDE,
            CREDENTIAL_THEFT,
            "the server redirects to another host, where the login must not go",
            "RFC 9110 section 15.4, CVE-2018-1000007",
            null),
    REDIRECTED_WITH_USER(
            Where.INSIDE,
            CREDENTIAL_THEFT,
            "the server redirects to a URI that has the host's name before the @ of another host",
            "RFC 3986 section 7.6",
            null),
    REDIRECTED_FOR_EVER(
            Where.INSIDE, EXHAUSTION, "the server redirects to where the client is", "RFC 9110 section 15.4", null),

    // a proxy, which the client reaches by TLS

    PROXY_SPEAKS_CLEAR(
            Where.PROXY,
            STRIPPING,
            "the proxy opens the tunnel, and speaks clear text in it",
            "RFC 9110 section 9.3.6",
            PLAINTEXT_ON_TLS_PORT),
    PROXY_INJECTS(
            Where.PROXY,
            INJECTION,
            "the proxy opens the tunnel, and an answer in clear stands in it before the client has spoken",
            "RFC 9110 section 9.3.6",
            PROXY_REFUSED),
    PROXY_SENDS_BODY(
            Where.PROXY,
            INJECTION,
            "the proxy's consent has a Content-Length and a body, which no consent has",
            "RFC 9110 section 9.3.6",
            null),
    PROXY_DEMANDS_LOGIN(
            Where.PROXY,
            CREDENTIAL_THEFT,
            "the proxy wants a password before it opens the tunnel",
            "RFC 9110 section 15.5.8",
            PROXY_REFUSED),
    PROXY_REDIRECTS(
            Where.PROXY,
            SPOOFING,
            "the proxy redirects the CONNECT to another place",
            "RFC 9110 section 9.3.6",
            PROXY_REFUSED),
    PROXY_HEAD_ENDLESS(
            Where.PROXY, EXHAUSTION, "the header fields of the proxy's consent never end", "CWE-770", PROXY_REFUSED),
    PROXY_LEADS_ELSEWHERE(
            Where.PROXY,
            IMPERSONATION,
            "the proxy's tunnel leads to another server",
            "RFC 9110 section 9.3.6, RFC 9525 section 6",
            WRONG_NAME);

    private enum Where {
        UPGRADE,
        INSIDE,
        PROXY
    }

    private final Where where;
    private final Story story;
    private final @Nullable TlsFailure failure;

    HttpFault(Where where, Attack attack, String sentence, String source, @Nullable TlsFailure failure) {
        this.where = where;
        this.story = new Story(attack, sentence, source);
        this.failure = failure;
    }

    /** The framing of an answer is doubtful. */
    HttpFault(Where where, String sentence, String source) {
        this(where, FRAMING, sentence, source, PROTOCOL_ERROR);
    }

    /** A redirect leads out of TLS. */
    HttpFault(Where where, String sentence) {
        this(where, STRIPPING, sentence, "RFC 9110 section 15.4", REDIRECTED_OUT_OF_TLS);
    }

    /** The upgrade is not made, in many words. */
    HttpFault(Where where, int status, TlsFailure failure) {
        this(
                where,
                STRIPPING,
                "the server answers the question for TLS with " + status,
                "RFC 2817 section 3.3",
                failure);
    }

    @Override
    public Story story() {
        return story;
    }

    @Override
    public boolean plays(Protocol protocol, TlsMode mode) {
        return protocol == Protocol.HTTP
                && switch (where) {
                    case UPGRADE -> mode == TlsMode.STARTTLS;
                    case INSIDE -> true;
                    case PROXY -> mode == TlsMode.IMPLICIT;
                };
    }

    @Override
    public Optional<TlsFailure> failure(Protocol protocol, TlsMode mode) {
        return Optional.ofNullable(failure);
    }

    @Override
    public String options() {
        return isProxys() ? "--proxy https://localhost:PORT" : "";
    }

    /** {@return whether it is a proxy that plays it, which the client has to be told to go through} */
    public boolean isProxys() {
        return where == Where.PROXY;
    }
}
