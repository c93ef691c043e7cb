package io.github.tlsclients.ftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders to copy, and what is in them. */
final class Trees {
    static final int FILES = 24;

    private static final String[] FOLDERS = {"", "one", "one/two", "one/two/three", "with space", "empty/but one"};

    private Trees() {}

    /** Files of many sizes, in folders of their own. */
    static Path create(Path folder) throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[size(i)];
            random.nextBytes(content);
            Path inside = Files.createDirectories(folder.resolve(FOLDERS[i % FOLDERS.length]));
            Files.write(inside.resolve("file " + i + ".bin"), content);
        }
        return folder;
    }

    static long bytes() {
        long all = 0;
        for (int i = 0; i < FILES; i++) {
            all += size(i);
        }
        return all;
    }

    /** What each file holds, by its path. */
    static Map<String, String> hashes(Path folder) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                hashes.put(folder.relativize(file).toString(), HexFormat.of().formatHex(digest));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        return hashes;
    }

    private static int size(int i) {
        return i * i * 311;
    }
}
