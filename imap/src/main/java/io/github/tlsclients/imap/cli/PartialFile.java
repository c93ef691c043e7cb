package io.github.tlsclients.imap.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears under its name only when it is complete; after a failure there is none, and one of that name that
 * was there before is as it was.
 */
final class PartialFile implements AutoCloseable {
    private final Path target;
    private final Path written;
    private final OutputStream stream;

    private PartialFile(Path target, Path written) throws IOException {
        this.target = target;
        this.written = written;
        this.stream = new BufferedOutputStream(Files.newOutputStream(written));
    }

    /** Begins one in the folder of the target, so that moving it there copies nothing; readable by its owner alone. */
    static PartialFile beside(Path named) throws IOException {
        if (!Files.exists(named)) {
            return inFolderOf(named.toAbsolutePath());
        }
        Path target = named.toRealPath(); // a link stays one
        // a device or a pipe, such as /dev/null, is written to; to move a file over it would destroy it
        return Files.isRegularFile(target) ? inFolderOf(target) : new PartialFile(target, target);
    }

    private static PartialFile inFolderOf(Path target) throws IOException {
        return new PartialFile(target, Files.createTempFile(target.getParent(), ".tls-", ".part"));
    }

    OutputStream stream() {
        return stream;
    }

    /** Gives it its name, in place of any file that has it. */
    void complete() throws IOException {
        stream.close();
        if (!written.equals(target)) {
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
        if (!written.equals(target)) {
            Files.deleteIfExists(written);
        }
    }
}
