package io.github.tlsclients.smtp.recipes;

import io.github.tlsclients.session.PeerCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.smtp.SmtpSession;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What: looks at mail servers, and tells how long each certificate is good for, or what is wrong with it.
 *
 * <p>How: connecting is enough; nobody logs in. A failure has its cause by name, and the chain that was shown.
 *
 * <p>Do not copy: the printing, if it runs by a timer. Compare the numbers and call somebody.
 *
 * <p>Arguments: PEM file of the root certificate, URIs.
 */
public final class ExpiryWatch {
    private ExpiryWatch() {}

    public static void main(String... args) {
        List<String> uris = Arrays.asList(args).subList(1, args.length);
        watch(Path.of(args[0]), uris).forEach(System.out::println);
    }

    static List<String> watch(Path rootCertificate, List<String> uris) {
        TlsContext tls = TlsContext.of(
                TlsConfig.builder().trust(Trust.pem(rootCertificate)).build());
        return uris.stream().map(uri -> uri + ": " + look(uri, tls)).toList();
    }

    private static String look(String uri, TlsContext tls) {
        // region look
        try (SmtpSession session = SmtpSession.connect(Endpoint.parse(uri), tls)) {
            PeerCertificate certificate = session.report().chain().get(0);
            return certificate.daysLeft() + " days left";
        } catch (TlsException e) {
            return e.failure() + ", " + e.getMessage();
        }
        // endregion
    }
}
