package io.github.tlsclients.smtp.recipes;

import io.github.tlsclients.smtp.OutgoingMessage;
import io.github.tlsclients.smtp.SentMessage;
import io.github.tlsclients.smtp.SmtpSession;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What: sends a file to a colleague, through a server of the company's own authority.
 *
 * <p>How: the mode is in the URI, the trust in the configuration; the session does the rest and says what it agreed on.
 *
 * <p>Do not copy: a context for each message. Make one and keep it; it holds the sessions that reconnects resume.
 *
 * <p>Arguments: URI, PEM file of the root certificate, user, password file, sender, recipient, file to send.
 */
public final class SendReport {
    private SendReport() {}

    public static void main(String... args) throws IOException {
        char[] password = Files.readString(Path.of(args[3])).strip().toCharArray();
        try {
            System.out.println(send(args[0], Path.of(args[1]), args[2], password, args[4], args[5], Path.of(args[6])));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    static String send(
            String uri, Path rootCertificate, String user, char[] password, String from, String to, Path file)
            throws IOException {
        // region send
        TlsContext tls = TlsContext.of(
                TlsConfig.builder().trust(Trust.pem(rootCertificate)).build());
        try (SmtpSession session = SmtpSession.connect(Endpoint.parse(uri), tls)) {
            session.login(user, password);
            SentMessage sent = session.send(OutgoingMessage.from(from)
                    .to(to)
                    .subject("Die Zahlen für März")
                    .text("As promised.\n")
                    .attach(file)
                    .build());
            return session.report().version() + ": " + sent.reply();
        }
        // endregion
    }
}
