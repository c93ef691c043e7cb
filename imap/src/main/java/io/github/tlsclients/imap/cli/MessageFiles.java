package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.PartialFile;
import io.github.tlsclients.cli.Progress;
import io.github.tlsclients.imap.FolderUids;
import io.github.tlsclients.imap.MessageSink;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Messages as files of a folder, each named by what it will always be known by: the mailbox's UIDVALIDITY and its UID. A
 * file takes its name when it is whole, so one that is there is a message that does not have to be fetched again.
 */
final class MessageFiles implements MessageSink, AutoCloseable {
    private final Path folder;
    private final FolderUids all;
    private final FolderUids missing;
    private final Progress.Steps progress;
    private @Nullable PartialFile current;
    private int fetched;
    private long bytes;

    private MessageFiles(Path folder, FolderUids all) {
        this.folder = folder;
        this.all = all;
        this.missing = new FolderUids(
                all.folder(),
                all.validity(),
                all.uids().stream().filter(uid -> !Files.exists(file(uid))).toList());
        this.progress = Progress.steps("messages", missing.uids().size());
    }

    /** Makes the folder if there is none. */
    static MessageFiles in(Path folder, FolderUids messages) throws TlsException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new TlsException(
                    TlsFailure.LOCAL_FILE, folder + " cannot be made a folder", "name another one: -o FOLDER", e);
        }
        return new MessageFiles(folder, messages);
    }

    /** Those that are not there yet. */
    FolderUids missing() {
        return missing;
    }

    int presentBefore() {
        return all.uids().size() - missing.uids().size();
    }

    int fetched() {
        return fetched;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public OutputStream begin(long uid) throws IOException {
        current = PartialFile.replacing(file(uid));
        return current.stream();
    }

    @Override
    public void complete(long uid, long size) throws IOException {
        if (current != null) {
            current.complete();
            current = null;
        }
        progress.step();
        fetched++;
        bytes += size;
    }

    /** Removes what is not whole. */
    @Override
    public void close() throws TlsException {
        progress.close();
        if (current != null) {
            current.close();
        }
    }

    private Path file(long uid) {
        return folder.resolve(all.validity() + "-" + uid + ".eml");
    }
}
