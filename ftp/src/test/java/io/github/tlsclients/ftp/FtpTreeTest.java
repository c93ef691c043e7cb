package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.ftp.FtpTree.Failure;
import io.github.tlsclients.ftp.FtpTree.Result;
import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FtpTreeTest {
    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("localhost");
    private final LabAccount account = LabAccount.create();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @ParameterizedTest
    @CsvSource({"IMPLICIT, 1", "IMPLICIT, 4", "STARTTLS, 1", "STARTTLS, 4"})
    void aFolderGoesThereAndComesBackAsItWas(TlsMode mode, int sessions) throws IOException {
        Path from = Trees.create(folder.resolve("from"));
        Path back = folder.resolve("back");
        try (FtpLab lab = FtpLab.start(mode, certificate, account);
                FtpSession session = loggedIn(mode, lab)) {
            FtpTree tree = new FtpTree(session, () -> loggedIn(mode, lab), sessions);

            Result put = tree.put(from, "copy/");
            Result got = tree.get("copy", back);

            assertThat(put.failures()).isEmpty();
            assertThat(got.failures()).isEmpty();
            assertThat(got.files()).isEqualTo(put.files()).isEqualTo(Trees.FILES);
            assertThat(got.bytes()).isEqualTo(put.bytes()).isEqualTo(Trees.bytes());
            assertThat(got.sessions()).isEqualTo(sessions);
            assertThat(Trees.hashes(lab.home().resolve("copy"))).isEqualTo(Trees.hashes(from));
            assertThat(Trees.hashes(back)).isEqualTo(Trees.hashes(from));
            assertThat(session.report().dataChannels()).isNotEmpty().allMatch(channel -> channel.resumed());
        }
    }

    @Test
    void aFileThatFailsDoesNotKeepTheOthers() throws IOException {
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, certificate, account);
                FtpSession session = loggedIn(TlsMode.IMPLICIT, lab)) {
            for (String name : List.of("a", "b", "c")) {
                Files.writeString(lab.home().resolve(name), name);
            }
            Files.createDirectories(folder.resolve("b/occupied")); // no file can take its place

            Result result = new FtpTree(session, () -> loggedIn(TlsMode.IMPLICIT, lab), 2).get("", folder);

            assertThat(result.files()).isEqualTo(2);
            assertThat(result.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.name()).isEqualTo("b");
                assertThat(failure.cause().failure()).isEqualTo(TlsFailure.LOCAL_FILE);
            });
            assertThat(names()).containsExactly("a", "b", "b/occupied", "c");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-rw-r--r-- 1 a a 4 Jan 1 2026 ..\\..\\out",
                "-rw-r--r-- 1 a a 4 Jan 1 2026 a\u001b[2Jb",
                "-rw-r--r-- 1 a a 4 Jan 1 2026 gnp\u202e.exe",
                "lrwxrwxrwx 1 a a 4 Jan 1 2026 link -> /etc/passwd",
                "-rw-r--r-- 1 a a 4 Jan 1 2026 GOOD"
            })
    void aNameThatIsNoPlainNameIsToldAndNotWritten(String hostile) throws IOException {
        try (LabServer server = listing(hostile);
                FtpSession session = loggedIn(TlsMode.IMPLICIT, server)) {
            Result result = tree(session, server, 1).get("pub", folder.resolve("in"));

            assertThat(result.files()).isEqualTo(1);
            assertThat(result.failures())
                    .singleElement()
                    .extracting(failure -> failure.cause().failure())
                    .isEqualTo(TlsFailure.PROTOCOL_ERROR);
            assertThat(names()).hasSize(2).first().isEqualTo("in");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-rw-r--r-- 1 a a 4 Jan 1 2026 ../../out",
                "-rw-r--r-- 1 a a 4 Jan 1 2026 /etc/passwd",
                "-rw-r--r-- 1 a a 4 Jan 1 2026 good\u0000.exe"
            })
    void aListingThatLeadsElsewhereIsNotTaken(String hostile) throws IOException {
        try (LabServer server = listing(hostile);
                FtpSession session = loggedIn(TlsMode.IMPLICIT, server)) {
            assertThatThrownBy(() -> tree(session, server, 1).get("pub", folder.resolve("in")))
                    .isInstanceOf(TlsException.class)
                    .hasMessageContaining("no name of a file");
            assertThat(names()).isEmpty();
        }
    }

    /** Each directory of this server holds itself. */
    @Test
    void aCircleHasAnEnd() throws IOException {
        try (LabServer server = HostileFtp.start(certificate, (tcp, own) -> {
                    try (var tls = HostileFtp.resumed(tcp, own)) {
                        tls.getOutputStream()
                                .write("drwxr-xr-x 1 a a 0 Jan 1 2026 again\r\n".getBytes(StandardCharsets.UTF_8));
                    }
                });
                FtpSession session = loggedIn(TlsMode.IMPLICIT, server)) {
            Result result = tree(session, server, 1).get("pub", folder.resolve("in"));

            assertThat(result.files()).isZero();
            assertThat(result.failures())
                    .singleElement()
                    .extracting(Failure::name)
                    .isEqualTo("again/".repeat(FtpTree.DEEPEST - 1) + "again");
        }
    }

    @Test
    void aLinkInTheFolderIsReplacedAndNotFollowed() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "mine");
        Path into = Files.createDirectory(folder.resolve("into"));
        Files.createSymbolicLink(into.resolve("file"), outside);
        Files.createSymbolicLink(into.resolve("sub"), folder);
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, certificate, account);
                FtpSession session = loggedIn(TlsMode.IMPLICIT, lab)) {
            Files.writeString(lab.home().resolve("file"), "theirs");
            Files.createDirectory(lab.home().resolve("sub"));
            Files.writeString(lab.home().resolve("sub/outside"), "theirs");

            Result result = tree(session, lab, 1).get("", into);

            assertThat(result.failures())
                    .singleElement()
                    .extracting(Failure::name)
                    .isEqualTo("sub");
            assertThat(outside).hasContent("mine");
            assertThat(into.resolve("file")).isRegularFile().hasContent("theirs");
            assertThat(Files.isSymbolicLink(into.resolve("file"))).isFalse();
        }
    }

    /** Some servers would take it for an option. */
    @Test
    void aNameThatBeginsWithADashIsAName() throws IOException {
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, certificate, account);
                FtpSession session = loggedIn(TlsMode.IMPLICIT, lab)) {
            Files.writeString(lab.home().resolve("-rf"), "dash");
            Files.createDirectory(lab.home().resolve("-R"));
            Files.writeString(lab.home().resolve("-R/-la"), "deep");

            Result got = tree(session, lab, 1).get("", folder.resolve("in"));
            Result put = tree(session, lab, 1).put(folder.resolve("in"), "");

            assertThat(got.failures()).isEmpty();
            assertThat(put.failures()).isEmpty();
            assertThat(names()).containsExactly("in", "in/-R", "in/-R/-la", "in/-rf");
        }
    }

    @Test
    void aFileThatVanishesBeforeItIsPutIsToldAndTheOthersGo() throws IOException {
        Path from = Trees.create(folder.resolve("from"));
        Path gone = Files.writeString(from.resolve("gone"), "soon");
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, certificate, account);
                FtpSession session = loggedIn(TlsMode.IMPLICIT, lab)) {
            FtpTree tree = tree(session, lab, 2);
            tree.onProgress(new FtpTree.Progress() {
                @Override
                public void begins(long files) {
                    assertThat(gone.toFile().delete()).isTrue();
                }
            });

            Result result = tree.put(from, "copy");

            assertThat(result.files()).isEqualTo(Trees.FILES);
            assertThat(result.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.name()).isEqualTo("gone");
                assertThat(failure.cause().failure()).isEqualTo(TlsFailure.LOCAL_FILE);
            });
            assertThat(lab.home().resolve("copy/gone")).doesNotExist();
        }
    }

    @Test
    void goesOnWithTheSessionsThatThereAre() throws IOException {
        Path from = Trees.create(folder.resolve("from"));
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, certificate, account);
                FtpSession session = loggedIn(TlsMode.IMPLICIT, lab)) {
            FtpTree tree = new FtpTree(
                    session,
                    () -> {
                        throw new TlsException(TlsFailure.REFUSED_BY_SERVER, "421 too many", "try again later");
                    },
                    4);
            tree.onNote(notes::add);

            Result result = tree.put(from, "copy");

            assertThat(result.failures()).isEmpty();
            assertThat(result.sessions()).isEqualTo(1);
            assertThat(Trees.hashes(lab.home().resolve("copy"))).isEqualTo(Trees.hashes(from));
            assertThat(notes)
                    .singleElement()
                    .asString()
                    .isEqualTo("the server allows fewer than 4 sessions at once: 421 too many");
        }
    }

    /** Whoever answers a further session with another certificate is not a server that allows fewer. */
    @Test
    void aFurtherSessionThatIsNotTheServersEndsTheWhole() throws IOException {
        Path from = Trees.create(folder.resolve("from"));
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, certificate, account);
                FtpLab other = FtpLab.start(TlsMode.IMPLICIT, LabCa.create().issue("localhost"), account);
                FtpSession session = loggedIn(TlsMode.IMPLICIT, lab)) {
            FtpTree tree = new FtpTree(session, () -> loggedIn(TlsMode.IMPLICIT, other), 4);

            assertThatThrownBy(() -> tree.put(from, "copy"))
                    .isInstanceOfSatisfying(
                            TlsException.class,
                            failure -> assertThat(failure.failure()).isEqualTo(TlsFailure.NOT_TRUSTED));
        }
    }

    @Test
    void thereCanBeSixteenSessionsAndNoMore() throws IOException {
        try (FtpLab lab = FtpLab.start(TlsMode.IMPLICIT, certificate, account);
                FtpSession session = loggedIn(TlsMode.IMPLICIT, lab)) {
            for (int number : new int[] {-1, 0, 17}) {
                assertThatThrownBy(() -> tree(session, lab, number))
                        .isInstanceOf(TlsConfigException.class)
                        .hasMessageContaining(number + " sessions");
            }
        }
    }

    private FtpTree tree(FtpSession session, LabServer server, int sessions) {
        return new FtpTree(session, () -> loggedIn(TlsMode.IMPLICIT, server), sessions);
    }

    /** Lists a good file and another; each has the same content. */
    private LabServer listing(String hostile) throws IOException {
        byte[] list = ("-rw-r--r-- 1 a a 4 Jan 1 2026 good\r\n" + hostile + "\r\n").getBytes(StandardCharsets.UTF_8);
        List<String> listed = Collections.synchronizedList(new ArrayList<>());
        return HostileFtp.start(certificate, (tcp, own) -> {
                    try (var tls = HostileFtp.resumed(tcp, own)) {
                        boolean first = listed.isEmpty();
                        listed.add("");
                        tls.getOutputStream().write(first ? list : "good".getBytes(StandardCharsets.UTF_8));
                    }
                })
                .answering("SIZE", "213 4");
    }

    private FtpSession loggedIn(TlsMode mode, LabServer server) throws TlsException {
        Endpoint endpoint = Endpoint.of(Protocol.FTP, mode, "localhost", server.port());
        FtpSession session = FtpSession.connect(endpoint, Way.SIMPLEST.trusting(ca));
        session.login(account.user(), account.password().toCharArray());
        return session;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder))
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
