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
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
        /**
         * The JDK uses each TLS 1.3 ticket once, and this server sends none on a connection that it reads from: after an
         * upload nothing is left to resume by.
         */
        UNTIL_AN_UPLOAD,
        /** The server does not resume the TLS 1.2 sessions that the JDK offers. */
        NONE,
        /** Bouncy Castle does not resume TLS 1.3 at all, so that it is not even tried. */
        NOT_TRIED
    }

    /** How far data connections get with this server, where the provider can resume at all. */
    abstract Reach reachOfServer(Way way);

    abstract int port(TlsMode mode);

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
        return Way.all().filter(way -> reach(way) == Reach.ALL);
    }

    Stream<Way> downloading() {
        return Way.all().filter(way -> reach(way) == Reach.ALL || reach(way) == Reach.UNTIL_AN_UPLOAD);
    }

    Stream<Way> untilAnUpload() {
        return Way.all().filter(way -> reach(way) == Reach.UNTIL_AN_UPLOAD);
    }

    Stream<Way> none() {
        return Way.all().filter(way -> reach(way) == Reach.NONE);
    }

    Stream<Way> notTried() {
        return Way.all().filter(way -> reach(way) == Reach.NOT_TRIED);
    }

    Stream<Way> tried() {
        return Way.all().filter(way -> reach(way) != Reach.NOT_TRIED);
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
    @MethodSource("downloading")
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

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("untilAnUpload")
    void saysThatNothingIsLeftToResumeByAfterUploads(Way way) throws IOException {
        try (FtpSession session = loggedIn(way)) {
            session.put(new ByteArrayInputStream(CONTENT), "only.bin");
            TlsException refusal = catchThrowableOfType(TlsException.class, () -> {
                for (int i = 0; i < 10; i++) {
                    session.put(new ByteArrayInputStream(CONTENT), "only.bin");
                }
            });

            assertThat(refusal.failure()).isEqualTo(TlsFailure.DATA_CHANNEL_NOT_RESUMED);
            assertThat(refusal.hint()).contains("--tls 1.2").contains("--provider bc");
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("none")
    void refusesADataConnectionThatDoesNotResume(Way way) throws IOException {
        try (FtpSession session = loggedIn(way)) {
            TlsException refusal = catchThrowableOfType(TlsException.class, () -> session.list(""));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.DATA_CHANNEL_NOT_RESUMED);
            assertThat(refusal.hint()).contains("--tls 1.3").contains("--provider bc");
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
    @EnumSource(TlsMode.class)
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
    @EnumSource(TlsMode.class)
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

    private void logIn(FtpSession session) throws TlsException {
        session.login(account().user(), account().password().toCharArray());
    }

    private static byte[] got(FtpSession session, String name) throws TlsException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        long size = session.get(name, content);
        assertThat(size).isEqualTo(content.size());
        return content.toByteArray();
    }
}
