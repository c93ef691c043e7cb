package io.github.tlsclients.smtp;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Upgrade;
import io.github.tlsclients.tls.UpgradeException;
import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.IOException;

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
        Reply greeting = reply(clear);
        if (greeting.code() != 220) {
            throw unexpected("the server turns the connection away", greeting);
        }
        clear.send("EHLO " + CLIENT_NAME);
        Reply hello = reply(clear);
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
        Reply consent = reply(clear);
        if (consent.isFailure()) {
            throw new UpgradeException(
                    Reason.REFUSED, "the server offers STARTTLS and refuses it: " + shown(consent.text()));
        }
        if (consent.code() != 220) {
            throw malformed(consent.text());
        }
    }

    /** Stands for the one that was said in clear: a client library begins with reading it. */
    @Override
    public String greeting() {
        return "220 TLS stands\r\n";
    }

    private static IOException unexpected(String what, Reply reply) {
        if (!reply.isFailure()) {
            return malformed(reply.text());
        }
        return new TlsException(
                TlsFailure.REFUSED_BY_SERVER,
                what + ": " + shown(reply.text()),
                "try again later, or ask the server's owner whether this client may use it");
    }

    private static Reply reply(ClearText clear) throws IOException {
        return Reply.read(() -> printableLine(clear), SmtpUpgrade::malformed);
    }

    /** RFC 5321 section 4.2: a reply's text has no control characters; in clear nobody has to be lenient. */
    private static String printableLine(ClearText clear) throws IOException {
        String line = clear.readLine();
        if (line.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw malformed(line);
        }
        return line;
    }

    private static UpgradeException malformed(String line) {
        return new UpgradeException(Reason.MALFORMED, "the server says what SMTP does not know here: " + shown(line));
    }

    private static String shown(String text) {
        String printable = ClearText.printable(text).strip();
        return printable.length() > 80 ? printable.substring(0, 80) + "…" : printable;
    }
}
