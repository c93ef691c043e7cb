package io.github.tlsclients.doctor;

import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsFailure;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an examination came to.
 *
 * @param uri what was examined
 * @param day when, by UTC
 * @param addresses which were tried
 * @param session what a client of this configuration agrees on; empty where it does not come to that
 * @param findings worst first; of equal severity in the order of the examination
 */
public record Examination(
        String uri, LocalDate day, List<Address> addresses, Optional<SessionReport> session, List<Finding> findings) {
    private static final int WARNINGS = 1;

    /**
     * An address of the name.
     *
     * @param address as a number
     * @param port the TCP port
     * @param millis how long connecting took, or failing to
     * @param failure why no connection came to be; empty if one did
     */
    public record Address(String address, int port, double millis, Optional<TlsFailure> failure) {
        /** {@return whether it took the connection} */
        public boolean connects() {
            return failure.isEmpty();
        }
    }

    /**
     * Keeps copies of the lists, the findings worst first.
     *
     * @param uri what was examined
     * @param day when, by UTC
     * @param addresses which were tried
     * @param session what a client of this configuration agrees on
     * @param findings in the order of the examination
     */
    public Examination {
        addresses = List.copyOf(addresses);
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }

    static Examination of(
            String uri, List<Address> addresses, Optional<SessionReport> session, List<Finding> findings) {
        return new Examination(uri, LocalDate.now(ZoneOffset.UTC), addresses, session, findings);
    }

    /** {@return the severity of the worst finding} */
    public Severity worst() {
        return findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.OK);
    }

    /** {@return 0 if nothing is worse than a note, 1 for warnings alone, else the exit code of the first error's failure} */
    public int exitCode() {
        return switch (worst()) {
            case OK, NOTE -> 0;
            case WARNING -> WARNINGS;
            case ERROR -> findings.get(0).failure().orElse(TlsFailure.INTERNAL).exitCode();
        };
    }

    /** {@return one line: how it is, by the worst finding} */
    public String verdict() {
        String how = switch (worst()) {
            case OK, NOTE -> "is well";
            case WARNING -> "works, but " + findings.get(0).seen();
            case ERROR -> "is broken: " + findings.get(0).seen();
        };
        return uri + " " + how + " (" + counted(Severity.ERROR, "error") + ", " + counted(Severity.WARNING, "warning")
                + ", " + counted(Severity.NOTE, "note") + ")";
    }

    /** {@return a letter to the server's owner, in whole sentences; empty if there is nothing to mend} */
    public String letter() {
        List<String> sentences = findings.stream()
                .map(Finding::owner)
                .filter(owner -> !owner.isEmpty())
                .distinct()
                .toList();
        if (sentences.isEmpty()) {
            return "";
        }
        return "On " + day + " I looked at how your server " + uri + " speaks TLS. " + String.join(" ", sentences);
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(verdict()));
        for (Finding finding : findings) {
            String topic = finding.topic().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-8s %s: %s",
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    topic,
                    finding.seen()));
            if (!finding.fix().isEmpty()) {
                lines.add(String.format(Locale.ROOT, "  %-8s fix: %s", "", finding.fix()));
            }
        }
        if (!letter().isEmpty()) {
            lines.add("to the server's owner:");
            lines.add("  " + letter());
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
