package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    @Test
    void aHandshakeOnThePortOfTheUpgradeIsAnsweredInClear() {
        Endpoint mistaken = Endpoint.of(
                Protocol.HTTP,
                TlsMode.IMPLICIT,
                "localhost",
                port(TlsMode.STARTTLS).orElseThrow());
        TlsContext context = TlsContext.of(
                TlsConfig.builder().trust(Trust.certificates(ca.certificate())).build());
        try (HttpSession session = HttpSession.open(mistaken, context)) {
            assertThatThrownBy(session::get)
                    .isInstanceOfSatisfying(
                            TlsException.class,
                            failure -> assertThat(failure.failure()).isEqualTo(TlsFailure.PLAINTEXT_ON_TLS_PORT));
        }
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
