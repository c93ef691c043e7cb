package io.github.tlsclients.http.cli;

import io.github.tlsclients.doctor.Dialect;
import io.github.tlsclients.http.HttpUpgrade;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Upgrade;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** HTTP as a doctor must know it. */
final class HttpDialect implements Dialect {
    @Override
    public Upgrade upgrade(Endpoint endpoint) {
        return new HttpUpgrade(endpoint);
    }

    /** A question about the server as a whole (RFC 9110 section 9.3.7). */
    @Override
    public String farewell(Endpoint endpoint) {
        String host = endpoint.host().contains(":") ? "[" + endpoint.host() + "]" : endpoint.host();
        return "OPTIONS * HTTP/1.1\r\nHost: " + host + ":" + endpoint.port() + "\r\nConnection: close\r\n\r\n";
    }

    /** Basic asks for a password that everybody on the way can read (RFC 7617 section 4). */
    @Override
    public Optional<String> clearLogin(List<String> transcript) {
        return transcript.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("s: www-authenticate: basic"))
                .map(line -> "Basic")
                .findFirst();
    }

    @Override
    public List<String> applicationProtocols() {
        return List.of("h2", "http/1.1");
    }
}
