package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract against real servers. */
class HttpContainerIT {
    /** A server that has one of the modes. */
    abstract static class Container extends HttpContract {
        private final TlsMode mode;
        private final int inside;
        private final String greeting;
        final ServerContainer server;

        Container(TlsMode mode, String greeting, String name, int... ports) {
            this.mode = mode;
            this.inside = ports[0];
            this.greeting = greeting;
            this.server = ServerContainer.start("http", name, ports);
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @Override
        Optional<Integer> port(TlsMode wanted) {
            return wanted == mode ? Optional.of(server.port(inside)) : Optional.empty();
        }

        @Override
        LabCa ca() {
            return server.ca();
        }

        @Override
        String greeting() {
            return greeting;
        }
    }

    @Nested
    class Nginx extends Container {
        Nginx() {
            super(TlsMode.IMPLICIT, "hello from nginx", "nginx", 443);
        }

        @Override
        Optional<String> alpn() {
            return Optional.of("h2");
        }
    }

    @Nested
    class Apache extends Container {
        Apache() {
            super(TlsMode.IMPLICIT, "hello from apache", "apache", 443, 3128, 3129);
        }

        @Override
        Optional<String> alpn() {
            return Optional.of("http/1.1");
        }

        /** The proxy looks the name up: inside the container, that is Apache's own site. */
        private final Endpoint behindTheProxy = Endpoint.of(Protocol.HTTP, TlsMode.IMPLICIT, "localhost", 443);

        @ParameterizedTest
        @MethodSource("ways")
        void tunnelsThroughAProxyInClear(Way way) throws IOException {
            HttpProxy proxy = HttpProxy.parse("http://localhost:" + server.port(3128));
            try (HttpSession session = HttpSession.open(behindTheProxy, trusting(way), proxy);
                    HttpAnswer answer = session.get()) {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("X-Tls-Version"))
                        .hasValue(way.version().jsseName());
            }
        }

        @ParameterizedTest
        @MethodSource("ways")
        void tunnelsThroughAProxyBehindTls(Way way) throws IOException {
            HttpProxy proxy = HttpProxy.parse("https://localhost:" + server.port(3129));
            try (HttpSession session = HttpSession.open(behindTheProxy, trusting(way), proxy);
                    HttpAnswer answer = session.get()) {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(session.report().version()).isEqualTo(way.version().jsseName());
            }
        }

        @Test
        void saysWhenTheProxyOpensNoTunnel() {
            HttpProxy proxy = HttpProxy.parse("http://localhost:" + server.port(3128));
            Endpoint nobody = Endpoint.of(Protocol.HTTP, TlsMode.IMPLICIT, "localhost", 9);
            Way any = ways().findFirst().orElseThrow();
            try (HttpSession session = HttpSession.open(nobody, trusting(any), proxy)) {
                TlsException refusal = catchThrowableOfType(TlsException.class, session::get);

                assertThat(refusal.failure()).isEqualTo(TlsFailure.PROXY_REFUSED);
                assertThat(refusal).hasMessageContaining("503").hasMessageContaining("localhost:9");
            }
        }
    }

    @Nested
    class Cups extends Container {
        Cups() {
            super(TlsMode.STARTTLS, "CUPS", "cups", 631);
        }

        @Override
        Optional<String> alpn() {
            return Optional.empty();
        }

        @Override
        boolean isOneOfOurSites() {
            return false;
        }
    }
}
