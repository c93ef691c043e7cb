package io.github.tlsclients.ftp;

import io.github.tlsclients.ftp.FtpTree.Failures;
import io.github.tlsclients.ftp.FtpTree.Item;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds what a directory of the server holds, and makes the folders for it. It believes no name. */
final class RemoteWalk {
    /** A server can list for ever; this many is a million names in memory. */
    private static final int MOST_ENTRIES = 1_000_000;

    private final FtpSession session;
    private final Failures failures = new Failures();
    private final List<Item> items = new ArrayList<>();
    private final String path;
    private final Path folder;
    private int entries;

    RemoteWalk(FtpSession session, String path, Path folder) {
        this.session = session;
        this.path = path;
        this.folder = folder;
    }

    Failures failures() {
        return failures;
    }

    /** The files, in the order of names; what is no file or folder becomes a failure. */
    List<Item> items() throws TlsException {
        List<RemoteFile> listed = session.list(path);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FtpTree.local(folder, "made", e);
        }
        descend(listed, "", path, folder, 1);
        return items;
    }

    private void descend(List<RemoteFile> listed, String below, String remote, Path local, int depth)
            throws TlsException {
        entries += listed.size();
        if (entries > MOST_ENTRIES) {
            throw refused("the server lists more than " + MOST_ENTRIES + " files");
        }
        Set<String> taken = new HashSet<>();
        for (RemoteFile file :
                listed.stream().sorted(Comparator.comparing(RemoteFile::name)).toList()) {
            String name = below + file.name();
            try {
                Path target = target(file, local);
                if (!taken.add(folded(file.name()))) {
                    throw refused("another name in that folder differs from it by case alone");
                }
                String there = FtpTree.remote(remote, file.name());
                if (!file.directory()) {
                    items.add(new Item(name, there, target));
                    continue;
                }
                if (depth == FtpTree.DEEPEST) {
                    throw refused("there are more than " + FtpTree.DEEPEST + " folders in one another");
                }
                List<RemoteFile> inside = session.list(there);
                makeFolder(target);
                descend(inside, name + "/", there, target, depth + 1);
            } catch (TlsException e) {
                if (entries > MOST_ENTRIES || !session.isOpen()) {
                    throw e;
                }
                failures.add(name, e);
            }
        }
    }

    /** Where it belongs: right in that folder, or nowhere. */
    private static Path target(RemoteFile file, Path local) throws TlsException {
        if (file.link()) {
            throw refused("it is a symbolic link, and could lead anywhere");
        }
        String name = file.name();
        if (name.equals("..") || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw refused("the name leads to another folder");
        }
        if (!ClearText.printable(name).equals(name) || name.chars().anyMatch(Character::isISOControl)) {
            throw refused("the name holds control characters");
        }
        try {
            Path target = local.resolve(name);
            // on some systems other characters separate, or name a device
            if (target.getNameCount() == local.getNameCount() + 1
                    && target.startsWith(local)
                    && String.valueOf(target.getFileName()).equals(name)) {
                return target;
            }
        } catch (InvalidPathException e) {
            throw new TlsException(
                    TlsFailure.LOCAL_FILE,
                    "this system allows no such name: " + e.getReason(),
                    "get it by itself, under another name: -o FILE",
                    e);
        }
        throw refused("the name leads to another folder");
    }

    /** A link in its place would lead out of the tree. */
    private static void makeFolder(Path target) throws TlsException {
        try {
            Files.createDirectory(target);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw FtpTree.local(target, "made", e);
            }
        } catch (IOException e) {
            throw FtpTree.local(target, "made", e);
        }
    }

    /** Names that are one on file systems that do not tell them apart. */
    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private static TlsException refused(String why) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR, why, "it was not written; get it by itself if you trust it: -o FILE");
    }
}
