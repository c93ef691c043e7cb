package io.github.tlsclients.tls;

import io.github.tlsclients.tls.Verification.Rule;
import java.util.EnumSet;

/**
 * The only door to weaker checks. Search a code base for this name, and you have found every place where it trusts more
 * than it should. What no door leads to: trust in any certificate, a name that does not match, clear text.
 */
public final class DangerousTls {
    private DangerousTls() {}

    /**
     * {@link Verification#STRICT} without these rules. Each rule's own page names what it protects from; everything else
     * still holds: a path to a trusted root, dates, names and pins.
     *
     * @param first what is not checked
     * @param more what else is not checked
     * @return the other rules
     */
    public static Verification without(Rule first, Rule... more) {
        return Verification.STRICT.without(EnumSet.of(first, more));
    }
}
