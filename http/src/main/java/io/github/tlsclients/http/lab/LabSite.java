package io.github.tlsclients.http.lab;

import io.github.tlsclients.lab.LabAccount;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What both servers of the lab answer; the same as the containers of {@code http/docker}, so that one contract fits
 * them all. Each answer tells in its headers what the server saw of TLS.
 */
final class LabSite {
    private static final int BIG = 16 << 20;

    private final String authorization;

    LabSite(LabAccount account) {
        String login = account.user() + ":" + account.password();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What a server saw of a connection's TLS.
     *
     * @param version such as {@code TLSv1.3}
     * @param client who the client is by its certificate
     */
    record Peer(String version, String cipherSuite, Optional<Principal> client) {}

    /** An answer; for {@code HEAD} the body is left out. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    record Page(int status, String reason, Map<String, String> headers, byte[] body) {}

    Page answer(String method, String target, String credentials, Peer peer) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return page(peer, 405, "Method Not Allowed", "this site is for reading\n");
        }
        return switch (target.split("\\?", 2)[0]) {
            case "/" -> page(peer, 200, "OK", "hello from the lab\n");
            case "/big" -> page(peer, 200, "OK", new byte[BIG]);
            case "/moved" -> {
                Page moved = page(peer, 302, "Found", "it is at /\n");
                moved.headers().put("Location", "/");
                yield moved;
            }
            case "/private" -> {
                if (credentials.equals(authorization)) {
                    yield page(peer, 200, "OK", "for you alone\n");
                }
                Page wanted = page(peer, 401, "Unauthorized", "who are you\n");
                wanted.headers().put("WWW-Authenticate", "Basic realm=\"lab\", charset=\"UTF-8\"");
                yield wanted;
            }
            default -> page(peer, 404, "Not Found", "there is no such page\n");
        };
    }

    private static Page page(Peer peer, int status, String reason, String text) {
        return page(peer, status, reason, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Page page(Peer peer, int status, String reason, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", body.length == BIG ? "application/octet-stream" : "text/plain; charset=utf-8");
        headers.put("X-Tls-Version", peer.version());
        headers.put("X-Tls-Cipher", peer.cipherSuite());
        peer.client().ifPresent(name -> headers.put("X-Tls-Client", name.getName()));
        return new Page(status, reason, headers, body);
    }
}
