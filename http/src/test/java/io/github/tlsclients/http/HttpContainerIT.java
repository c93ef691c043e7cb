package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.TlsMode;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract against real servers. */
class HttpContainerIT {
    abstract static class Container extends HttpContract {
        private final Map<TlsMode, Integer> inside;
        private final String greeting;
        private final ServerContainer server;

        Container(String name, String greeting, Map<TlsMode, Integer> inside) {
            this.inside = inside;
            this.greeting = greeting;
            this.server = ServerContainer.start(
                    "http",
                    name,
                    inside.values().stream().mapToInt(port -> port).toArray());
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @Override
        Optional<Integer> port(TlsMode mode) {
            return Optional.ofNullable(inside.get(mode)).map(server::port);
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
            super("nginx", "hello from nginx", Map.of(TlsMode.IMPLICIT, 443));
        }

        @Override
        Optional<String> alpn() {
            return Optional.of("h2");
        }

        /** It ends each connection after 1,000 requests, whatever is on its way then. */
        @Test
        void goesOnOverAnotherConnectionWhenTheServerEndsOne() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try (HttpSession session = HttpSession.open(
                    Clients.endpoint(TlsMode.IMPLICIT, port(TlsMode.IMPLICIT).orElseThrow()), Clients.trusting(ca()))) {
                Callable<Integer> get = () -> {
                    try (HttpAnswer answer = session.get()) {
                        answer.body().readAllBytes();
                        return answer.status();
                    }
                };
                assertThat(get.call()).isEqualTo(200);
                for (Future<Integer> status : threads.invokeAll(Collections.nCopies(1100, get))) {
                    assertThat(status.get()).isEqualTo(200);
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Nested
    class Apache extends Container {
        Apache() {
            super("apache", "hello from apache", Map.of(TlsMode.IMPLICIT, 443));
        }

        @Override
        Optional<String> alpn() {
            return Optional.of("http/1.1");
        }
    }

    @Nested
    class Haproxy extends Container {
        Haproxy() {
            super("haproxy", "hello from haproxy", Map.of(TlsMode.IMPLICIT, 443));
        }

        @Override
        Optional<String> alpn() {
            return Optional.of("h2");
        }
    }

    /** Neither build of CUPS keeps a session: GnuTLS is not told to, and each connection has an OpenSSL context of its own. */
    abstract static class AnyCups extends Container {
        AnyCups(String name) {
            super(name, "CUPS", Map.of(TlsMode.IMPLICIT, 443, TlsMode.STARTTLS, 631));
        }

        @Override
        Optional<String> alpn() {
            return Optional.empty();
        }

        @Override
        boolean isOneOfOurSites() {
            return false;
        }

        @Override
        boolean resumes(Way way) {
            return false;
        }
    }

    @Nested
    class Cups extends AnyCups {
        Cups() {
            super("cups");
        }
    }

    @Nested
    class CupsOnOpenSsl extends AnyCups {
        CupsOnOpenSsl() {
            super("cups-openssl");
        }
    }
}
