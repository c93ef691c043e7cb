package io.github.tlsclients.recipes;

import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;

/**
 * What: TLS over a bare socket, with every check on.
 *
 * <p>How: one configuration, one context, one factory. The name is checked although nothing here asks for it.
 *
 * <p>Do not copy: the single read. A protocol reads until it has a whole message.
 *
 * <p>Arguments: host, port, PEM file of the root certificate.
 */
public final class BareSocket {
    private BareSocket() {}

    public static void main(String... args) throws IOException {
        System.out.println(talk(args[0], Integer.parseInt(args[1]), Path.of(args[2])));
    }

    static String talk(String host, int port, Path rootCertificate) throws IOException {
        // region talk
        TlsContext tls = TlsContext.of(
                TlsConfig.builder().trust(Trust.pem(rootCertificate)).build());
        try (SSLSocket socket = (SSLSocket) tls.socketFactory().createSocket(host, port)) {
            socket.setSoTimeout(10_000); // a peer that falls silent must not hold us for ever
            socket.getOutputStream().write('?');
            int answer = socket.getInputStream().read();
            return socket.getSession().getProtocol() + " " + (char) answer;
        }
        // endregion
    }
}
