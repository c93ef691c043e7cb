import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.imap.MessageSummary;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ours: every message of the INBOX whole, each to a file of its own.
 *
 * <p>Arguments: URI; PEM file of the root; user; password file; folder to write to.
 */
public final class FetchMessages {
    private FetchMessages() {}

    public static void main(String... args) throws IOException {
        TlsContext context = TlsContext.of(
                TlsConfig.builder().trust(Trust.pem(Path.of(args[1]))).build());
        char[] password = Files.readString(Path.of(args[3])).strip().toCharArray();
        try (ImapSession session = ImapSession.connect(Endpoint.parse(args[0]), context)) {
            session.login(args[2], password);
            for (MessageSummary message : session.messages("INBOX")) {
                Path file = Path.of(args[4], message.uid() + ".eml");
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    session.fetch("INBOX", message.uid(), out);
                }
            }
        }
    }
}
