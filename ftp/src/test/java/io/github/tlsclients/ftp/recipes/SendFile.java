package io.github.tlsclients.ftp.recipes;

import io.github.tlsclients.ftp.FtpSession;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What: one file to a server whose root certificate you have, in either mode.
 *
 * <p>How: {@code put} returns when the server has confirmed the whole; everything else is a {@link TlsException} that
 * says why. The report shows that the data connection resumed the control session.
 *
 * <p>Do not copy: reading the password from a file that others may read.
 *
 * <p>Arguments: URI of the folder, PEM file of the root certificate, user, password file, local file.
 */
public final class SendFile {
    private SendFile() {}

    public static void main(String... args) throws IOException {
        char[] password = Files.readString(Path.of(args[3])).strip().toCharArray();
        System.out.println(send(args[0], Path.of(args[1]), args[2], password, Path.of(args[4])));
    }

    static String send(String uri, Path root, String user, char[] password, Path file) throws IOException {
        // region send
        Endpoint endpoint = Endpoint.parse(uri);
        TlsConfig config = TlsConfig.builder().trust(Trust.pem(root)).build();
        try (FtpSession session = FtpSession.connect(endpoint, TlsContext.of(config));
                InputStream content = Files.newInputStream(file)) {
            session.login(user, password);
            long size = session.put(content, endpoint.path() + file.getFileName());
            return size + " bytes, " + session.report().dataChannels();
        } finally {
            Arrays.fill(password, '\0');
        }
        // endregion
    }
}
