package io.github.tlsclients.cli;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/**
 * A local file that is replaced as a whole or not at all: what arrives goes to a file beside it, which takes its place at
 * the end. A link stays one. A device or a pipe, such as {@code /dev/null}, is written to as it is; a file moved over it
 * would destroy it.
 */
public final class PartialFile implements AutoCloseable {
    private static final String STANDARD_OUTPUT = "standard output";

    private final Path named;
    private final Path target;
    private final Path written;
    private final OutputStream out;

    private PartialFile(Path named, Path target, Path written, OutputStream out) {
        this.named = named;
        this.target = target;
        this.written = written;
        this.out = out;
    }

    /**
     * Begins a file that is to take the place of this one.
     *
     * @throws TlsException LOCAL_FILE if it cannot be
     */
    public static PartialFile replacing(Path file) throws TlsException {
        if (Files.isDirectory(file)) {
            throw new TlsException(
                    TlsFailure.LOCAL_FILE, file + " is a folder", "name the file in it: -o " + file + "/FILE");
        }
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                return new PartialFile(file, target, target, Files.newOutputStream(target));
            }
            Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
            OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            part.toFile().deleteOnExit(); // when the user interrupts
            return new PartialFile(file, target, part, out);
        } catch (IOException e) {
            throw failed(file.toString(), e);
        }
    }

    /** Where to write; fails with a {@link TlsException}, so that it is told from a connection that fails. */
    public OutputStream stream() {
        return new Telling(out, named.toString());
    }

    /** All is there: it takes its place. */
    public void complete() throws TlsException {
        try {
            out.close();
            if (!written.equals(target)) {
                keepPermissions();
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw failed(named.toString(), e);
        }
    }

    /** Removes what has not taken its place. */
    @Override
    public void close() throws TlsException {
        try {
            out.close();
            if (!written.equals(target)) {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw failed(named.toString(), e);
        }
    }

    /** Standard output for bytes, which fails when nobody reads it any more. */
    public static OutputStream standardOutput() {
        return new Telling(
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        write(new byte[] {(byte) value}, 0, 1);
                    }

                    @Override
                    public void write(byte[] buffer, int offset, int length) throws IOException {
                        System.out.write(buffer, offset, length);
                        if (System.out.checkError()) {
                            throw new IOException("nobody reads it any more");
                        }
                    }

                    @Override
                    public void flush() {
                        System.out.flush();
                    }
                },
                STANDARD_OUTPUT);
    }

    private void keepPermissions() throws IOException {
        if (Files.exists(target) && Files.getFileAttributeView(target, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(target));
        }
    }

    private static TlsException failed(String name, IOException cause) {
        String said = String.valueOf(cause.getMessage());
        String why = said.contains(name) ? cause.getClass().getSimpleName() : said;
        return new TlsException(
                TlsFailure.LOCAL_FILE,
                name + " cannot be written: " + why,
                name.equals(STANDARD_OUTPUT)
                        ? "read it to its end, or write to a file: -o FILE"
                        : "check that its folder is there, may be written to and has space left",
                cause);
    }

    /** Says which file it was that failed. */
    private static final class Telling extends OutputStream {
        private final OutputStream out;
        private final String name;

        Telling(OutputStream out, String name) {
            this.out = out;
            this.name = name;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            try {
                out.write(buffer, offset, length);
            } catch (IOException e) {
                throw failed(name, e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw failed(name, e);
            }
        }
    }
}
