package io.github.tlsclients.ftp.recipes;

import io.github.tlsclients.ftp.FtpUpgrade;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.net.ftp.FTPClient;
import org.jspecify.annotations.Nullable;

/**
 * What: your own Commons Net client, protected on both connections.
 *
 * <p>How: a plain {@link FTPClient}, whose control socket comes with TLS and whose data sockets resume its session.
 *
 * <p>Do not copy: the missing checks of replies; many methods return false where others throw. Arguments: URI of the
 * folder, PEM file of the root certificate, user, password file.
 */
public final class OwnClient extends FTPClient {
    private final TlsConnector connector;

    OwnClient(Endpoint endpoint, TlsContext tls) throws IOException {
        connector = TlsConnector.alone(endpoint, tls, new FtpUpgrade());
        setSocketFactory(connector.socketFactory());
        connect(endpoint.connectHost(), endpoint.connectPort());
        setSocketFactory(null); // data connections begin as plain ones
        enterLocalPassiveMode();
        if (sendCommand("PBSZ", "0") != 200 || sendCommand("PROT", "P") != 200) {
            throw new IOException("data would not be protected: " + getReplyString());
        }
    }

    // region data
    @Override
    protected @Nullable Socket _openDataConnection_(String command, @Nullable String argument) throws IOException {
        Socket tcp = super._openDataConnection_(command, argument);
        return tcp == null ? null : connector.resume(tcp);
    }
    // endregion

    public static void main(String... args) throws IOException {
        System.out.println(names(args[0], Path.of(args[1]), args[2], Path.of(args[3])));
    }

    static List<String> names(String uri, Path root, String user, Path passwordFile) throws IOException {
        TlsConfig config = TlsConfig.builder().trust(Trust.pem(root)).build();
        OwnClient client = new OwnClient(Endpoint.parse(uri), TlsContext.of(config));
        client.login(user, Files.readString(passwordFile).strip());
        List<String> names = List.of(client.listNames());
        client.disconnect();
        return names;
    }
}
