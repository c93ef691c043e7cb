package io.github.tlsclients.smtp.lab;

import java.io.IOException;
import java.util.List;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/** The library's would offer STARTTLS inside TLS once more, which a server must not (RFC 3207 section 4.2). */
final class Ehlo extends BaseCommand {
    Ehlo() {
        super("EHLO", "Introduce yourself.", "<hostname>");
    }

    @Override
    public void execute(String line, Session session) throws IOException {
        String[] words = getArgs(line);
        if (words.length < 2) {
            session.sendResponse("501 Syntax: EHLO hostname");
            return;
        }
        session.resetMailTransaction();
        session.setHelo(words[1]);
        boolean clear = session.getServer().getEnableTLS() && !session.isTLSStarted();
        List<String> lines = List.of(
                "250-" + session.getServer().getHostName(),
                "250-8BITMIME",
                "250-SIZE " + SmtpLab.MOST_BYTES,
                "250-CHUNKING",
                "250-SMTPUTF8",
                clear ? "250-STARTTLS" : "250-AUTH PLAIN LOGIN",
                "250 Ok");
        session.sendResponse(String.join("\r\n", lines));
    }
}
