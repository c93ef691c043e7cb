package io.github.tlsclients.imap.recipes;

import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What: the subjects of a folder, from a server whose root certificate you have, in either mode.
 *
 * <p>How: the URI says how TLS begins and names the folder; one FETCH asks for all messages.
 *
 * <p>Do not copy: the password of a person belongs in a vault; a file is for demonstrations.
 *
 * <p>Arguments: {@code imaps://…/INBOX} or {@code imap+starttls://…/INBOX}, PEM file of the root certificate, user, file
 * with the password.
 */
public final class ListMail {
    private ListMail() {}

    public static void main(String... args) throws IOException {
        char[] password = Files.readString(Path.of(args[3])).strip().toCharArray();
        subjects(args[0], Path.of(args[1]), args[2], password).forEach(System.out::println);
    }

    static List<String> subjects(String uri, Path rootCertificate, String user, char[] password) throws IOException {
        // region list
        Endpoint endpoint = Endpoint.parse(uri);
        TlsContext tls = TlsContext.of(
                TlsConfig.builder().trust(Trust.pem(rootCertificate)).build());
        try (ImapSession session = ImapSession.connect(endpoint, tls)) {
            session.login(user, password);
            return session.messages(endpoint.path()).stream()
                    .map(message -> message.uid() + " " + message.subject())
                    .toList();
        }
        // endregion
    }
}
