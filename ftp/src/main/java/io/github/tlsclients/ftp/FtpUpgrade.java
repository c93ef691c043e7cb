package io.github.tlsclients.ftp;

import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Upgrade;
import io.github.tlsclients.tls.UpgradeException;
import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The way from FTP to TLS: {@code AUTH TLS} (RFC 4217 section 4). The greeting is read, {@code AUTH TLS} is sent, its
 * reply is read; FEAT, which would only tell what AUTH tells too, is left for later.
 */
public final class FtpUpgrade implements Upgrade {
    /** A reply is a line, or lines from {@code code-} to {@code code }, by RFC 959 section 4.2. */
    private static final Pattern REPLY = Pattern.compile("[1-5][0-9]{2}([ -].*)?");

    @Override
    public void ask(ClearText clear) throws IOException {
        Reply greeting = Reply.read(clear);
        if (greeting.code == 120) {
            greeting = Reply.read(clear); // "ready in some minutes" comes before "ready" (RFC 959 section 5.4)
        }
        if (greeting.code != 220) {
            throw greeting.code >= 400
                    ? new UpgradeException(Reason.REFUSED, "the server does not take the connection: " + greeting)
                    : new UpgradeException(Reason.MALFORMED, "the server does not greet: " + greeting);
        }
        clear.send("AUTH TLS");
        Reply reply = Reply.read(clear);
        if (reply.code != 234) {
            throw refused(reply);
        }
    }

    /** The server has greeted in clear, and says nothing more of itself inside TLS. */
    @Override
    public String greeting() {
        return "220 ready\r\n";
    }

    private static UpgradeException refused(Reply reply) {
        return switch (reply.code) {
            // not understood, not implemented, not implemented for TLS (RFC 2228 section 3)
            case 500, 501, 502, 504 ->
                new UpgradeException(Reason.NOT_OFFERED, "the server does not offer AUTH TLS: " + reply);
            default ->
                reply.code >= 400
                        ? new UpgradeException(Reason.REFUSED, "the server refuses AUTH TLS: " + reply)
                        // 334 among them: it asks for security data, of which TLS has none
                        : new UpgradeException(Reason.MALFORMED, "AUTH TLS must be answered 234: " + reply);
        };
    }

    private record Reply(int code, String firstLine) {
        static Reply read(ClearText clear) throws IOException {
            String first = clear.readLine();
            if (!REPLY.matcher(first).matches()) {
                throw new UpgradeException(
                        Reason.MALFORMED, "this is not a reply of FTP: " + ClearText.printable(first));
            }
            if (first.startsWith("-", 3)) {
                String end = first.substring(0, 3) + " ";
                String line;
                do {
                    line = clear.readLine(); // which refuses a reply that has no end
                } while (!line.startsWith(end));
            }
            return new Reply(Integer.parseInt(first.substring(0, 3)), first);
        }

        @Override
        public String toString() {
            return ClearText.printable(firstLine);
        }
    }
}
