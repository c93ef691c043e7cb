package io.github.tlsclients.recipes;

import io.github.tlsclients.tls.DangerousTls;
import io.github.tlsclients.tls.Revocation;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import io.github.tlsclients.tls.Verification.Rule;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;

/**
 * What: one server whose certificate is too weak, and cannot be replaced before June.
 *
 * <p>How: a configuration of its own, without the one rule that it breaks. All other rules hold, and so do path, dates,
 * name and pins.
 *
 * <p>Do not copy: into the configuration that everything else uses.
 *
 * <p>Arguments: host, port, the PEM file of the root that vouches for it.
 */
public final class OldPrinter {
    private OldPrinter() {}

    public static void main(String... args) throws IOException {
        System.out.println(connect(args[0], Integer.parseInt(args[1]), Path.of(args[2])));
    }

    static String connect(String host, int port, Path root) throws IOException {
        // region relaxed
        TlsConfig strict = TlsConfig.builder()
                .trust(Trust.pem(root))
                .revocation(Revocation.SOFT_FAIL)
                .build();
        TlsConfig printer = strict.toBuilder()
                .verification(DangerousTls.without(Rule.STRONG_KEYS)) // RSA 1024 until June
                .build();
        // endregion
        try (Socket socket = TlsContext.of(printer).socketFactory().createSocket(host, port)) {
            socket.setSoTimeout(10_000); // a peer that falls silent must not hold us for ever
            socket.getOutputStream().write('?');
            return socket.getInputStream().read() == '?' ? "answered" : "hung up";
        }
    }
}
