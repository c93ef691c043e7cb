package io.github.tlsclients.http;

import io.github.tlsclients.session.Redaction;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.OperationClock;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.Response;

/** A server's answer: the head is here, the body is still on its way. Close it, read to its end or not. */
public final class HttpAnswer implements AutoCloseable {
    private final Response response;
    private final String target;
    private final HandshakeWatch watch;
    private final Redaction redaction;
    private final BodyStream body;

    /**
     * @param seen the connection that it came on
     * @param redaction knows the secrets of the request
     * @param clock times the rest of it too
     */
    HttpAnswer(Response response, String target, ConnectionTrail.Seen seen, Redaction redaction, OperationClock clock) {
        this.response = response;
        this.target = target;
        this.watch = seen.watch();
        this.redaction = redaction;
        boolean endsWithConnection = !protocol().equals("h2")
                && response.body().contentLength() < 0
                && response.header("Transfer-Encoding") == null;
        this.body = new BodyStream(
                response.body().byteStream(),
                announced(),
                clock,
                seen::hearMore,
                () -> endsWithConnection && watch.streamEnded());
    }

    /** The status code, 200 to 599. Redirects are answers like any other: they are not followed. */
    public int status() {
        return response.code();
    }

    /** The protocol by its ALPN name: {@code h2} or {@code http/1.1}. */
    public String protocol() {
        return response.protocol().toString();
    }

    /** Status code and, in HTTP/1.1, the server's words for it, safe to print. */
    public String statusLine() {
        return redaction.words((status() + " " + response.message()).strip());
    }

    /** A header field's first value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.header(name));
    }

    /** Every header field, the names in lower case. */
    public Map<String, List<String>> headers() {
        return response.headers().toMultimap();
    }

    /** The body's length where the server told it. */
    public OptionalLong length() {
        long length = response.body().contentLength();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /**
     * The body as the server sent it, not decoded. Reading throws a {@link TlsException}: {@link TlsFailure#TRUNCATED} if
     * it breaks off before its end was announced, {@link TlsFailure#TIMEOUT} if it stops.
     */
    public InputStream body() {
        return body;
    }

    /**
     * Gives this answer back if its status is below 400, and it is no redirect that leads out of TLS.
     *
     * @throws TlsException REDIRECTED_OUT_OF_TLS if it is one; if the status is 400 or more: the server had no such thing, wanted a login, or refused
     */
    public HttpAnswer orRefusal() throws TlsException {
        if (status() < 400 && !leavesTls()) {
            return this;
        }
        close();
        String said = "the server answers " + statusLine() + " to " + ClearText.printable(target);
        if (status() < 400) {
            throw new TlsException(
                    TlsFailure.REDIRECTED_OUT_OF_TLS,
                    said + ", and leads out of TLS: "
                            + redaction.words(header("Location").orElse("")),
                    "do not follow it: ask the server's owner for a place that is reached by https://");
        }
        throw switch (status()) {
            case 401 ->
                new TlsException(
                        TlsFailure.LOGIN_REFUSED,
                        said,
                        "pass the right login: --user NAME and --password-file FILE or --password-env VAR");
            // nginx lets the handshake pass without the certificate it requires, and says no inside
            case 400, 403 ->
                wantsClientCertificate()
                        ? new TlsException(
                                TlsFailure.CLIENT_CERTIFICATE_WANTED,
                                said + "; it asked for a client certificate, and none was shown",
                                "pass one that its owner has given you: --cert FILE --key FILE, or --keystore FILE")
                        : notGranted(said);
            case 404, 410 -> new TlsException(TlsFailure.NOT_FOUND, said, "check the path of the URI");
            default -> notGranted(said);
        };
    }

    /** Gives the connection back, or ends it if the body was not read to its end. */
    @Override
    public void close() {
        response.close();
    }

    /** The length of the body, where the library does not hold it to what was announced: in HTTP/2 (RFC 9113 8.1.1). */
    private long announced() {
        boolean bodiless = response.request().method().equals("HEAD") || status() == 204 || status() == 304;
        return protocol().equals("h2") && !bodiless ? response.body().contentLength() : -1;
    }

    /** Whether a client that follows would leave TLS; what is no URI at all leads nowhere. */
    private boolean leavesTls() {
        String scheme = header("Location").orElse("").strip().toLowerCase(Locale.ROOT);
        return status() >= 300
                && scheme.matches("(?s)[a-z][a-z0-9+.-]*:.*")
                && !scheme.matches("(?s)(https|http\\+starttls):.*");
    }

    private boolean wantsClientCertificate() {
        return watch.certificateWanted() && !watch.certificateSent();
    }

    private TlsException notGranted(String said) {
        return new TlsException(
                TlsFailure.REFUSED_BY_SERVER,
                said,
                status() >= 500
                        ? "the server has a problem of its own: try again later, or tell its owner"
                        : watch.certificateSent()
                                ? "the request is not one that this server grants, or not with this client certificate"
                                : "the request is not one that this server grants");
    }
}
