package io.github.tlsclients.tls;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a configuration can be used, and for how long: every certificate that it names, every file, every setting. All
 * that is wrong is told, not the first alone. Nothing is sent anywhere.
 *
 * @param findings worst first
 */
public record ConfigCheck(List<Finding> findings) {
    /** How bad a finding is. */
    public enum Severity {
        /** Nothing is wrong. */
        OK,
        /** It works, and should be seen to. */
        WARNING,
        /** It does not work, or a peer will refuse it. */
        ERROR
    }

    /** What a finding is about. */
    public enum Topic {
        /** A key or its value. */
        SETTING,
        /** A file that cannot be read, or does not hold what it should; a key of another certificate. */
        MATERIAL,
        /** The dates of a certificate. */
        DATES,
        /** A key or a signature that is too weak. */
        STRENGTH,
        /** The order of a chain, or what its certificates are for. */
        CHAIN,
        /** Who may read a secret. */
        PERMISSIONS
    }

    /**
     * One thing that was looked at.
     *
     * @param severity how bad it is
     * @param topic what it is about
     * @param message one line that names the file and, of a certificate, the subject
     * @param hint what to do about it; empty where nothing is wrong
     * @param daysLeft of a certificate: whole days until it expires, negative after that
     */
    public record Finding(Severity severity, Topic topic, String message, String hint, Optional<Long> daysLeft) {}

    /**
     * Keeps a copy of the list, worst first.
     *
     * @param findings see above
     */
    public ConfigCheck {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }

    /**
     * Checks a configuration.
     *
     * @param config what is wanted
     * @param soon a certificate that expires within this time is a warning
     * @return what was found
     */
    public static ConfigCheck of(TlsConfig config, Duration soon) {
        return new ConfigCheck(new MaterialCheck(config, soon).findings());
    }

    /**
     * Checks what one profile comes to.
     *
     * @param properties the settings
     * @param profile such as {@code smtp}
     * @param soon a certificate that expires within this time is a warning
     * @return what was found
     * @throws TlsConfigException if this can be no profile's name
     */
    public static ConfigCheck of(TlsProperties properties, String profile, Duration soon) {
        return new ConfigCheck(findings(properties, Optional.of(profile), soon));
    }

    /**
     * Checks what the general keys come to, and each profile that has keys of its own.
     *
     * @param properties the settings
     * @param soon a certificate that expires within this time is a warning
     * @return what was found, each once
     */
    public static ConfigCheck of(TlsProperties properties, Duration soon) {
        Set<Finding> findings = new LinkedHashSet<>(findings(properties, Optional.empty(), soon));
        for (String profile : properties.usedProfiles()) {
            findings.addAll(findings(properties, Optional.of(profile), soon));
        }
        return new ConfigCheck(List.copyOf(findings));
    }

    private static List<Finding> findings(TlsProperties properties, Optional<String> profile, Duration soon) {
        SettingsReader.Reading reading = properties.read(profile);
        List<Finding> findings = new ArrayList<>();
        reading.problems().forEach(problem -> findings.add(MaterialCheck.error(Topic.SETTING, problem)));
        MaterialCheck material = new MaterialCheck(reading.config(), soon);
        reading.secrets().forEach(material::checkReaders);
        findings.addAll(material.findings());
        return findings;
    }

    /**
     * The severity of the worst finding.
     *
     * @return {@code OK} if nothing is wrong
     */
    public Severity worst() {
        return findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.OK);
    }

    /**
     * The least number of days that a certificate is still valid.
     *
     * @return negative if one has expired; empty if no certificate is named
     */
    public Optional<Long> daysLeft() {
        return findings.stream().flatMap(finding -> finding.daysLeft().stream()).min(Comparator.naturalOrder());
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(counted(Severity.ERROR, "error") + ", " + counted(Severity.WARNING, "warning")
                + daysLeft().map(days -> ", " + Certificates.left(days)).orElse(""));
        for (Finding finding : findings) {
            String severity = finding.severity().name().toLowerCase(Locale.ROOT);
            lines.add(String.format(Locale.ROOT, "  %-8s %s", severity, finding.message()));
            if (!finding.hint().isEmpty()) {
                lines.add(String.format(Locale.ROOT, "  %-8s %s", "", finding.hint()));
            }
        }
        return String.join("\n", lines);
    }

    private String counted(Severity severity, String word) {
        long count = findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
