package io.github.tlsclients.tls;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is checked of a server's certificates beyond signatures, dates and pins, which always are. The rules hold on
 * both providers alike, and while the path is built: where one candidate breaks a rule, the next is tried.
 */
public final class Verification {
    /** A rule, by the name under which {@link DangerousTls} switches it off. */
    public enum Rule {
        /** Keys of at least RSA 2048, or EC on P-256, P-384 or P-521 by name, or Ed25519, Ed448 or ML-DSA. */
        STRONG_KEYS;

        /** The rule as properties and reports write it, such as {@code strong-keys}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Every rule; the default. */
    public static final Verification STRICT = new Verification(EnumSet.allOf(Rule.class));

    private final Set<Rule> rules;

    private Verification(Set<Rule> rules) {
        this.rules = Collections.unmodifiableSet(rules);
    }

    /** The rules that hold. */
    public Set<Rule> rules() {
        return rules;
    }

    boolean holds(Rule rule) {
        return rules.contains(rule);
    }

    Verification without(Set<Rule> relaxed) {
        EnumSet<Rule> left = EnumSet.noneOf(Rule.class);
        left.addAll(rules);
        left.removeAll(relaxed);
        return new Verification(left);
    }

    @Override
    public String toString() {
        return this == STRICT || rules.equals(STRICT.rules)
                ? "strict"
                : "strict without " + String.join(", ", missing());
    }

    private List<String> missing() {
        return STRICT.rules.stream()
                .filter(rule -> !holds(rule))
                .map(Rule::text)
                .toList();
    }
}
