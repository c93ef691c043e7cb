package io.github.tlsclients.ftp;

import io.github.tlsclients.ftp.FtpTree.Failures;
import io.github.tlsclients.ftp.FtpTree.Item;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a local folder holds, and makes the directories for it on the server. */
final class LocalWalk {
    private final FtpSession session;
    private final Path folder;
    private final String path;
    private final Failures failures = new Failures();
    private final List<Item> items = new ArrayList<>();

    LocalWalk(FtpSession session, Path folder, String path) {
        this.session = session;
        this.folder = folder;
        this.path = path;
    }

    Failures failures() {
        return failures;
    }

    /** The files, in the order of names. */
    List<Item> items() throws TlsException {
        List<Path> listed = listed(folder);
        if (!path.isEmpty()) {
            session.makeDirectory(path);
        }
        descend(listed, "", path, 1);
        return items;
    }

    private void descend(List<Path> listed, String below, String remote, int depth) throws TlsException {
        for (Path file : listed) {
            String base = String.valueOf(file.getFileName());
            String name = below + base;
            String there = FtpTree.remote(remote, base);
            try {
                if (base.chars().anyMatch(Character::isISOControl)) {
                    throw refused(file, "has a control character in its name");
                }
                if (Files.isRegularFile(file)) {
                    items.add(new Item(name, there, file));
                } else if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw refused(file, "is neither a file nor a folder"); // a link to a folder may lead in a circle
                } else if (depth == FtpTree.DEEPEST) {
                    throw refused(file, "is more than " + FtpTree.DEEPEST + " folders deep");
                } else {
                    List<Path> inside = listed(file);
                    session.makeDirectory(there);
                    descend(inside, name + "/", there, depth + 1);
                }
            } catch (TlsException e) {
                if (!session.isOpen()) {
                    throw e;
                }
                failures.add(name, e);
            }
        }
    }

    private static List<Path> listed(Path folder) throws TlsException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw FtpTree.local(folder, "read", e);
        }
    }

    private static TlsException refused(Path file, String why) {
        return new TlsException(TlsFailure.LOCAL_FILE, file + " " + why, "put it by itself, or leave it out");
    }
}
