package io.github.tlsclients.tls;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is checked of a server's certificates beyond what always is: signatures, dates, named curves, name constraints of
 * intermediates, path lengths, unknown critical extensions (RFC 5280 section 6), names (RFC 9525) and pins. And of the
 * cipher suites that a configuration names.
 *
 * <p>The rules are the same on both providers. Those of certificates hold for every certificate of a path, the root
 * included where a rule does not say otherwise, and while the path is built: where one candidate breaks a rule, the next
 * one is tried.
 */
public final class Verification {
    /** A rule, by the name under which {@link DangerousTls} switches it off. */
    public enum Rule {
        /** Certificates are of version 3: earlier ones cannot say what they are for (RFC 5280 section 4.1.2.1). */
        VERSION_3,
        /** Keys are RSA of 2048 bits or more, EC on P-256, P-384 or P-521, Ed25519, Ed448 or ML-DSA (NIST SP 800-57). */
        STRONG_KEYS,
        /** Signatures below the root use SHA-2 or better: SHA-1 collisions have been bought, MD5's are free (RFC 9155). */
        STRONG_SIGNATURES,
        /** Cipher suites that are named by hand are not deprecated: forward secrecy, no RC4, 3DES or NULL (RFC 9325 4.1). */
        STRONG_SUITES,
        /** Extended key usage, where there is one, admits TLS servers; an issuer's limits all below it (RFC 5280 4.2.1.12). */
        EXTENDED_KEY_USAGE,
        /** Key usage fits: a server's key signs handshakes and no certificates, an issuer's signs certificates (4.2.1.3). */
        KEY_USAGE,
        /** Issuers say that they are: basic constraints with cA, in roots as well, critical below them (4.2.1.9). */
        BASIC_CONSTRAINTS,
        /** Name constraints of roots hold as those of intermediates do; all are well formed, few, and heed wildcards (4.2.1.10). */
        NAME_CONSTRAINTS,
        /** A root's own dates hold. */
        CURRENT_ROOTS,
        /** Extensions are understood where critical, critical where RFC 5280 wants it, and there where issuers need them (4.2). */
        EXTENSIONS,
        /** Issuers have a name, serial numbers are positive and of 20 bytes at most (4.1.2.2, 4.1.2.6). */
        NAMED_AND_NUMBERED,
        /** Alternative names are well formed: no address or dot-led name as a DNS name (4.2.1.6). */
        WELL_FORMED_NAMES,
        /** A common name that reads as an address or an internationalised name is an alternative name too (CA/B BR 7.1.4.3). */
        COMMON_NAME_REPEATED,
        /** The common name never counts as a server's name (RFC 9525 section 6.2). */
        COMMON_NAME_IGNORED;

        /** {@return the rule as properties and reports write it, such as {@code strong-keys}} */
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

    /** {@return the rules that hold} */
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

    /** {@code strict}, or {@code strict without} and the rules that are missing. */
    @Override
    public String toString() {
        List<String> missing = STRICT.rules.stream()
                .filter(rule -> !holds(rule))
                .map(Rule::text)
                .toList();
        return missing.isEmpty() ? "strict" : "strict without " + String.join(", ", missing);
    }
}
