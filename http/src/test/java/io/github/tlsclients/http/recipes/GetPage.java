package io.github.tlsclients.http.recipes;

import io.github.tlsclients.http.HttpAnswer;
import io.github.tlsclients.http.HttpSession;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What: one page from a server whose root certificate you have, in either mode.
 *
 * <p>How: the URI says how TLS begins; the session does the rest, and reports.
 *
 * <p>Do not copy: reading all of a page into memory, where pages may be large. The body is a stream.
 *
 * <p>Arguments: {@code https://…} or {@code http+starttls://…}, PEM file of the root certificate.
 */
public final class GetPage {
    private GetPage() {}

    public static void main(String... args) throws IOException {
        System.out.print(get(args[0], Path.of(args[1])));
    }

    static String get(String uri, Path rootCertificate) throws IOException {
        // region get
        TlsConfig config = TlsConfig.builder().trust(Trust.pem(rootCertificate)).build();
        try (HttpSession session = HttpSession.open(Endpoint.parse(uri), TlsContext.of(config));
                HttpAnswer answer = session.get().orRefusal()) {
            String page = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
            return page + session.report().version() + " by " + answer.protocol() + "\n";
        }
        // endregion
    }
}
