package io.github.tlsclients.tls;

import io.github.tlsclients.tls.Feature.Mark;
import io.github.tlsclients.tls.Feature.State;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One kind of feature, such as all cipher suites: what there is of it, each in its state. */
abstract class FeatureKind {
    private final List<String> ours;
    private final List<String> theirs;
    private final List<String> known;

    /**
     * A kind of feature.
     *
     * @param ours what our default configuration offers, best first
     * @param theirs what the provider offers by itself, best first
     * @param known what else it might have
     */
    FeatureKind(List<String> ours, List<String> theirs, List<String> known) {
        this.ours = ours;
        this.theirs = theirs;
        this.known = known;
    }

    /** Whether the provider offers it if it is to offer nothing else of its kind. */
    abstract boolean isOfferedAlone(String name);

    /** Why the provider refuses to offer it; empty if it does not, but has no such thing. */
    abstract Optional<String> refusal(String name);

    /** Why what the provider offers is not one of ours. */
    String omission(String name) {
        return "it does not name it";
    }

    List<Mark> marks(String name) {
        return List.of();
    }

    List<String> deprecatedBy(String name) {
        return List.of();
    }

    /** Whether it is worth a line that a provider does not have it. */
    boolean isMissed(String name) {
        return false;
    }

    final List<Feature> features() {
        Set<String> names = new LinkedHashSet<>(ours);
        names.addAll(theirs);
        names.addAll(known);
        return names.stream()
                .flatMap(name -> feature(name).stream())
                .sorted(Comparator.comparing(Feature::state)
                        .thenComparing(feature -> -feature.marks().size()))
                .toList();
    }

    private Optional<Feature> feature(String name) {
        if (ours.contains(name)) {
            return made(name, State.OFFERED, Optional.empty());
        }
        if (theirs.contains(name)) {
            return made(name, State.ENABLED, Optional.of("the strict configuration leaves it out: " + omission(name)));
        }
        if (isOfferedAlone(name)) {
            return made(name, State.SUPPORTED, Optional.of("offered where it is asked for by name"));
        }
        Optional<String> refusal = refusal(name);
        if (refusal.isPresent()) {
            return made(name, State.DISABLED, refusal);
        }
        return isMissed(name)
                ? made(name, State.ABSENT, Optional.of("this provider has no such thing"))
                : Optional.empty();
    }

    private Optional<Feature> made(String name, State state, Optional<String> reason) {
        return Optional.of(new Feature(name, state, reason, marks(name), deprecatedBy(name)));
    }
}
