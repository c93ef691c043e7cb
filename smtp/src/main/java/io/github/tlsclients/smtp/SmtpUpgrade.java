package io.github.tlsclients.smtp;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Upgrade;
import io.github.tlsclients.tls.UpgradeException;
import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * STARTTLS of SMTP (RFC 3207): greeting, EHLO, STARTTLS, and not a word more. The client calls itself by {@link
 * #CLIENT_NAME}, so nothing about this machine, its user or the mail is said in clear.
 */
public final class SmtpUpgrade implements Upgrade {
    /**
     * What the client calls itself, before TLS and inside it: an address literal (RFC 5321 section 4.1.4), which
     * servers that insist on a qualified name take too, and which tells nobody how this machine is called.
     */
    static final String CLIENT_NAME = "[127.0.0.1]";

    @Override
    public void ask(ClearText clear) throws IOException {
        Reply greeting = Reply.read(clear);
        if (greeting.code() != 220) {
            throw unexpected("the server turns the connection away", greeting);
        }
        clear.send("EHLO " + CLIENT_NAME);
        Reply hello = Reply.read(clear);
        if (hello.isPermanentFailure()) {
            // a server that knows no EHLO has no extensions, and STARTTLS is one (RFC 5321 section 4.1.4)
            throw new UpgradeException(Reason.NOT_OFFERED, "the server offers no STARTTLS: it knows no extensions");
        }
        if (hello.code() != 250) {
            throw unexpected("the server does not take part in EHLO", hello);
        }
        if (!hello.announces("STARTTLS")) {
            throw new UpgradeException(Reason.NOT_OFFERED, "the server does not offer STARTTLS");
        }
        clear.send("STARTTLS");
        Reply consent = Reply.read(clear);
        if (consent.isFailure()) {
            throw new UpgradeException(
                    Reason.REFUSED, "the server offers STARTTLS and refuses it: " + consent.printable());
        }
        if (consent.code() != 220) {
            throw Reply.malformed(consent.printable());
        }
    }

    /** Stands for the one that was said in clear: a client library begins with reading it. */
    @Override
    public String greeting() {
        return "220 TLS stands\r\n";
    }

    private static IOException unexpected(String what, Reply reply) {
        if (!reply.isFailure()) {
            return Reply.malformed(reply.printable());
        }
        return new TlsException(
                TlsFailure.REFUSED_BY_SERVER,
                what + ": " + reply.printable(),
                "try again later, or ask the server's owner whether this client may use it");
    }

    /** A reply of RFC 5321 section 4.2: one code, one text or several. */
    private record Reply(int code, List<String> texts) {
        private static final Pattern LINE = Pattern.compile("[2-5][0-5][0-9]([ -].*)?");

        static Reply read(ClearText clear) throws IOException {
            List<String> texts = new ArrayList<>();
            String code = "";
            while (true) {
                String line = clear.readLine();
                if (!LINE.matcher(line).matches() || !line.startsWith(code)) {
                    throw malformed(ClearText.printable(line));
                }
                code = line.substring(0, 3);
                texts.add(line.length() > 3 ? line.substring(4) : "");
                if (line.length() == 3 || line.charAt(3) == ' ') {
                    return new Reply(Integer.parseInt(code), texts);
                }
            }
        }

        static UpgradeException malformed(String line) {
            String shown = line.length() > 80 ? line.substring(0, 80) + "…" : line;
            return new UpgradeException(Reason.MALFORMED, "the server says what SMTP does not know here: " + shown);
        }

        boolean isFailure() {
            return code >= 400;
        }

        boolean isPermanentFailure() {
            return code >= 500;
        }

        /** Whether a line behind the first, which is the greeting, begins with this keyword (RFC 5321 4.1.1.1). */
        boolean announces(String keyword) {
            return texts.stream()
                    .skip(1)
                    .anyMatch(text ->
                            text.toUpperCase(Locale.ROOT).split(" ", 2)[0].equals(keyword));
        }

        String printable() {
            return ClearText.printable(code + " " + String.join(" ", texts)).strip();
        }
    }
}
