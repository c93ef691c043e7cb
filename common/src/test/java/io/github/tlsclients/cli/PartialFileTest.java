package io.github.tlsclients.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theOldFileStaysUntilTheNewOneIsComplete() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        try (PartialFile partial = PartialFile.replacing(file)) {
            partial.stream().write('n');
            assertThat(file).hasContent("old");
            partial.complete();
        }

        assertThat(file).hasContent("n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    @Test
    void whatIsNotCompletedLeavesNothingBehind() throws IOException {
        Path file = folder.resolve("file");

        try (PartialFile partial = PartialFile.replacing(file)) {
            partial.stream().write('n');
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        try (PartialFile partial = PartialFile.replacing(link)) {
            partial.stream().write('n');
            partial.complete();
        }

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("n");
    }

    @Test
    void aDeviceIsNotReplaced() throws IOException {
        try (PartialFile partial = PartialFile.replacing(Path.of("/dev/null"))) {
            partial.stream().write('n');
            partial.complete();
        }

        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
        assertThat(Files.exists(Path.of("/dev/null"))).isTrue();
    }

    @Test
    void whatCannotBeWrittenIsNamed() {
        assertThatThrownBy(() -> PartialFile.replacing(folder))
                .isInstanceOfSatisfying(
                        TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.LOCAL_FILE))
                .hasMessageContaining("is a folder");
        assertThatThrownBy(() -> PartialFile.replacing(folder.resolve("no/such/file")))
                .isInstanceOfSatisfying(
                        TlsException.class, e -> assertThat(e.hint()).contains("folder"))
                .hasMessageContaining("no/such/file");
    }

    @Test
    void aFullDiskIsToldFromAFailedConnection() throws IOException {
        try (PartialFile partial = PartialFile.replacing(Path.of("/dev/full"))) {
            assertThatThrownBy(() -> partial.stream().write('n'))
                    .isInstanceOfSatisfying(
                            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.LOCAL_FILE));
        }
    }
}
