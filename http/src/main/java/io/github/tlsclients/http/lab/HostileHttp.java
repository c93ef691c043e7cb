package io.github.tlsclients.http.lab;

import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.Flaw;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.Peer;
import io.github.tlsclients.lab.UpgradeFault;
import io.github.tlsclients.tls.TlsMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A web server, or a proxy, that is honest but for one fault. */
public final class HostileHttp implements HostileServer.Script {
    private static final String SWITCH = "HTTP/1.1 101 Switching Protocols\r\n";
    private static final String TO_TLS = "Upgrade: TLS/1.2\r\nConnection: Upgrade\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String FIVE = "Content-Length: 5\r\n";
    private static final String HELLO = OK + FIVE + "\r\nhello";
    private static final String EVIL = OK + "Content-Length: 4\r\n\r\nevil";
    private static final int UNPACKED = 10_000_000;

    @Override
    public void play(Peer client) throws IOException {
        if (client.stage().fault() instanceof HttpFault fault && fault.isProxys()) {
            open(client, fault);
        }
        if (client.stage().mode() == TlsMode.STARTTLS) {
            upgrade(client);
        }
        while (true) {
            List<String> request = hear(client);
            boolean obeysClearText = request.stream().anyMatch(line -> line.startsWith("Cookie:"));
            if (obeysClearText) {
                client.sayExactly("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            } else if (client.stage().fault() instanceof HttpFault fault) {
                answer(client, fault);
            } else {
                client.sayExactly(HELLO);
            }
        }
    }

    /** RFC 2817 section 3.2: OPTIONS, 101, handshake, and the answer to OPTIONS inside TLS. */
    private static void upgrade(Peer client) throws IOException {
        if (client.suffers(UpgradeFault.CONSENT_BEFORE_THE_QUESTION)) {
            client.sayExactly(SWITCH + TO_TLS + "\r\n");
        }
        hear(client);
        Fault fault = client.stage().fault();
        if (client.suffers(UpgradeFault.CONSENT_ENDLESS)) {
            client.sayExactly(SWITCH);
            client.sayForEver("X-More: of the same\r\n");
        }
        if (client.suffers(HttpFault.CONTINUE_FOR_EVER)) {
            client.sayForEver("HTTP/1.1 100 Continue\r\n\r\n");
        }
        if (client.suffers(HttpFault.SWITCH_WITH_ENDLESS_FIELD)) {
            client.sayExactly(SWITCH + "X-More: ");
            client.sayForEver("and more ");
        }
        client.sayExactly(consent(fault));
        if (client.suffers(UpgradeFault.REPLY_INJECTED_LATER)) {
            client.in().read();
            client.sayExactly(EVIL);
        }
        if (fault instanceof UpgradeFault || refuses(fault)) {
            client.awaitTheEnd();
        }
        client.startTls();
        client.sayExactly(OK + "Content-Length: 0\r\n\r\n");
    }

    /** What answers the question for TLS. */
    private static String consent(Fault fault) {
        if (fault instanceof UpgradeFault common) {
            return switch (common) {
                case STARTTLS_STRIPPED -> OK + "Content-Length: 0\r\n\r\n";
                case STARTTLS_REFUSED -> "HTTP/1.1 503 Service Unavailable\r\n" + TO_TLS + "Content-Length: 0\r\n\r\n";
                case CONSENT_MALFORMED -> "of course, go ahead\r\n\r\n";
                case REPLY_INJECTED -> SWITCH + TO_TLS + "\r\n" + EVIL;
                default -> SWITCH + TO_TLS + "\r\n";
            };
        }
        return fault instanceof HttpFault own ? ownConsent(own) : SWITCH + TO_TLS + "\r\n";
    }

    private static String ownConsent(HttpFault own) {
        return switch (own) {
            case SWITCH_WITHOUT_A_NAME -> SWITCH + "Connection: Upgrade\r\n\r\n";
            case SWITCH_WITHOUT_CONNECTION -> SWITCH + "Upgrade: TLS/1.2\r\n\r\n";
            case SWITCH_TO_WEBSOCKET -> SWITCH + "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
            case SWITCH_TO_H2C -> SWITCH + "Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n";
            case SWITCH_TWICE -> (SWITCH + TO_TLS + "\r\n").repeat(2);
            case SWITCH_WITH_BODY -> SWITCH + TO_TLS + FIVE + "\r\nhello";
            case SWITCH_BY_HTTP_1_0 -> SWITCH.replace("1.1", "1.0") + TO_TLS + "\r\n";
            case SWITCH_BY_HTTP_2 -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
            case SWITCH_WITH_FOLDED_FIELD -> SWITCH + "X: y\r\n Upgrade: TLS/1.2\r\nConnection: Upgrade\r\n\r\n";
            case SWITCH_WITH_BARE_LINE_FEEDS -> (SWITCH + TO_TLS + "\r\n").replace("\r", "");
            case COOKIE_IN_CLEAR ->
                SWITCH + TO_TLS + "Set-Cookie: id=1\r\nStrict-Transport-Security: max-age=99\r\n"
                        + "Location: http://elsewhere.lab.test/\r\nAlt-Svc: h2=\"elsewhere.lab.test:443\"\r\n\r\n";
            case REDIRECTED_IN_CLEAR ->
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://localhost/\r\nContent-Length: 0\r\n\r\n";
            case LOGIN_DEMANDED_IN_CLEAR ->
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"lab\"\r\nContent-Length: 0\r\n\r\n";
            case UPGRADE_ANSWERED_426 -> "HTTP/1.1 426 Upgrade Required\r\n" + TO_TLS + "Content-Length: 0\r\n\r\n";
            default -> {
                String status = own.name().replaceFirst("UPGRADE_ANSWERED_", "");
                yield refuses(own)
                        ? "HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n"
                        : SWITCH + TO_TLS + "\r\n";
            }
        };
    }

    /** Whether TLS does not come after that. */
    private static boolean refuses(Fault fault) {
        String name = fault.name();
        return name.startsWith("UPGRADE_ANSWERED_")
                || fault == HttpFault.REDIRECTED_IN_CLEAR
                || fault == HttpFault.LOGIN_DEMANDED_IN_CLEAR;
    }

    /** What answers a request, and how it ends. */
    private static void answer(Peer client, HttpFault fault) throws IOException {
        switch (fault) {
            case CHUNK_EXTENSION_ENDLESS -> {
                client.sayExactly(CHUNKED + "5;x=");
                client.sayForEver("more");
            }
            case TRAILER_ENDLESS -> {
                client.sayExactly(CHUNKED + "5\r\nhello\r\n0\r\n");
                client.sayForEver("X-More: of the same\r\n");
            }
            case INTERIM_ANSWERS_ENDLESS -> client.sayForEver("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
            case HEADER_FIELDS_ENDLESS -> {
                client.sayExactly(OK);
                client.sayForEver("X-More: of the same\r\n");
            }
            case HEADER_FIELD_ENDLESS -> {
                client.sayExactly(OK + "X-More: ");
                client.sayForEver("and more ");
            }
            default -> client.sayExactly(answer(fault));
        }
        switch (fault) {
            case BODY_CUT, CHUNK_CUT, CLOSE_DELIMITED_CUT -> client.cut();
            case BODY_ENDED_EARLY, LAST_CHUNK_MISSING, CLOSE_DELIMITED -> client.end();
            default -> {}
        }
    }

    private static String answer(HttpFault fault) {
        return switch (fault) {
            case BODY_CUT, BODY_ENDED_EARLY -> OK + "Content-Length: 50\r\n\r\nhello";
            case CHUNK_CUT -> CHUNKED + "50\r\nhello";
            case LAST_CHUNK_MISSING -> CHUNKED + "5\r\nhello\r\n";
            case CLOSE_DELIMITED, CLOSE_DELIMITED_CUT -> OK + "Connection: close\r\n\r\nhello";
            case LENGTHS_DIFFER -> OK + "Content-Length: 50\r\n" + FIVE + "\r\nhello";
            case LENGTH_TWICE -> OK + FIVE + FIVE + "\r\nhello";
            case LENGTH_LISTED -> OK + "Content-Length: 5, 5\r\n\r\nhello";
            case LENGTH_SIGNED -> OK + "Content-Length: +5\r\n\r\nhello";
            case LENGTH_NEGATIVE -> OK + "Content-Length: -1\r\n\r\nhello";
            case LENGTH_HEXADECIMAL -> OK + "Content-Length: 0x5\r\n\r\nhello";
            case LENGTH_BEYOND_NUMBERS -> OK + "Content-Length: 1" + "0".repeat(30) + "\r\n\r\nhello";
            case LENGTH_FOLDED -> OK + "X: y\r\n " + FIVE + "\r\nhello";
            case LENGTH_WITH_SPACE -> OK + "Content-Length : 5\r\n\r\nhello";
            case LENGTH_WITH_BARE_CR -> OK + "X: y\r" + FIVE + "\r\nhello";
            case LENGTH_AND_CODING -> CHUNKED.replace("\r\n\r\n", "\r\n" + FIVE + "\r\n") + "5\r\nhello\r\n0\r\n\r\n";
            case CODING_UNKNOWN -> OK + "Transfer-Encoding: gzip\r\n\r\nhello";
            case CODING_TWICE ->
                OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
            case CODING_NOT_LAST -> OK + "Transfer-Encoding: chunked, identity\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
            case CODING_IN_HTTP_1_0 -> CHUNKED.replace("1.1", "1.0") + "5\r\nhello\r\n0\r\n\r\n";
            case CHUNK_SIZE_HUGE -> CHUNKED + "f".repeat(17) + "\r\nhello";
            case CHUNK_SIZE_NEGATIVE -> CHUNKED + "-5\r\nhello\r\n0\r\n\r\n";
            case CHUNK_SIZE_WITH_JUNK -> CHUNKED + "5 bytes\r\nhello\r\n0\r\n\r\n";
            case SECOND_ANSWER_GLUED -> HELLO + EVIL;
            case STATUS_LINE_MALFORMED -> "HTTP/1.1 two hundred\r\n" + FIVE + "\r\nhello";
            case GZIP_BOMB -> bomb();
            case TERMINAL_ESCAPES -> "HTTP/1.1 404 \033[2J\033]0;evil\007\r\n" + FIVE + "\r\nhello";
            case REDIRECTED_TO_CLEAR -> redirect("http://localhost/");
            case REDIRECTED_TO_FTP -> redirect("ftp://localhost/");
            case REDIRECTED_TO_FILE -> redirect("file:///etc/passwd");
            case REDIRECTED_TO_SCRIPT -> redirect("javascript:alert(1)");
            case REDIRECTED_TO_DATA -> redirect("data:,hello");
            case REDIRECTED_ELSEWHERE -> redirect("https://elsewhere.lab.test/");
            case REDIRECTED_WITH_USER -> redirect("https://localhost@elsewhere.lab.test/");
            case REDIRECTED_FOR_EVER -> redirect("/");
            default -> HELLO;
        };
    }

    private static String redirect(String where) {
        return "HTTP/1.1 302 Found\r\nLocation: " + where + "\r\nContent-Length: 0\r\n\r\n";
    }

    private static String bomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[UNPACKED]);
        } catch (IOException e) {
            throw new IllegalStateException("an array can be written to", e);
        }
        return OK + "Content-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n"
                + packed.toString(StandardCharsets.ISO_8859_1);
    }

    /** A proxy: CONNECT, its answer, and what is in the tunnel (RFC 9110 section 9.3.6). */
    private static void open(Peer client, HttpFault fault) throws IOException {
        hear(client);
        switch (fault) {
            case PROXY_INJECTS -> client.sayExactly(OK + "\r\n" + EVIL);
            case PROXY_SENDS_BODY -> client.sayExactly(HELLO);
            case PROXY_DEMANDS_LOGIN ->
                client.sayExactly("HTTP/1.1 407 Proxy Authentication Required\r\n"
                        + "Proxy-Authenticate: Basic realm=\"lab\"\r\nContent-Length: 0\r\n\r\n");
            case PROXY_REDIRECTS -> client.sayExactly(redirect("https://elsewhere.lab.test/"));
            case PROXY_HEAD_ENDLESS -> {
                client.sayExactly(OK);
                client.sayForEver("X-More: of the same\r\n");
            }
            default -> client.sayExactly(OK + "\r\n");
        }
        if (fault == HttpFault.PROXY_SPEAKS_CLEAR) {
            client.in().read();
            client.sayExactly(EVIL);
            client.awaitTheEnd();
        }
        if (fault == HttpFault.PROXY_LEADS_ELSEWHERE) {
            client.startTls(
                    client.stage().pki().server(Flaw.WRONG_NAME, "localhost").serverContext());
        }
        client.startTls();
    }

    /** A request's head. Its answer is all that a client of this lab sends a body for. */
    private static List<String> hear(Peer client) throws IOException {
        List<String> head = new ArrayList<>();
        for (String line = client.hear(); !line.isEmpty(); line = client.hear()) {
            head.add(line);
        }
        return head;
    }
}
