import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.imap.MessageSink;
import io.github.tlsclients.imap.UidSet;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ours: every message of the INBOX whole, each to a file of its own, whether it is there already or not.
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
            session.fetch(session.find("INBOX", new UidSet("1:*")), new Folder(Path.of(args[4])));
        }
    }

    private static final class Folder implements MessageSink {
        private final Path folder;
        private OutputStream out = OutputStream.nullOutputStream();

        Folder(Path folder) {
            this.folder = folder;
        }

        @Override
        public OutputStream begin(long uid) throws IOException {
            out = Files.newOutputStream(folder.resolve(uid + ".eml"));
            return out;
        }

        @Override
        public void complete(long uid, long bytes) throws IOException {
            out.close();
        }
    }
}
