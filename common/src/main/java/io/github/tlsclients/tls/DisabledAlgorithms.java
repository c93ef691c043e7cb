package io.github.tlsclients.tls;

import java.security.Security;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of {@code jdk.tls.disabledAlgorithms}, a property of the JDK's file {@code java.security}, which Bouncy
 * Castle heeds too. It is there to name the entry that hits; whether one hits at all, the provider is asked.
 */
final class DisabledAlgorithms {
    static final String PROPERTY = "jdk.tls.disabledAlgorithms";

    private static final String USAGE = "usage HandshakeSignature";
    private static final Pattern KEY_SIZE = Pattern.compile("keySize < (\\d+)");

    private final List<String> entries;

    private DisabledAlgorithms(List<String> entries) {
        this.entries = entries;
    }

    static DisabledAlgorithms ofThisRuntime(TlsProvider provider) {
        return parse(Security.getProperty(PROPERTY), provider);
    }

    /** Bouncy Castle heeds neither entries with an asterisk nor those that end with a usage. */
    static DisabledAlgorithms parse(@Nullable String property, TlsProvider provider) {
        return new DisabledAlgorithms(split(property)
                .filter(entry -> provider == TlsProvider.JDK || !(entry.contains("*") || entry.contains(" usage ")))
                .toList());
    }

    /** The entries that hit an algorithm, as they stand there and followed by where that is; empty if none does. */
    Optional<String> hitting(String name, Collection<String> parts) {
        return told(entries.stream().filter(entry -> hits(entry, name, parts)));
    }

    /** The same for a key of so many bits. */
    Optional<String> hittingKey(String type, int bits) {
        return told(entries.stream().filter(entry -> {
            Matcher size = KEY_SIZE.matcher(entry);
            return entry.startsWith(type + " ") && size.find() && bits < Integer.parseInt(size.group(1));
        }));
    }

    private static Optional<String> told(Stream<String> hits) {
        String text = hits.collect(Collectors.joining(", "));
        return text.isEmpty() ? Optional.empty() : Optional.of(text + " in " + PROPERTY);
    }

    private static boolean hits(String entry, String name, Collection<String> parts) {
        String algorithm = entry.split(" ", 2)[0];
        if (!entry.equals(algorithm) && !entry.endsWith(USAGE)) {
            return false; // a matter of keys, which are not known before a certificate is seen
        }
        return algorithm.contains("*")
                ? name.toUpperCase(Locale.ROOT)
                        .matches(
                                Arrays.stream(algorithm.toUpperCase(Locale.ROOT).split("\\*", -1))
                                        .map(Pattern::quote)
                                        .collect(Collectors.joining(".*")))
                : algorithm.equalsIgnoreCase(name) || parts.stream().anyMatch(algorithm::equalsIgnoreCase);
    }

    private static Stream<String> split(@Nullable String property) {
        return property == null
                ? Stream.empty()
                : Arrays.stream(property.replace("\"", "").split(","))
                        .map(entry -> entry.strip().replaceAll("\\s+", " "))
                        .filter(entry -> !entry.isEmpty())
                        .flatMap(entry -> entry.startsWith("include ")
                                ? split(Security.getProperty(entry.substring("include ".length())))
                                : Stream.of(entry));
    }
}
