package io.github.tlsclients.recipes;

import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;

/**
 * What: a connection whose content must stay secret when whoever records it today has a quantum computer.
 *
 * <p>How: post-quantum key exchange is required, and the watch tells which group it was.
 *
 * <p>Do not copy: to servers that you do not run, before you know that they have it.
 *
 * <p>Arguments: host, port, the PEM file of the root that vouches for it.
 */
public final class LongLivedSecrets {
    private LongLivedSecrets() {}

    public static void main(String... args) throws IOException {
        System.out.println(group(args[0], Integer.parseInt(args[1]), Path.of(args[2])));
    }

    static String group(String host, int port, Path root) throws IOException {
        // region require
        TlsContext tls = TlsContext.of(TlsConfig.builder()
                .trust(Trust.pem(root))
                .provider(TlsProvider.BOUNCY_CASTLE)
                .requirePostQuantum()
                .build());
        try (HandshakeWatch watch = HandshakeWatch.begin();
                Socket tcp = new Socket(host, port);
                SSLSocket socket = (SSLSocket) tls.socketFactory().createSocket(tcp, host, port, true)) {
            tcp.setSoTimeout(10_000); // a peer that falls silent must not hold us for ever
            socket.startHandshake();
            return watch.group().orElseThrow(); // X25519MLKEM768
        }
        // endregion
    }
}
