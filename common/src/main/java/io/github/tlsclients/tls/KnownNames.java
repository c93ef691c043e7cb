package io.github.tlsclients.tls;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every name that the sources may use: the general keys, those of each profile, those of each named client certificate.
 * Profiles and client certificates are declared, in {@code tls.profiles} and {@code tls.identities}; so a misspelt one is
 * found.
 */
final class KnownNames {
    /** No dash or dot: {@code TLS_SMTP_KEY} must have one meaning. */
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*");

    private static final Pattern PROFILED = Pattern.compile("tls\\.[^.]+\\.[^.]+");
    /** A profile of such a name could be mistaken for a key: {@code TLS_TRUST_FILES}. */
    private static final Set<String> RESERVED = Stream.concat(
                    Stream.of("identity"),
                    Arrays.stream(TlsKey.values()).map(key -> key.text().split("-", -1)[0]))
            .collect(Collectors.toUnmodifiableSet());

    private final List<PropertySource> sources;
    private final Consumer<TlsConfigException> problems;
    private final Set<String> profiles = new TreeSet<>();
    private final Set<String> identities = new TreeSet<>();

    private KnownNames(List<PropertySource> sources, Consumer<TlsConfigException> problems) {
        this.sources = sources;
        this.problems = problems;
    }

    /** The names of these sources; what is declared by a bad name is told as a problem. */
    static KnownNames of(List<PropertySource> sources, Consumer<TlsConfigException> problems) {
        KnownNames names = new KnownNames(sources, problems);
        for (Protocol protocol : Protocol.values()) {
            names.profiles.add(protocol.label());
        }
        names.declare(PropertySource.PREFIX, TlsKey.PROFILES, names.profiles);
        names.declareIdentities(PropertySource.PREFIX);
        names.profiles.forEach(profile -> names.declareIdentities(scope(profile)));
        return names;
    }

    /** Takes a profile that was asked for as known. */
    void ask(String profile) {
        if (!WORD.matcher(profile).matches() || RESERVED.contains(profile)) {
            throw badName(profile);
        }
        if (profiles.add(profile)) {
            declareIdentities(scope(profile));
        }
    }

    Set<String> profiles() {
        return Set.copyOf(profiles);
    }

    /** What leads the keys of a profile. */
    static String scope(String profile) {
        return PropertySource.PREFIX + profile + ".";
    }

    /** What leads the keys of a named client certificate. */
    static String scopeOfIdentity(String name) {
        return PropertySource.PREFIX + "identity." + name + ".";
    }

    /** Tells of every name that is not known. */
    void check() {
        Set<String> all = all();
        for (PropertySource source : sources) {
            Set<String> known =
                    all.stream().map(source.spelling()).collect(Collectors.toCollection(LinkedHashSet::new));
            source.entries().forEach((name, setting) -> {
                if (!known.contains(name)) {
                    problems.accept(new TlsConfigException(
                            "unknown property: " + setting.origin(),
                            "did you mean " + nearest(name, known) + "?" + advice(name)));
                }
            });
        }
    }

    private String advice(String name) {
        return PROFILED.matcher(name).matches() && profiles.stream().noneMatch(p -> name.startsWith(scope(p)))
                ? " a profile of your own is named in tls.profiles"
                : "";
    }

    private void declareIdentities(String scope) {
        declare(scope, TlsKey.IDENTITIES, identities);
    }

    private void declare(String scope, TlsKey key, Set<String> names) {
        for (PropertySource source : sources) {
            Setting setting = source.entries().get(source.spelling().apply(scope + key.text()));
            if (setting == null) {
                continue;
            }
            for (String name : setting.value().split(",", -1)) {
                String word = name.strip();
                if (WORD.matcher(word).matches() && !RESERVED.contains(word)) {
                    names.add(word);
                } else {
                    problems.accept(badName(word).at(setting.origin()));
                }
            }
        }
    }

    private Set<String> all() {
        Set<String> all = new LinkedHashSet<>();
        for (TlsKey key : TlsKey.values()) {
            all.add(PropertySource.PREFIX + key.text());
            if (key != TlsKey.PROFILES) {
                profiles.forEach(profile -> all.add(scope(profile) + key.text()));
            }
            if (TlsKey.OF_AN_IDENTITY.contains(key)) {
                identities.forEach(name -> all.add(scopeOfIdentity(name) + key.text()));
            }
        }
        return all;
    }

    private static TlsConfigException badName(String word) {
        return new TlsConfigException(
                "\"" + word + "\" cannot be a name",
                "use small letters and digits, and no word that a key begins with");
    }

    private static String nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(candidate, name)))
                .orElseThrow();
    }

    /** The number of letters to insert, delete or replace on the way from one word to the other (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
