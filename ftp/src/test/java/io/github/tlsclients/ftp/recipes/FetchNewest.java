package io.github.tlsclients.ftp.recipes;

import io.github.tlsclients.ftp.FtpSession;
import io.github.tlsclients.ftp.RemoteFile;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;

/**
 * What: the newest file of a folder, into a local file that is replaced once the whole is there.
 *
 * <p>How: what has arrived before {@code get} returns may be a part, so it goes to a file of its own first.
 *
 * <p>Do not copy: taking the server's names for local ones; here the local name is ours.
 *
 * <p>Arguments: URI of the folder, PEM file of the root certificate, user, password file, local file.
 */
public final class FetchNewest {
    private FetchNewest() {}

    public static void main(String... args) throws IOException {
        char[] password = Files.readString(Path.of(args[3])).strip().toCharArray();
        System.out.println(fetch(args[0], Path.of(args[1]), args[2], password, Path.of(args[4])));
    }

    static String fetch(String uri, Path root, String user, char[] password, Path file) throws IOException {
        Endpoint endpoint = Endpoint.parse(uri);
        TlsConfig config = TlsConfig.builder().trust(Trust.pem(root)).build();
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FtpSession session = FtpSession.connect(endpoint, TlsContext.of(config));
                OutputStream out = Files.newOutputStream(part)) {
            session.login(user, password);
            RemoteFile newest = session.list(endpoint.path()).stream()
                    .filter(entry -> !entry.directory())
                    .max(Comparator.comparing(entry -> entry.modified().orElse(Instant.MIN)))
                    .orElseThrow(() -> new IOException("the folder is empty"));
            session.get(endpoint.path() + newest.name(), out);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return newest.name();
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
