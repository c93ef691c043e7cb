package io.github.tlsclients.ftp;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a folder with all that is in it, over one session or several at once.
 *
 * <p>A file that fails does not keep the others from being copied; all failures are in the {@link Result}. What ends the
 * whole is a failure of TLS: a certificate that is not the server's, a data connection that is not protected.
 *
 * <p>A server names the files that are got, so no name is believed: what would not be a plain file or folder right in the
 * folder that it is listed in (a separator, a control character, {@code ..}, a link, a name that another differs from by
 * case alone) is a failure, and is not written. Nothing that is got follows a link either that is in the local folder.
 * Each file gets a temporary name, and its own once the whole has arrived.
 *
 * <p>A file that is put is written under its own name, as by {@link FtpSession#put}; folders are made where they are
 * missing. Nothing is ever deleted, and there is no more than {@value #DEEPEST} folders in one another.
 *
 * <pre>{@code
 * FtpTree tree = new FtpTree(session, () -> loggedIn(endpoint, context), 4);
 * FtpTree.Result result = tree.get("pub/photos", Path.of("photos"));
 * result.failures().forEach(failure -> log.warn("{}: {}", failure.name(), failure.cause().getMessage()));
 * }</pre>
 */
public final class FtpTree {
    /** How many sessions there may be at once. */
    public static final int MOST_SESSIONS = 16;

    static final int DEEPEST = 64;

    private static final Logger LOG = LoggerFactory.getLogger(FtpTree.class);

    private final FtpSession first;
    private final Opener more;
    private final int sessions;
    private Consumer<String> notes = LOG::warn;
    private Progress progress = Progress.NONE;

    /**
     * A tree over sessions.
     *
     * @param first logged in; the caller closes it
     * @param more opens another like it, which is closed at the end; called by several threads, and only when it is
     *     needed: for more files than one at once, or in place of a session that has failed
     * @param sessions how many files are copied at once, 1 to {@link #MOST_SESSIONS}
     * @throws TlsConfigException if it is another number
     */
    public FtpTree(FtpSession first, Opener more, int sessions) {
        if (sessions < 1 || sessions > MOST_SESSIONS) {
            throw new TlsConfigException(
                    "there cannot be " + sessions + " sessions at once", "a number from 1 to " + MOST_SESSIONS);
        }
        this.first = first;
        this.more = more;
        this.sessions = sessions;
    }

    /** Who is told that a server allows fewer sessions; without this it goes to the log. Called by several threads. */
    public void onNote(Consumer<String> listener) {
        notes = listener;
    }

    /** Who is told how far it has come. Called by one thread at a time. */
    public void onProgress(Progress listener) {
        progress = listener;
    }

    /**
     * Gets what is in a directory of the server, into a local folder, which is made if it is missing.
     *
     * @param path as in {@link FtpSession#list}, with or without a slash at its end
     * @throws TlsException if the directory cannot be listed or the folder cannot be made; or for a failure of TLS
     */
    public Result get(String path, Path folder) throws TlsException {
        RemoteWalk walk = new RemoteWalk(first, path, folder);
        List<Item> items = walk.items();
        return new Workers(first, more, sessions, notes, progress)
                .copy(items, walk.failures(), (session, item) -> get(session, item));
    }

    /**
     * Puts what is in a local folder into a directory of the server, which is made if it is missing.
     *
     * @param path of the directory, with or without a slash at its end; empty for the login directory
     * @throws TlsException if the folder cannot be read or the directory cannot be made; or for a failure of TLS
     */
    public Result put(Path folder, String path) throws TlsException {
        LocalWalk walk = new LocalWalk(first, folder, path);
        List<Item> items = walk.items();
        return new Workers(first, more, sessions, notes, progress)
                .copy(items, walk.failures(), (session, item) -> put(session, item));
    }

    private static long get(FtpSession session, Item item) throws TlsException {
        Path part = item.local().resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            long bytes;
            try (OutputStream out =
                    Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                bytes = session.get(item.remote(), out);
            }
            // takes the place of a link, and does not follow it
            Files.move(part, item.local(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return bytes;
        } catch (TlsException e) {
            throw e;
        } catch (IOException e) {
            throw local(item.local(), "written", e);
        } finally {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                LOG.debug("{} is left over: {}", part, e.toString());
            }
        }
    }

    private static long put(FtpSession session, Item item) throws TlsException {
        try (InputStream in = Files.newInputStream(item.local())) {
            return session.put(in, item.remote());
        } catch (TlsException e) {
            throw e;
        } catch (IOException e) {
            throw local(item.local(), "read", e);
        }
    }

    static TlsException local(Path file, String done, IOException cause) {
        return new TlsException(
                TlsFailure.LOCAL_FILE,
                file + " cannot be " + done + ": " + cause.getClass().getSimpleName(),
                "check its path, its permissions and the space left on the disk",
                cause);
    }

    /** A path on the server; no name becomes an option of LIST, which some servers have. */
    static String remote(String folder, String name) {
        if (folder.isEmpty()) {
            return name.startsWith("-") ? "./" + name : name;
        }
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    /** Opens sessions. */
    @FunctionalInterface
    public interface Opener {
        /** {@return a session that is logged in} */
        FtpSession open() throws TlsException;
    }

    /** Follows the work. */
    public interface Progress {
        /** Tells nobody. */
        Progress NONE = new Progress() {};

        /** All files are known that are to be copied. */
        default void begins(long files) {}

        /** One more of them has been copied, or has failed. */
        default void ended() {}
    }

    /**
     * What came of it.
     *
     * @param files how many were copied
     * @param bytes how many these have in all
     * @param sessions over how many sessions at once, at most
     * @param failures what was not copied, in the order of names
     */
    public record Result(long files, long bytes, int sessions, List<Failure> failures) {
        /** Keeps a copy. */
        public Result {
            failures = failures.stream()
                    .sorted(Comparator.comparing(Failure::name))
                    .toList();
        }
    }

    /**
     * A file or folder that was not copied; of a folder, nothing that is in it.
     *
     * @param name its path below the tree's root, by slashes; it may hold anything that a server likes
     * @param cause why
     */
    public record Failure(String name, TlsException cause) {}

    /** A file to be copied. */
    record Item(String name, String remote, Path local) {}

    /** Copies one. */
    interface Copying {
        long copy(FtpSession session, Item item) throws TlsException;
    }

    /** Notes what cannot be copied. */
    static final class Failures {
        private final List<Failure> all = new ArrayList<>();

        synchronized void add(String name, TlsException cause) {
            all.add(new Failure(name, cause));
        }

        synchronized List<Failure> all() {
            return List.copyOf(all);
        }
    }
}
