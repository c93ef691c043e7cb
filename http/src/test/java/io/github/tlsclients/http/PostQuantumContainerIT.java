package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers on OpenSSL 3.5 that take no other key exchange than the hybrid of X25519 and ML-KEM-768. */
class PostQuantumContainerIT {
    private static final String HYBRID = "X25519MLKEM768";

    /** By name, or where OpenSSL has no number of its own for it, by that of the registry. */
    private static final Set<String> HYBRID_NAMES = Set.of(HYBRID, "0x11ec");

    @ParameterizedTest
    @CsvSource({
        "nginx, IMPLICIT, 443",
        "apache, IMPLICIT, 443",
        "haproxy, IMPLICIT, 443",
        "cups-openssl, IMPLICIT, 443",
        "cups-openssl, STARTTLS, 631"
    })
    void meetsAServerThatTakesNothingElse(String name, TlsMode mode, int inside) throws IOException {
        ServerSetup setup = ServerSetup.of(LabCa.create()).offeringOnly(HYBRID);
        try (ServerContainer server = ServerContainer.start(setup, "http", name, inside)) {
            Endpoint endpoint = Clients.endpoint(mode, server.port(inside));
            try (HttpSession session = HttpSession.open(endpoint, hybrid(server.ca()));
                    HttpAnswer answer = session.get().orRefusal()) {
                assertThat(session.report().group()).hasValue(HYBRID);
                assertThat(session.report().helloRetried()).isFalse();
                answer.header("X-Tls-Group")
                        .ifPresent(seen -> assertThat(HYBRID_NAMES).contains(seen));
            }
            try (HttpSession session = HttpSession.open(endpoint, Clients.trusting(server.ca()))) {
                assertThat(Clients.refusal(session).failure()).isEqualTo(TlsFailure.HANDSHAKE_FAILED);
            }
        }
    }

    /** Debian's build, whose TLS is GnuTLS 3.8.9 without ML-KEM. */
    @Test
    void cupsOnGnuTlsHasNone() {
        try (ServerContainer cups = ServerContainer.start("http", "cups", 631);
                HttpSession session =
                        HttpSession.open(Clients.endpoint(TlsMode.STARTTLS, cups.port(631)), hybrid(cups.ca()))) {
            assertThat(Clients.refusal(session).failure()).isEqualTo(TlsFailure.NO_POST_QUANTUM);
        }
    }

    private static TlsContext hybrid(LabCa ca) {
        return TlsContext.of(Clients.config(ca)
                .provider(TlsProvider.BOUNCY_CASTLE)
                .groups(List.of(HYBRID))
                .build());
    }
}
