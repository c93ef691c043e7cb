package io.github.tlsclients.tls;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A value from outside, and where it comes from.
 *
 * @param value as it was written, without space around it
 * @param origin such as {@code file /etc/app/tls.properties, tls.smtp.versions}
 * @param folder what its relative paths are relative to
 */
record Setting(String value, String origin, Path folder) {
    /** The parts between commas; at least one. */
    List<String> list() {
        List<String> items = Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        if (items.isEmpty()) {
            throw new TlsConfigException("the value is empty", "give it a value, or leave it out");
        }
        return items;
    }

    Path path() {
        return path(value);
    }

    /** Not the value: somebody may have put a password where none belongs. */
    @Override
    public String toString() {
        return "Setting[origin=" + origin + "]";
    }

    Path path(String file) {
        if (file.isEmpty()) {
            throw new TlsConfigException("the value is empty", "name a file, or leave it out");
        }
        try {
            return folder.resolve(file);
        } catch (InvalidPathException e) {
            throw new TlsConfigException("\"" + ClearText.printable(file) + "\" is no path", "name a file", e);
        }
    }
}
