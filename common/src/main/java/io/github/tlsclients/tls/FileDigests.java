package io.github.tlsclients.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What files hold at one moment, to be compared with another moment.
 *
 * <p>Contents and not dates: a file that is renamed over another or reached by a link may be older than the one before
 * it, and the clocks of network mounts are coarse.
 *
 * @param contents by file the SHA-256 of what is in it, or why it cannot be read
 */
record FileDigests(Map<Path, String> contents) {
    static FileDigests of(Collection<Path> files) {
        Map<Path, String> contents = new TreeMap<>();
        files.forEach(file -> contents.computeIfAbsent(file, FileDigests::digest));
        return new FileDigests(contents);
    }

    private static String digest(Path file) {
        byte[] buffer = new byte[8192];
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchFileException e) {
            return "absent";
        } catch (IOException e) {
            return "unreadable"; // whoever reads it next tells why
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } finally {
            Arrays.fill(buffer, (byte) 0); // it may have been a private key
        }
    }
}
