package io.github.tlsclients.cli;

import io.github.tlsclients.tls.Feature;
import io.github.tlsclients.tls.Feature.Mark;
import io.github.tlsclients.tls.Features;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a provider has, as text: by kind, by state, and by the reason for that state, so that each is told once. */
final class FeatureTable {
    private static final String ROW = "    %-46s %s";

    private FeatureTable() {}

    /** Of a hundred columns at most, but for what a long list of reasons needs. */
    static List<String> lines(Features features) {
        List<String> lines = new ArrayList<>();
        lines.add(features.implementation() + " on Java " + features.java());
        kind(lines, "protocols", features.protocols());
        kind(lines, "cipher suites", features.cipherSuites());
        kind(lines, "groups", features.groups());
        kind(lines, "signature schemes", features.signatureSchemes());
        lines.add("");
        return lines;
    }

    private static void kind(List<String> lines, String name, List<Feature> features) {
        lines.add("");
        lines.add(name);
        Map<String, List<Feature>> groups = features.stream()
                .collect(Collectors.groupingBy(FeatureTable::heading, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((heading, members) -> {
            lines.add("  " + heading);
            members.forEach(feature -> lines.add(String.format(Locale.ROOT, ROW, feature.name(), remarks(feature))
                    .stripTrailing()));
        });
    }

    private static String heading(Feature feature) {
        return feature.state().text()
                + feature.reason().map(reason -> "; " + reason).orElse("");
    }

    private static String remarks(Feature feature) {
        String deprecated = String.join(", ", feature.deprecatedBy());
        return Stream.concat(
                        feature.marks().stream().map(Mark::text),
                        Stream.of(deprecated)
                                .filter(documents -> !documents.isEmpty())
                                .map(documents -> "deprecated by " + documents))
                .collect(Collectors.joining(", "));
    }
}
