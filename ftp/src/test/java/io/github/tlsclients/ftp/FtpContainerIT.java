package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.ftp.FtpTree.Result;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.SessionReport.DataChannel;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract against real servers; vsftpd and ProFTPD take no data connection that does not resume. */
class FtpContainerIT {
    abstract static class Container extends FtpContract {
        static final int UPGRADE_PORT = 21;
        static final int IMPLICIT_PORT = 990;

        private final ServerContainer server;

        @TempDir
        @SuppressWarnings("NullAway.Init") // JUnit sets it
        private Path folder;

        Container(String name, int... ports) {
            this.server = ServerContainer.start("ftp", name, ports);
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @Override
        int port(TlsMode mode) {
            return server.port(inside(mode));
        }

        /** By the container's own address: it sees the address of this machine that it can connect to. */
        @Override
        Endpoint reachableFromTheServer(TlsMode mode) {
            return Endpoint.of(Protocol.FTP, mode, "localhost", inside(mode))
                    .connectTo(server.address() + ":" + inside(mode));
        }

        @ParameterizedTest
        @MethodSource("modesAndSessions")
        void aFolderGoesThereAndComesBackAsItWas(TlsMode mode, int sessions) throws IOException {
            Path from = Trees.create(folder.resolve("from" + mode + sessions));
            Path back = folder.resolve("back" + mode + sessions);
            try (FtpSession session = logged(mode)) {
                FtpTree tree = new FtpTree(session, () -> logged(mode), sessions);

                Result put = tree.put(from, "tree" + mode + sessions);
                Result got = tree.get("tree" + mode + sessions + "/", back);

                assertThat(put.failures()).isEmpty();
                assertThat(got.failures()).isEmpty();
                assertThat(put.files()).isEqualTo(got.files()).isEqualTo(Trees.FILES);
                assertThat(put.sessions()).isEqualTo(got.sessions()).isEqualTo(sessions);
                assertThat(Trees.hashes(back)).isEqualTo(Trees.hashes(from));
                assertThat(session.report().dataChannels()).allMatch(DataChannel::resumed);
            }
        }

        Stream<Arguments> modesAndSessions() {
            return modes().stream().flatMap(mode -> Stream.of(1, 4).map(sessions -> Arguments.of(mode, sessions)));
        }

        private FtpSession logged(TlsMode mode) throws TlsException {
            FtpSession session =
                    FtpSession.connect(Endpoint.of(Protocol.FTP, mode, "localhost", port(mode)), TlsContext.of(both()));
            session.onNote(note -> {});
            session.login(account().user(), account().password().toCharArray());
            return session;
        }

        TlsConfig both() {
            return Way.SIMPLEST
                    .config(ca())
                    .versions(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)
                    .build();
        }

        private static int inside(TlsMode mode) {
            return mode == TlsMode.IMPLICIT ? IMPLICIT_PORT : UPGRADE_PORT;
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
            super("vsftpd", UPGRADE_PORT, IMPLICIT_PORT);
        }

        @Override
        Reach reachOfServer(Way way) {
            return way.isOf(TlsProvider.JDK, TlsVersion.TLS_1_2) ? Reach.NONE : Reach.ALL;
        }
    }

    @Nested
    class Proftpd extends Container {
        Proftpd() {
            super("proftpd", UPGRADE_PORT, IMPLICIT_PORT);
        }

        /** A session of the JDK's TLS 1.3 is taken up again after each upload, for a new ticket. */
        @Override
        Reach reachOfServer(Way way) {
            return Reach.ALL;
        }

        @ParameterizedTest
        @MethodSource("modes")
        void fallsToTls12WithANoteOnceItHasNoTicketLeft(TlsMode mode) throws IOException {
            List<String> notes = new ArrayList<>();
            try (FtpSession session = FtpSession.connect(
                    Endpoint.of(Protocol.FTP, mode, "localhost", port(mode)), TlsContext.of(both()))) {
                session.onNote(notes::add);
                logIn(session);
                for (int i = 0; i < 5; i++) {
                    assertThat(session.put(new ByteArrayInputStream(new byte[10_000]), "fall.bin"))
                            .isEqualTo(10_000);
                }
                assertThat(session.get("fall.bin", OutputStream.nullOutputStream()))
                        .isEqualTo(10_000);

                assertThat(notes).singleElement().asString().contains("connected again by TLS 1.2");
                assertThat(session.report().version()).isEqualTo("TLSv1.2");
                assertThat(session.report().dataChannels())
                        .allMatch(DataChannel::resumed)
                        .extracting(DataChannel::version)
                        .containsExactly("TLSv1.3", "TLSv1.2", "TLSv1.2", "TLSv1.2", "TLSv1.2", "TLSv1.2");
            }
        }

        @ParameterizedTest
        @MethodSource("modes")
        void staysWithTls13WhereItIsTheOnlyOneAndTellsOnce(TlsMode mode) throws IOException {
            Way way = new Way(mode, TlsVersion.TLS_1_3, TlsProvider.JDK);
            List<String> notes = new ArrayList<>();
            try (FtpSession session = FtpSession.connect(endpoint(way), way.trusting(ca()))) {
                session.onNote(notes::add);
                logIn(session);
                for (int i = 0; i < 4; i++) {
                    session.put(new ByteArrayInputStream(new byte[10_000]), "stay.bin");
                }

                assertThat(notes).singleElement().asString().contains("connected again for new ones");
                assertThat(session.report().dataChannels())
                        .hasSize(4)
                        .allMatch(channel ->
                                channel.resumed() && channel.version().equals("TLSv1.3"));
            }
        }
    }

    @Nested
    class Pureftpd extends Container {
        Pureftpd() {
            super("pureftpd", UPGRADE_PORT);
        }

        @Override
        Set<TlsMode> modes() {
            return EnumSet.of(TlsMode.STARTTLS);
        }

        /** It sends no tickets of TLS 1.3. */
        @Override
        Reach reachOfServer(Way way) {
            return way.version() == TlsVersion.TLS_1_3 ? Reach.NONE : Reach.ALL;
        }
    }
}
