package io.github.tlsclients.http;

import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Upgrade;
import io.github.tlsclients.tls.UpgradeException;
import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;

/**
 * The mandatory upgrade of RFC 2817 section 3.2: {@code OPTIONS *} asks for TLS before any other request is made, and
 * unless the server switches, none is. The request names the server and nothing else; paths, queries, cookies and logins
 * are not in it.
 */
public final class HttpUpgrade implements Upgrade {
    private final String authority;

    /** The upgrade of connections to this endpoint. */
    public HttpUpgrade(Endpoint endpoint) {
        this.authority = HttpAddress.authority(endpoint);
    }

    @Override
    public void ask(ClearText clear) throws IOException {
        clear.send("OPTIONS * HTTP/1.1\r\nHost: " + authority + "\r\nUpgrade: TLS/1.2\r\nConnection: Upgrade\r\n");
        HttpHead head = HttpHead.read(clear::readLine);
        if (head.status() >= 200) {
            throw noConsent(head);
        }
        if (head.status() != 101 || !head.line().startsWith("HTTP/1.1")) {
            throw HttpHead.malformed("the server answers what was not asked: " + head.line());
        }
        if (!head.namesTls()) { // RFC 9110 section 7.8 asks for Connection: upgrade as well, and CUPS says Keep-Alive
            throw HttpHead.malformed("the server switches protocols, and does not say that it is to TLS");
        }
        if (head.contentLength().orElse(0) > 0
                || !head.members("Transfer-Encoding").isEmpty()) { // CUPS has a 0
            throw HttpHead.malformed("the server switches protocols with a body, which RFC 9110 section 8.6 forbids");
        }
    }

    /** The server answers the {@code OPTIONS} inside TLS (RFC 2817 section 3.3); a client library knows nothing of it. */
    @Override
    public void settle(Socket protectedSocket) throws IOException {
        ResponseDrain drain = new ResponseDrain(protectedSocket.getInputStream());
        HttpHead head;
        try {
            head = drain.drain();
        } catch (UpgradeException e) {
            if (e.reason() == Reason.MALFORMED) { // TLS stands: what is wrong is no longer the upgrade
                throw new ProtocolException(e.getMessage());
            }
            throw e;
        }
        if (head.has("Connection", "close")) {
            throw new UpgradeException(Reason.REFUSED, "the server upgrades, and closes at once: " + head.line());
        }
    }

    private static UpgradeException noConsent(HttpHead head) {
        boolean knowsTls = head.namesTls() || head.status() == 426;
        boolean forbids = head.status() == 401 || head.status() == 403;
        boolean cannotNow = head.status() >= 500 && head.status() != 501 && head.status() != 505;
        return knowsTls || forbids || cannotNow
                ? new UpgradeException(Reason.REFUSED, "the server refuses to upgrade to TLS: " + head.line())
                : new UpgradeException(
                        Reason.NOT_OFFERED, "the server does not upgrade to TLS (RFC 2817): " + head.line());
    }
}
