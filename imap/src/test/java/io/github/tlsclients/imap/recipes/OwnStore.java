package io.github.tlsclients.imap.recipes;

import io.github.tlsclients.imap.ImapUpgrade;
import io.github.tlsclients.imap.MailProperties;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What: an app that has a Jakarta Mail Store keeps it, and only its way to TLS is replaced.
 *
 * <p>How: the sockets come from a {@link TlsConnector}, so both modes look the same to the library, and its own upgrade,
 * fallback and trust settings have nothing to decide.
 *
 * <p>Do not copy: adding {@code mail.imap.starttls.*} or {@code mail.imap.ssl.*} to these properties, which would wrap
 * TLS into TLS at best.
 *
 * <p>Arguments: {@code imaps://…/INBOX} or {@code imap+starttls://…/INBOX}, PEM file of the root certificate, user, file
 * with the password.
 */
public final class OwnStore {
    private OwnStore() {}

    public static void main(String... args) throws IOException, MessagingException {
        String password = Files.readString(Path.of(args[3])).strip();
        System.out.println(count(args[0], Path.of(args[1]), args[2], password));
    }

    static int count(String uri, Path rootCertificate, String user, String password) throws MessagingException {
        // region store
        Endpoint endpoint = Endpoint.parse(uri);
        TlsContext tls = TlsContext.of(
                TlsConfig.builder().trust(Trust.pem(rootCertificate)).build());
        TlsConnector connector = TlsConnector.to(endpoint, tls, new ImapUpgrade());
        try (Store store = Session.getInstance(MailProperties.of(connector)).getStore()) {
            store.connect(user, password);
            Folder folder = store.getFolder(endpoint.path());
            folder.open(Folder.READ_ONLY);
            return folder.getMessageCount();
        }
        // endregion
    }
}
