import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.smtp.OutgoingMessage;
import io.github.tlsclients.smtp.SmtpSession;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ours: many messages, on one connection or on as many as there are messages.
 *
 * <p>Arguments: URI; PEM file of the root; user; password file; number of messages; number of connections.
 */
public final class SendMessages {
    private SendMessages() {}

    public static void main(String... args) throws IOException, TlsException {
        Endpoint endpoint = Endpoint.parse(args[0]);
        TlsContext context = TlsContext.of(
                TlsConfig.builder().trust(Trust.pem(Path.of(args[1]))).build());
        char[] password = Files.readString(Path.of(args[3])).strip().toCharArray();
        int connections = Integer.parseInt(args[5]);
        int each = Integer.parseInt(args[4]) / connections;
        for (int c = 0; c < connections; c++) {
            try (SmtpSession session = SmtpSession.connect(endpoint, context)) {
                session.login(args[2], password);
                for (int i = 0; i < each; i++) {
                    session.send(OutgoingMessage.from("ada@lab.test")
                            .to("ada@lab.test")
                            .subject("message " + i)
                            .text("hello\n")
                            .build());
                }
            }
        }
    }
}
