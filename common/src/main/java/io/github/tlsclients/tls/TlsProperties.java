package io.github.tlsclients.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A configuration from outside: a file, a map, environment variables, or one over the other.
 *
 * <pre>{@code
 * TlsConfig config = TlsProperties.environment(System.getenv(), "MYAPP_TLS_")
 *         .over(TlsProperties.file(Path.of("/etc/myapp/tls.properties")))
 *         .config("smtp");
 * }</pre>
 *
 * <p>{@link TlsKey} lists the keys. Each may stand behind {@code tls.} or, for one profile alone, behind {@code
 * tls.<profile>.}, such as {@code tls.smtp.versions}. A profile's key goes before the general one, wherever either stands;
 * of equal keys, the source that was put over the other goes first. Keys that belong together are not mixed: the
 * strongest place that names roots decides about all roots ({@code trust}, {@code trust-files}, {@code trust-keystore}),
 * and so does the one that names a client certificate ({@code identities}, {@code certificate}, {@code key}, {@code
 * keystore}).
 *
 * <p>An unknown key is an error that names the nearest known one, in the keys of every profile. The profiles are {@code
 * http}, {@code smtp}, {@code imap}, {@code ftp}, the one that is asked for, and those that {@code tls.profiles} names.
 */
public final class TlsProperties {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)?");

    private final List<PropertySource> sources;

    private TlsProperties(List<PropertySource> sources) {
        this.sources = sources;
    }

    /**
     * The properties of a file, in UTF-8. Its keys that do not begin with {@code tls.} are somebody else's and left
     * alone. The files that it names by relative paths are beside it.
     *
     * @param file in the format of {@link java.util.Properties}
     * @return its properties
     * @throws TlsConfigException if it cannot be read, or gives a key twice
     */
    public static TlsProperties file(Path file) {
        return new TlsProperties(List.of(PropertySource.file(file)));
    }

    /**
     * The properties of a map. Keys that do not begin with {@code tls.} are somebody else's and left alone.
     *
     * @param values by their keys, such as {@code tls.smtp.versions}
     * @return its properties
     */
    public static TlsProperties map(Map<String, String> values) {
        return new TlsProperties(List.of(PropertySource.map(values)));
    }

    /**
     * The properties in environment variables: {@code MYAPP_TLS_SMTP_CIPHER_SUITES} is {@code tls.smtp.cipher-suites}.
     * Every variable that begins with the prefix is meant for us, and an error if it is not known. Other programs have
     * variables such as {@code TLS_KEY}; choose a prefix that is your own.
     *
     * @param variables such as {@link System#getenv()}
     * @param prefix what leads the variables, such as {@code MYAPP_TLS_}
     * @return their properties
     * @throws TlsConfigException if the prefix is empty or ends without {@code _}
     */
    public static TlsProperties environment(Map<String, String> variables, String prefix) {
        if (prefix.length() < 2 || !prefix.endsWith("_")) {
            throw new TlsConfigException(
                    "\"" + prefix + "\" cannot lead environment variables", "use one such as MYAPP_TLS_");
        }
        return new TlsProperties(List.of(PropertySource.environment(variables, prefix)));
    }

    /**
     * These properties, and where they say nothing, the others.
     *
     * @param weaker what to fall back on
     * @return both
     */
    public TlsProperties over(TlsProperties weaker) {
        return new TlsProperties(
                Stream.concat(sources.stream(), weaker.sources.stream()).toList());
    }

    /**
     * The configuration by the general keys alone.
     *
     * @return what they say; the safe default where they say nothing
     * @throws TlsConfigException if a key is unknown, of whatever profile, or a value is bad; whatever else is wrong is
     *     {@linkplain Throwable#getSuppressed() suppressed} in it
     */
    public TlsConfig config() {
        return config(Optional.empty());
    }

    /**
     * The configuration of a profile.
     *
     * @param profile whose keys go before the general ones, such as {@code smtp}
     * @return what they say; the safe default where they say nothing
     * @throws TlsConfigException if a key is unknown, of whatever profile, or a value is bad; whatever else is wrong is
     *     {@linkplain Throwable#getSuppressed() suppressed} in it
     */
    public TlsConfig config(String profile) {
        return config(Optional.of(profile));
    }

    /**
     * The profiles that keys may have.
     *
     * @return {@code http}, {@code smtp}, {@code imap}, {@code ftp} and those of {@code tls.profiles}
     */
    public Set<String> profiles() {
        return new TreeSet<>(KnownNames.of(sources, problem -> {}).profiles());
    }

    /**
     * A duration as properties and the command line write it.
     *
     * @param text a number and {@code ms}, {@code s} or {@code m}; without a unit it is seconds
     * @return the duration
     * @throws TlsConfigException if it is not one
     */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new TlsConfigException("\"" + text + "\" is not a duration", "write 500ms, 30s or 2m");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        return "ms".equals(unit)
                ? Duration.ofMillis(number)
                : "m".equals(unit) ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
    }

    /** The profiles that have keys of their own. */
    List<String> usedProfiles() {
        return profiles().stream()
                .filter(profile ->
                        Settings.of(sources, KnownNames.scope(profile)).isPresent())
                .toList();
    }

    SettingsReader.Reading read(Optional<String> profile) {
        return SettingsReader.read(sources, profile);
    }

    private TlsConfig config(Optional<String> profile) {
        SettingsReader.Reading reading = read(profile);
        if (!reading.problems().isEmpty()) {
            TlsConfigException first = reading.problems().get(0);
            reading.problems().stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        return reading.config();
    }
}
