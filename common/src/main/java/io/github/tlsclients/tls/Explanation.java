package io.github.tlsclients.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was asked for, what came of it, and where each setting comes from. It holds no secret: files are named, never what
 * opens them. {@link #toString()} is text for people; records of this form make plain JSON.
 *
 * @param generation which reading of the files this is, as {@link TlsContext#generation()} counts
 * @param settings every setting there is
 */
public record Explanation(long generation, List<Entry> settings) {
    /**
     * One setting.
     *
     * @param name as properties write it, such as {@code cipher-suites}
     * @param requested what was asked for; {@code default} where that is left to the provider
     * @param effective what it comes to, such as each cipher suite that is offered; empty: nothing
     * @param origin such as {@code file /etc/app/tls.properties, tls.smtp.versions}, {@code code} or {@code default}
     * @param provider whose code serves it, with its version; empty for what the sockets of the JDK do
     */
    public record Entry(
            String name, String requested, List<String> effective, String origin, Optional<String> provider) {
        /**
         * Keeps a copy of the list.
         *
         * @param name see above
         * @param requested see above
         * @param effective see above
         * @param origin see above
         * @param provider see above
         */
        public Entry {
            effective = List.copyOf(effective);
        }
    }

    /**
     * Keeps a copy of the list.
     *
     * @param generation see above
     * @param settings see above
     */
    public Explanation {
        settings = List.copyOf(settings);
    }

    /**
     * The setting of this name.
     *
     * @param name such as {@code cipher-suites}
     * @return the setting
     * @throws IllegalArgumentException if there is none of this name
     */
    public Entry setting(String name) {
        return settings.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no setting " + name));
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        for (Entry entry : settings) {
            lines.add(entry.name());
            line(lines, "asked", entry.requested());
            List<String> effective = entry.effective().isEmpty() ? List.of("nothing") : entry.effective();
            for (int i = 0; i < effective.size(); i++) {
                line(lines, i == 0 ? "gets" : "", effective.get(i));
            }
            line(lines, "from", entry.origin());
            entry.provider().ifPresent(provider -> line(lines, "by", provider));
        }
        return String.join("\n", lines);
    }

    private static void line(List<String> lines, String label, String value) {
        lines.add(String.format(Locale.ROOT, "  %-6s %s", label, value));
    }
}
