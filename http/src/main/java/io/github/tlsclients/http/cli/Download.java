package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.PartialFile;
import io.github.tlsclients.http.HttpAnswer;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is gotten, and where it goes.
 *
 * @param file empty for standard output
 */
record Download(Endpoint endpoint, Optional<Path> file) {
    private static final int BUFFER = 65_536;

    /**
     * One for each endpoint, in a folder each by the last segment of its path, as it stands in the URI.
     *
     * @throws TlsConfigException if a file of the folder has no name of its own
     */
    static List<Download> all(List<Endpoint> endpoints, Optional<Path> folder) {
        Map<String, Endpoint> named = new HashMap<>();
        List<Download> downloads = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            folder.ifPresent(in -> {
                Endpoint other = named.put(name(endpoint), endpoint);
                if (other != null) {
                    throw new TlsConfigException(
                            other.uri() + " and " + endpoint.uri() + " would be the same file",
                            "get one of them by itself: -o FILE");
                }
            });
            downloads.add(new Download(endpoint, folder.map(in -> in.resolve(name(endpoint)))));
        }
        return downloads;
    }

    private static String name(Endpoint endpoint) {
        String path = endpoint.path().split("\\?", 2)[0];
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new TlsConfigException(endpoint.uri() + " has no file name at its end", "get it by itself: -o FILE");
        }
        return name;
    }

    /** The file's name for a result. */
    String place() {
        return file.map(Path::toString).orElse("");
    }

    /**
     * Puts a body where it goes; a file takes its place when the body is complete.
     *
     * @return how many bytes it was
     */
    long store(InputStream body) throws IOException {
        if (file.isEmpty()) {
            return copy(body, PartialFile.standardOutput()); // as bytes: a writer would change what is not text
        }
        try (PartialFile partial = PartialFile.replacing(file.get())) {
            long bytes = copy(body, partial.stream());
            partial.complete();
            return bytes;
        }
    }

    static String told(HttpAnswer answer, long bytes) {
        return answer.statusLine() + " by " + answer.protocol() + ", " + bytes + " bytes";
    }

    static Optional<String> notFollowed(HttpAnswer answer) {
        return answer.header("Location")
                .filter(where -> answer.status() >= 300)
                .map(where -> "not followed: " + ClearText.printable(where));
    }

    private static long copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(buffer, 0, count);
            bytes += count;
        }
        to.flush();
        return bytes;
    }
}
