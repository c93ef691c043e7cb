package io.github.tlsclients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that the launcher makes and starts from, in an installation of this test's own. */
class ArchiveIT {
    private static final Path HOME = ServerContainer.repository();
    private static final String OWN_CLASS = "io.github.tlsclients.ftp.cli.FtpCommand source: ";

    @TempDir
    private static Path folder;

    private static Path root;
    private static Path kept;
    private static Path cache;

    /** Made for this installation, and laid aside: it takes seconds. */
    private static Path made;

    @BeforeAll
    static void install() throws Exception {
        root = folder.resolve("installed");
        kept = root.resolve("common/target/archive");
        cache = folder.resolve("cache");
        Files.createDirectories(root.resolve("common/bin"));
        Files.createDirectories(root.resolve("common/target"));
        Files.createDirectories(root.resolve("ftp"));
        Files.copy(HOME.resolve("common/bin/tls"), root.resolve("common/bin/tls"));
        Files.createSymbolicLink(root.resolve("ftp/target"), HOME.resolve("ftp/target"));
        loaded("now");
        Path archive = archives(kept).get(0);
        made = Files.move(archive, folder.resolve(archive.getFileName()));
    }

    @BeforeEach
    void removeAll() throws IOException {
        for (Path place : List.of(root.resolve("common/target"), cache)) {
            if (Files.exists(place)) {
                try (Stream<Path> all = Files.walk(place)) {
                    for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        }
        Files.createDirectories(root.resolve("common/target"));
    }

    @Test
    void ourClassesComeFromIt() throws Exception {
        Files.copy(made, archive());

        assertThat(loaded("off")).contains(OWN_CLASS + "file:");
        assertThat(loaded("now")).contains(OWN_CLASS + "shared objects file");
    }

    @Test
    void liesInTheUsersCacheWhereTheInstallationCannotBeWritten() throws Exception {
        Files.delete(root.resolve("common/target"));
        Files.createFile(root.resolve("common/target"));

        assertThat(loaded("now")).contains(OWN_CLASS + "shared objects file");

        try (Stream<Path> below =
                Files.list(cache.resolve("tlsclients" + root.toString().replace('/', '_')))) {
            assertThat(below).hasSize(1);
        }
    }

    @Test
    void aCommandThatFindsNowhereToKeepOneRunsWithout() throws Exception {
        Files.delete(root.resolve("common/target"));
        Files.createFile(root.resolve("common/target"));
        Files.createFile(cache);

        assertThat(loaded("now")).contains(OWN_CLASS + "file:");
    }

    @Test
    void oneOfAnotherJvmIsPassedOverInSilence() throws Exception {
        Files.write(archive(), new byte[1 << 20]);

        String quiet = said(start("off"));
        assertThat(said(start("now"))).isEqualTo(quiet);
        assertThat(loaded("now")).contains(OWN_CLASS + "file:");
    }

    @Test
    void isMadeAnewWhenAJarIsNewer() throws Exception {
        Path archive = Files.copy(made, archive());
        Files.setLastModifiedTime(archive, FileTime.from(Instant.EPOCH));

        loaded("now");

        assertThat(Files.getLastModifiedTime(archive).toInstant()).isAfter(Instant.EPOCH);
    }

    @Test
    void manyThatStartAtOnceMakeOneInTheBackground() throws Exception {
        Files.createDirectory(kept);
        try (WatchService changes = kept.getFileSystem().newWatchService()) {
            kept.register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            List<Process> commands = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                commands.add(start("yes"));
            }
            String quiet = said(start("off"));
            for (Process command : commands) {
                assertThat(said(command)).isEqualTo(quiet);
            }
            awaitOneArchive(changes);
        }
        assertThat(loaded("yes")).contains(OWN_CLASS + "shared objects file");
    }

    @Test
    void isBegunAgainWhereSomebodyDidNotFinishIt() throws Exception {
        Path unfinished = Files.createDirectory(Path.of(archive() + ".making"));

        assertThat(loaded("now")).contains(OWN_CLASS + "file:");

        Files.setLastModifiedTime(unfinished, FileTime.from(Instant.EPOCH));
        assertThat(loaded("now")).contains(OWN_CLASS + "shared objects file");
    }

    @Test
    void bouncyCastleIsOnTheClassPathOfWhatMayNeedIt() throws Exception {
        assertThat(startedWith("ls", "--ca", "root.pem"))
                .contains("commons-net")
                .doesNotContain("bcprov");

        assertThat(startedWith("ls", "--provider", "bc")).contains("bcprov");
        assertThat(startedWith("ls", "--provider=bc")).contains("bcprov");
        assertThat(startedWith("ls", "--config", "tls.properties")).contains("bcprov");
        assertThat(startedWith("ls", "--env", "MYAPP_TLS_")).contains("bcprov");
        assertThat(startedWith("demo")).contains("bcprov");
        assertThat(startedWith("--help")).contains("bcprov");
    }

    /** What the launcher starts a JVM with, told by something else in its place. */
    private String startedWith(String... arguments) throws IOException, InterruptedException {
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return said(start("off", Map.of("JAVA_HOME", folder.resolve("jdk").toString()), arguments));
    }

    /** Until the archive is there and all else is gone. */
    private static void awaitOneArchive(WatchService changes) throws IOException, InterruptedException {
        while (archives(kept).size() != 1 || unfinished()) {
            WatchKey change = changes.poll(5, TimeUnit.MINUTES);
            assertThat(change).as("an archive is made").isNotNull();
            change.pollEvents();
            change.reset();
        }
    }

    /** Where the launcher will look for it. */
    private static Path archive() throws IOException {
        return Files.createDirectories(kept).resolve(made.getFileName());
    }

    private static boolean unfinished() throws IOException {
        try (Stream<Path> files = Files.list(kept)) {
            return files.count() != 1;
        }
    }

    private static List<Path> archives(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    /** Where a command's classes came from, as its JVM tells. */
    private static String loaded(String archive) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        said(start(archive, Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log + "::filecount=0")));
        return Files.readString(log);
    }

    private static Process start(String archive) throws IOException {
        return start(archive, Map.of());
    }

    private static Process start(String archive, Map<String, String> variables) throws IOException {
        return start(archive, variables, "ls", "--help");
    }

    private static Process start(String archive, Map<String, String> variables, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("common/bin/tls").toString(), "ftp"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TLS_ARCHIVE", archive);
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        builder.environment().putAll(variables);
        return builder.start();
    }

    private static String said(Process command) throws IOException, InterruptedException {
        String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(command.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(command.exitValue()).as(said).isZero();
        return said;
    }
}
