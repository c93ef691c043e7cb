package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.cli.ProtocolModule.Visit;
import io.github.tlsclients.ftp.cli.FtpModule;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.SessionReport.DataChannel;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any server must show, in both modes, both versions, with both providers, as far as a way leads there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FtpContract {
    private static final byte[] CONTENT = new byte[200_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    /** How far data connections get on a way. */
    enum Reach {
        /** Any number of transfers, both ways. */
        ALL,
        /** The server does not resume the sessions that the provider offers. */
        NONE,
        /** Bouncy Castle does not resume TLS 1.3 at all, so that it is not even tried. */
        NOT_TRIED
    }

    /** How far data connections get with this server, where the provider can resume at all. */
    abstract Reach reachOfServer(Way way);

    /** The modes that the server has. */
    Set<TlsMode> modes() {
        return EnumSet.allOf(TlsMode.class);
    }

    abstract int port(TlsMode mode);

    /** Where the server is to be found so that it can connect back to this machine. */
    abstract Endpoint reachableFromTheServer(TlsMode mode);

    /** Where the server is to be found by IPv6. */
    abstract Endpoint byIpv6(TlsMode mode);

    abstract LabCa ca();

    abstract LabAccount account();

    /** Puts a file into the user's folder, past FTP. */
    abstract void place(String name, byte[] content) throws IOException;

    /** How large a large file is; real servers get 100 MB. */
    abstract long large();

    Reach reach(Way way) {
        return way.isOf(TlsProvider.BOUNCY_CASTLE, TlsVersion.TLS_1_3) ? Reach.NOT_TRIED : reachOfServer(way);
    }

    Stream<Way> all() {
        return ways().filter(way -> reach(way) == Reach.ALL);
    }

    Stream<Way> none() {
        return ways().filter(way -> reach(way) == Reach.NONE);
    }

    Stream<Way> notTried() {
        return ways().filter(way -> reach(way) == Reach.NOT_TRIED);
    }

    Stream<Way> tried() {
        return ways().filter(way -> reach(way) != Reach.NOT_TRIED);
    }

    private Stream<Way> ways() {
        return Way.all().filter(way -> modes().contains(way.mode()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyDataConnectionResumesTheControlSession(Way way) throws IOException {
        try (FtpSession session = loggedIn(way)) {
            for (String name : List.of("one.bin", "two.bin", "three.bin")) {
                assertThat(session.put(new ByteArrayInputStream(CONTENT), name)).isEqualTo(CONTENT.length);
            }
            List<RemoteFile> listed = session.list("");
            for (String name : List.of("one.bin", "two.bin", "three.bin")) {
                assertThat(listed)
                        .filteredOn(file -> file.name().equals(name))
                        .singleElement()
                        .satisfies(file -> {
                            assertThat(file.size()).hasValue((long) CONTENT.length);
                            assertThat(file.directory()).isFalse();
                            assertThat(file.modified()).isPresent();
                        });
                assertThat(got(session, name)).isEqualTo(CONTENT);
            }
            assertThat(session.list("one.bin"))
                    .singleElement()
                    .satisfies(file -> assertThat(file.size()).hasValue((long) CONTENT.length));

            List<DataChannel> channels = session.report().dataChannels();
            assertThat(channels).hasSizeGreaterThanOrEqualTo(8);
            assertThat(channels).allSatisfy(channel -> {
                assertThat(channel.resumed()).isTrue();
                assertThat(channel.version()).isEqualTo(way.version().jsseName());
            });
            assertThat(session.report().resumed()).isFalse();
            assertThat(session.report().mode()).isEqualTo(way.mode());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void downloadsSeveralTimesInARow(Way way) throws IOException {
        place("placed.bin", CONTENT);
        try (FtpSession session = loggedIn(way)) {
            assertThat(session.list("")).extracting(RemoteFile::name).contains("placed.bin");
            for (int i = 0; i < 4; i++) {
                assertThat(got(session, "placed.bin")).isEqualTo(CONTENT);
            }
            assertThat(session.report().dataChannels()).hasSize(5).allMatch(DataChannel::resumed);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void uploadsAndDownloadsTenTimesInARow(Way way) throws IOException {
        try (FtpSession session = loggedIn(way)) {
            for (int i = 0; i < 10; i++) {
                assertThat(session.put(new ByteArrayInputStream(CONTENT), "row.bin"))
                        .isEqualTo(CONTENT.length);
            }
            for (int i = 0; i < 10; i++) {
                assertThat(got(session, "row.bin")).isEqualTo(CONTENT);
            }
            assertThat(session.report().version()).isEqualTo(way.version().jsseName());
            assertThat(session.report().dataChannels()).hasSize(20).allMatch(DataChannel::resumed);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theServerOpensDataConnectionsInActiveMode(Way way) throws IOException {
        Endpoint endpoint = reachableFromTheServer(way.mode());
        try (FtpSession session = FtpSession.connect(endpoint, way.trusting(ca()), DataMode.ACTIVE)) {
            logIn(session);
            session.put(new ByteArrayInputStream(CONTENT), "active.bin");
            session.put(new ByteArrayInputStream(CONTENT), "active.bin");
            assertThat(session.list("")).extracting(RemoteFile::name).contains("active.bin");
            assertThat(got(session, "active.bin")).isEqualTo(CONTENT);
            assertThat(session.report().dataChannels())
                    .hasSize(4)
                    .allSatisfy(channel -> assertThat(channel.resumed()).isTrue());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void sessionsOfOneContextDoNotGetInEachOthersWay(Way way) throws Exception {
        TlsContext context = way.trusting(ca());
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Integer>> clients = IntStream.range(0, 3)
                    .<Callable<Integer>>mapToObj(client -> () -> exchange(endpoint(way), context, client))
                    .toList();
            for (Future<Integer> client : threads.invokeAll(clients, 60, TimeUnit.SECONDS)) {
                assertThat(client.get()).isEqualTo(6);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** How many data connections it took, each of which resumed its own control connection. */
    private int exchange(Endpoint endpoint, TlsContext context, int client) throws IOException {
        String name = "client" + client + ".bin";
        byte[] content = new byte[50_000];
        new Random(client).nextBytes(content);
        try (FtpSession session = FtpSession.connect(endpoint, context)) {
            logIn(session);
            for (int i = 0; i < 3; i++) {
                session.put(new ByteArrayInputStream(content), name);
                assertThat(got(session, name)).isEqualTo(content);
            }
            assertThat(session.report().dataChannels()).allMatch(DataChannel::resumed);
            return session.report().dataChannels().size();
        }
    }

    /** Two sessions of one thread, taking turns: neither uses up, nor offers, what the other resumes by. */
    @ParameterizedTest
    @MethodSource("all")
    void twoSessionsTakeTurns(Way way) throws IOException {
        TlsContext context = way.trusting(ca());
        try (FtpSession one = FtpSession.connect(endpoint(way), context);
                FtpSession other = FtpSession.connect(endpoint(way), context)) {
            logIn(one);
            logIn(other);
            for (int i = 0; i < 2; i++) {
                one.put(new ByteArrayInputStream(CONTENT), "turn.bin");
                assertThat(got(other, "turn.bin")).isEqualTo(CONTENT);
            }
            assertThat(one.report().dataChannels()).hasSize(2).allMatch(DataChannel::resumed);
            assertThat(other.report().dataChannels()).hasSize(2).allMatch(DataChannel::resumed);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("none")
    void refusesADataConnectionThatDoesNotResume(Way way) throws IOException {
        try (FtpSession session = loggedIn(way)) {
            TlsException refusal = catchThrowableOfType(TlsException.class, () -> session.list(""));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.DATA_CHANNEL_NOT_RESUMED);
            assertThat(refusal.hint())
                    .contains(way.version() == TlsVersion.TLS_1_2 ? "--tls 1.3" : "--tls 1.2")
                    .contains("--provider bc");
            assertThat(session.report().dataChannels()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("notTried")
    void refusesBeforeConnectingWhatCannotResume(Way way) {
        Endpoint nowhere = Endpoint.of(Protocol.FTP, way.mode(), "nowhere.invalid", 9);

        assertThatThrownBy(() -> FtpSession.connect(nowhere, way.trusting(ca())))
                .isInstanceOfSatisfying(
                        TlsConfigException.class,
                        e -> assertThat(e.hint()).contains("--provider jdk").contains("--tls 1.2"));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void bouncyCastleSettlesForTheVersionThatItResumes(TlsMode mode) throws IOException {
        Way way = new Way(mode, TlsVersion.TLS_1_2, TlsProvider.BOUNCY_CASTLE);
        TlsContext both = TlsContext.of(way.config(ca())
                .versions(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)
                .build());
        try (FtpSession session = FtpSession.connect(endpoint(way), both)) {
            logIn(session);
            session.list("");
            assertThat(session.report().version()).isEqualTo("TLSv1.2");
        }
    }

    /** Without a word about versions, as {@code tls ftp demo} goes. */
    @ParameterizedTest
    @MethodSource("modes")
    void theDemosVisitGetsThrough(TlsMode mode) throws IOException {
        Endpoint endpoint = Endpoint.of(Protocol.FTP, mode, "localhost", port(mode));
        TlsConfig config = TlsConfig.builder()
                .trust(Trust.certificates(ca().certificate()))
                .build();

        Visit visit = new FtpModule().visit(endpoint, TlsContext.of(config), account());

        assertThat(visit.done()).last().asString().startsWith("got it back: hello");
        assertThat(visit.report().dataChannels()).hasSize(3).allMatch(DataChannel::resumed);
    }

    @ParameterizedTest
    @MethodSource("all")
    void largeFilesArriveAsTheyWereSent(Way way) throws IOException {
        Generated.Hash original = new Generated.Hash();
        new Generated(7, large()).transferTo(original.out());
        Generated.Hash copy = new Generated.Hash();
        try (FtpSession session = loggedIn(way)) {
            assertThat(session.put(new Generated(7, large()), "large.bin")).isEqualTo(large());
            assertThat(session.get("large.bin", copy.out())).isEqualTo(large());
        }
        assertThat(copy.value()).isEqualTo(original.value());
    }

    @ParameterizedTest
    @MethodSource("all")
    void emptyFilesAndUnusualNamesAreFilesToo(Way way) throws IOException {
        String name = "grün & mehr (1).txt";
        try (FtpSession session = loggedIn(way)) {
            assertThat(session.put(new ByteArrayInputStream(new byte[0]), name)).isZero();
            assertThat(got(session, name)).isEmpty();
            assertThat(session.put(new ByteArrayInputStream(CONTENT), name)).isEqualTo(CONTENT.length);
            assertThat(got(session, name)).isEqualTo(CONTENT);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aMissingFileEndsNothing(Way way) throws IOException {
        try (FtpSession session = loggedIn(way)) {
            for (int i = 0; i < 2; i++) {
                TlsException file = catchThrowableOfType(
                        TlsException.class, () -> session.get("missing", OutputStream.nullOutputStream()));
                assertThat(file.failure()).isEqualTo(TlsFailure.NOT_FOUND);
                assertThat(file).hasMessageContaining("missing").hasMessageContaining("550");
            }
            TlsException folder = catchThrowableOfType(TlsException.class, () -> session.list("missing"));
            assertThat(folder.failure()).isEqualTo(TlsFailure.NOT_FOUND);
            assertThat(session.list("")).isNotNull();
            TlsException upload = catchThrowableOfType(
                    TlsException.class, () -> session.put(new ByteArrayInputStream(CONTENT), "no/such/folder"));
            assertThat(upload.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            // a server that refuses an upload only after it has opened the data connection resets that one, and with it
            // goes the ticket of TLS 1.3 that the next would resume by; commands go on
            TlsException after = catchThrowableOfType(
                    TlsException.class, () -> session.get("missing", OutputStream.nullOutputStream()));
            assertThat(after.failure()).isEqualTo(TlsFailure.NOT_FOUND);
        }
    }

    @ParameterizedTest
    @MethodSource("tried")
    void aWrongPasswordMayBeCorrected(Way way) throws IOException {
        try (FtpSession session = FtpSession.connect(endpoint(way), way.trusting(ca()))) {
            TlsException refusal = catchThrowableOfType(
                    TlsException.class, () -> session.login(account().user(), "not this".toCharArray()));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED);
            assertThat(refusal).hasMessageContaining("530").hasMessageNotContaining("not this");
            logIn(session);
            assertThat(session.features()).contains("SIZE");
        }
    }

    @ParameterizedTest
    @MethodSource("tried")
    void nothingButTheUpgradeGoesOutInClear(Way way) throws IOException {
        try (FtpSession session = loggedIn(way)) {
            assertThat(session.report().clearText())
                    .filteredOn(line -> line.startsWith("C: "))
                    .isEqualTo(way.mode() == TlsMode.STARTTLS ? List.of("C: AUTH TLS") : List.of());
        }
    }

    @ParameterizedTest
    @MethodSource("tried")
    void refusesAnUnknownCa(Way way) {
        TlsContext stranger = TlsContext.of(way.config(ca())
                .trust(Trust.certificates(LabCa.create().certificate()))
                .build());

        TlsException refusal =
                catchThrowableOfType(TlsException.class, () -> FtpSession.connect(endpoint(way), stranger));

        assertThat(refusal.failure()).isEqualTo(TlsFailure.NOT_TRUSTED);
        assertThat(refusal.hint()).contains("--ca");
    }

    @ParameterizedTest
    @MethodSource("tried")
    void refusesACertificateForAnotherName(Way way) {
        TlsException refusal = catchThrowableOfType(
                TlsException.class,
                () -> FtpSession.connect(endpoint(way).named("files.lab.test"), way.trusting(ca())));

        assertThat(refusal.failure()).isEqualTo(TlsFailure.WRONG_NAME);
        assertThat(refusal).hasMessageContaining("localhost").hasMessageContaining("files.lab.test");
    }

    @ParameterizedTest
    @MethodSource("all")
    void dataFollowsTheControlConnectionOverIpv6(Way way) throws IOException {
        try (FtpSession session = FtpSession.connect(byIpv6(way.mode()), way.trusting(ca()))) {
            logIn(session);
            session.put(new ByteArrayInputStream(CONTENT), "six.bin");
            assertThat(got(session, "six.bin")).isEqualTo(CONTENT);
            assertThat(session.report().dataChannels()).hasSize(2).allMatch(DataChannel::resumed);
        }
    }

    Endpoint endpoint(Way way) {
        return Endpoint.of(Protocol.FTP, way.mode(), "localhost", port(way.mode()));
    }

    private FtpSession loggedIn(Way way) throws TlsException {
        FtpSession session = FtpSession.connect(endpoint(way), way.trusting(ca()));
        logIn(session);
        return session;
    }

    void logIn(FtpSession session) throws TlsException {
        session.login(account().user(), account().password().toCharArray());
    }

    private static byte[] got(FtpSession session, String name) throws TlsException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        long size = session.get(name, content);
        assertThat(size).isEqualTo(content.size());
        return content.toByteArray();
    }
}
