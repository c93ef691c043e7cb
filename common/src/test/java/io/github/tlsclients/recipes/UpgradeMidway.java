package io.github.tlsclients.recipes;

import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import io.github.tlsclients.tls.Upgrade;
import io.github.tlsclients.tls.UpgradeException;
import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What: TLS in the middle of a conversation, for a line protocol of your own.
 *
 * <p>How: say how the protocol asks for TLS; the connector does the rest. It reads not a byte beyond the consent, it says
 * nothing in clear but this, and there is no way on without TLS.
 *
 * <p>Do not copy: for a new protocol. Begin with TLS there (RFC 8314 says why): then nobody can take the offer away.
 *
 * <p>Arguments: host, port, PEM file of the root certificate, question.
 */
public final class UpgradeMidway {
    private UpgradeMidway() {}

    public static void main(String... args) throws IOException {
        System.out.println(ask(args[0], Integer.parseInt(args[1]), Path.of(args[2]), args[3]));
    }

    static String ask(String host, int port, Path root, String question) throws IOException {
        // region upgrade
        Upgrade upgrade = clear -> {
            if (!clear.readLine().equals("HELLO, I HAVE TLS")) {
                throw new UpgradeException(Reason.NOT_OFFERED, "the server offers no TLS");
            }
            clear.send("TLS");
            if (!clear.readLine().equals("GO")) {
                throw new UpgradeException(Reason.REFUSED, "the server refuses TLS");
            }
        };
        TlsContext tls =
                TlsContext.of(TlsConfig.builder().trust(Trust.pem(root)).build());
        Endpoint endpoint = Endpoint.of(Protocol.SMTP, TlsMode.STARTTLS, host, port); // SMTP is but a label here
        TlsConnector connector = TlsConnector.to(endpoint, tls, upgrade);
        try (Socket socket = connector.open()) { // speaks TLS from here on
            socket.setSoTimeout(10_000); // a server that falls silent must not hold us for ever
            socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
        // endregion
    }
}
