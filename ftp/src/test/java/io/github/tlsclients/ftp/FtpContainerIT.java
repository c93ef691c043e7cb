package io.github.tlsclients.ftp;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract against real servers, both of which take no data connection that does not resume. */
class FtpContainerIT {
    abstract static class Container extends FtpContract {
        private static final int UPGRADE_PORT = 21;
        private static final int IMPLICIT_PORT = 990;

        private final ServerContainer server;

        @TempDir
        @SuppressWarnings("NullAway.Init") // JUnit sets it
        private Path folder;

        Container(String name) {
            this.server = ServerContainer.start("ftp", name, UPGRADE_PORT, IMPLICIT_PORT);
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @Override
        int port(TlsMode mode) {
            return server.port(mode == TlsMode.IMPLICIT ? IMPLICIT_PORT : UPGRADE_PORT);
        }

        @Override
        Endpoint byIpv6(TlsMode mode) {
            return Endpoint.of(Protocol.FTP, mode, "::1", port(mode));
        }

        @Override
        LabCa ca() {
            return server.ca();
        }

        @Override
        LabAccount account() {
            return new LabAccount(server.user(), new String(server.password()));
        }

        @Override
        void place(String name, byte[] content) throws IOException {
            server.copyTo(Files.write(folder.resolve(name), content), "/home/ada/" + name);
        }

        @Override
        long large() {
            return 100_000_000;
        }
    }

    @Nested
    class Vsftpd extends Container {
        Vsftpd() {
            super("vsftpd");
        }

        @Override
        Reach reachOfServer(Way way) {
            return way.isOf(TlsProvider.JDK, TlsVersion.TLS_1_2) ? Reach.NONE : Reach.ALL;
        }
    }

    @Nested
    class Proftpd extends Container {
        Proftpd() {
            super("proftpd");
        }

        @Override
        Reach reachOfServer(Way way) {
            return way.isOf(TlsProvider.JDK, TlsVersion.TLS_1_3) ? Reach.UNTIL_AN_UPLOAD : Reach.ALL;
        }
    }
}
