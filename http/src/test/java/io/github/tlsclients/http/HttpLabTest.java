package io.github.tlsclients.http;

import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class HttpLabTest extends HttpContract {
    private final LabCa ca = LabCa.create();
    private final Map<TlsMode, LabServer> servers = new EnumMap<>(TlsMode.class);

    @BeforeAll
    void start() throws IOException {
        LabCertificate certificate = ca.issue("localhost", "127.0.0.1");
        for (TlsMode mode : TlsMode.values()) {
            servers.put(mode, HttpLab.start(mode, certificate, LabAccount.create(), List.of(ca.certificate())));
        }
    }

    @AfterAll
    void stop() {
        servers.values().forEach(LabServer::close);
    }

    @Override
    Optional<Integer> port(TlsMode mode) {
        return Optional.ofNullable(servers.get(mode)).map(LabServer::port);
    }

    @Override
    LabCa ca() {
        return ca;
    }

    @Override
    String greeting() {
        return "hello from the lab";
    }

    @Override
    Optional<String> alpn() {
        return Optional.of("h2");
    }
}
