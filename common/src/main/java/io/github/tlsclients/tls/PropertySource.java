package io.github.tlsclients.tls;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One place that settings come from.
 *
 * @param entries the settings that are meant for us, by their names as the source spells them
 * @param spelling how the source spells a name such as {@code tls.smtp.versions}
 */
record PropertySource(Map<String, Setting> entries, UnaryOperator<String> spelling) {
    static final String PREFIX = "tls.";

    private static final Path HERE = Path.of("");

    static PropertySource map(Map<String, String> values) {
        return dotted(values, name -> "map, " + name, HERE);
    }

    static PropertySource file(Path file) {
        Unique properties = new Unique();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw Material.unreadable(file.toString(), e);
        } catch (IllegalArgumentException e) {
            throw new TlsConfigException(file + " is not a properties file", "write key=value lines", e);
        }
        if (!properties.repeated.isEmpty()) {
            throw new TlsConfigException(
                    file + " gives " + String.join(", ", properties.repeated) + " more than once",
                    "keep one line of each key");
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        Path parent = file.getParent();
        return dotted(values, name -> "file " + file + ", " + name, parent == null ? HERE : parent);
    }

    static PropertySource environment(Map<String, String> variables, String prefix) {
        Map<String, Setting> entries = new TreeMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                entries.put(name, new Setting(value.strip(), "environment variable " + name, HERE));
            }
        });
        return new PropertySource(
                entries,
                name -> prefix
                        + name.substring(PREFIX.length())
                                .toUpperCase(Locale.ROOT)
                                .replace('-', '_')
                                .replace('.', '_'));
    }

    /** Names that differ from ours in case alone are taken for ours, so that they are refused and not passed over. */
    private static PropertySource dotted(Map<String, String> values, UnaryOperator<String> origin, Path folder) {
        Map<String, Setting> entries = new TreeMap<>();
        values.forEach((name, value) -> {
            if (isOurs(name)) {
                entries.put(name, new Setting(value.strip(), origin.apply(name), folder));
            }
        });
        return new PropertySource(entries, UnaryOperator.identity());
    }

    private static boolean isOurs(String name) {
        return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** Notices a key of ours that is given twice, of which {@link Properties} would keep the last in silence. */
    private static final class Unique extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Set<String> repeated = new TreeSet<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null && isOurs((String) key)) {
                repeated.add((String) key);
            }
            return before;
        }
    }
}
