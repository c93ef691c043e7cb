package io.github.tlsclients.http;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.TlsMode;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

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
            super(TlsMode.IMPLICIT, "hello from apache", "apache", 443);
        }

        @Override
        Optional<String> alpn() {
            return Optional.of("http/1.1");
        }
    }

    @Nested
    class Haproxy extends Container {
        Haproxy() {
            super(TlsMode.IMPLICIT, "hello from haproxy", "haproxy", 443);
        }

        @Override
        Optional<String> alpn() {
            return Optional.of("h2");
        }
    }

    /** Neither build of CUPS keeps a session: GnuTLS is not told to, and each connection has an OpenSSL context of its own. */
    abstract static class AnyCups extends Container {
        AnyCups(String name) {
            super(TlsMode.STARTTLS, "CUPS", name, 631);
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
