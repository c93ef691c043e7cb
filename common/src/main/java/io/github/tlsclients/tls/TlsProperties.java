package io.github.tlsclients.tls;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration from outside: properties whose keys begin with {@code tls.}, or with {@code tls.<profile>.} for one
 * profile alone, such as {@code tls.smtp.versions} over {@code tls.versions}. An unknown key is an error.
 */
public final class TlsProperties {
    /** The keys, behind {@code tls.} or {@code tls.<profile>.}. */
    public enum Key {
        /** Which roots: {@code platform}, {@code jdk} or both, separated by commas. */
        TRUST,
        /** PEM files, each certificate a root, separated by commas; without {@code trust} they are the only roots. */
        TRUST_PEM,
        /** A PKCS12 or JKS file, each certificate a root. */
        TRUST_KEYSTORE,
        /** A file whose first line opens {@code trust-keystore}. */
        TRUST_KEYSTORE_PASSWORD_FILE,
        /** Pins, each {@code sha256/BASE64}, separated by commas. */
        PINS,
        /** The client certificate with its chain, PEM. */
        CERTIFICATE,
        /** Its private key, PKCS#8 PEM. */
        KEY,
        /** The client certificate and key in one PKCS12 or JKS file. */
        KEYSTORE,
        /** A file whose first line opens {@code keystore}. */
        KEYSTORE_PASSWORD_FILE,
        /** {@code 1.2}, {@code 1.3} or both, separated by commas. */
        VERSIONS,
        /** Cipher suites by their names of the IANA registry, best first. */
        CIPHER_SUITES,
        /** Key-exchange groups, best first. */
        GROUPS,
        /** {@code jdk} or {@code bc}. */
        PROVIDER,
        /** How long to wait: {@code 500ms}, {@code 30s}, {@code 2m}. */
        TIMEOUT;

        /** The key as it is written, without its prefix. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final String PREFIX = "tls.";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)?");

    private final Map<Key, String> values;

    private TlsProperties(Map<Key, String> values) {
        this.values = values;
    }

    /**
     * Reads a properties file in UTF-8.
     *
     * @param profile whose keys go before the general ones, such as {@code smtp}
     * @throws TlsConfigException if it cannot be read, or holds an unknown key or a bad value
     */
    public static TlsConfig read(Path file, String profile) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw Material.unreadable(file.toString(), e);
        } catch (IllegalArgumentException e) {
            throw new TlsConfigException(file + " is not a properties file", "write key=value lines", e);
        }
        Map<String, String> map = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return read(map, profile);
    }

    /**
     * Reads a map. Keys that do not begin with {@code tls.} are somebody else's and left alone.
     *
     * @throws TlsConfigException if it holds an unknown key or a bad value
     */
    public static TlsConfig read(Map<String, String> properties, String profile) {
        Map<Key, String> general = new LinkedHashMap<>();
        Map<Key, String> special = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            if (!name.startsWith(PREFIX)) {
                return;
            }
            String[] parts = name.substring(PREFIX.length()).split("\\.", 2);
            Key key = key(parts[parts.length - 1], name);
            if (parts.length == 1) {
                general.put(key, value.strip());
            } else if (parts[0].equals(profile)) {
                special.put(key, value.strip());
            }
        });
        general.putAll(special);
        return new TlsProperties(general).config();
    }

    /**
     * A duration as properties and the command line write it.
     *
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

    private TlsConfig config() {
        TlsConfig.Builder builder = TlsConfig.builder();
        trust().ifPresent(builder::trust);
        identity().ifPresent(builder::identity);
        value(Key.VERSIONS).map(this::versions).ifPresent(v -> builder.versions(v[0], v));
        value(Key.CIPHER_SUITES).map(TlsProperties::list).ifPresent(builder::cipherSuites);
        value(Key.GROUPS).map(TlsProperties::list).ifPresent(builder::groups);
        value(Key.PROVIDER).map(TlsProvider::of).ifPresent(builder::provider);
        value(Key.TIMEOUT).map(TlsProperties::duration).ifPresent(builder::timeout);
        return builder.build();
    }

    private Optional<Trust> trust() {
        Optional<Trust> named = value(Key.TRUST).flatMap(text -> merged(text, TlsProperties::roots));
        Optional<Trust> pem = value(Key.TRUST_PEM).flatMap(text -> merged(text, file -> Trust.pem(Path.of(file))));
        Optional<Trust> store = value(Key.TRUST_KEYSTORE)
                .map(file -> Trust.keyStore(Path.of(file), password(Key.TRUST_KEYSTORE_PASSWORD_FILE)));
        Optional<Trust> roots =
                List.of(named, pem, store).stream().flatMap(Optional::stream).reduce(Trust::and);
        Optional<Trust> pins = value(Key.PINS).map(text -> Trust.pins(list(text).toArray(String[]::new)));
        return pins.map(p -> roots.orElseGet(Trust::platform).and(p)).or(() -> roots);
    }

    private Optional<Identity> identity() {
        Optional<String> store = value(Key.KEYSTORE);
        Optional<String> certificate = value(Key.CERTIFICATE);
        Optional<String> key = value(Key.KEY);
        if (store.isPresent()
                ? certificate.isPresent() || key.isPresent()
                : certificate.isPresent() != key.isPresent()) {
            throw new TlsConfigException(
                    "the client certificate is not given by one pair of files",
                    "give tls.certificate and tls.key, or tls.keystore");
        }
        return store.map(file -> Identity.keyStore(Path.of(file), password(Key.KEYSTORE_PASSWORD_FILE)))
                .or(() -> certificate.map(file -> Identity.pem(Path.of(file), Path.of(key.orElseThrow()))));
    }

    private TlsVersion[] versions(String text) {
        return list(text).stream().map(TlsVersion::of).toArray(TlsVersion[]::new);
    }

    private char[] password(Key file) {
        return value(file).map(Path::of).map(Secrets::firstLine).orElseGet(() -> new char[0]);
    }

    private Optional<String> value(Key key) {
        return Optional.ofNullable(values.get(key));
    }

    private static Trust roots(String name) {
        return switch (name) {
            case "platform" -> Trust.platform();
            case "jdk" -> Trust.jdk();
            default -> throw new TlsConfigException("\"" + name + "\" is not a set of roots", "use platform or jdk");
        };
    }

    private static Optional<Trust> merged(String text, Function<String, Trust> part) {
        return list(text).stream().map(part).reduce(Trust::and);
    }

    private static List<String> list(String text) {
        List<String> items = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        if (items.isEmpty()) {
            throw new TlsConfigException("a property is empty", "give it a value, or leave it out");
        }
        return items;
    }

    private static Key key(String text, String whole) {
        return Arrays.stream(Key.values())
                .filter(key -> key.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new TlsConfigException(
                        "unknown property \"" + whole + "\"", "did you mean " + nearest(text) + "?"));
    }

    private static String nearest(String text) {
        return PREFIX
                + Arrays.stream(Key.values())
                        .map(Key::text)
                        .min(Comparator.comparingInt(known -> distance(known, text)))
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
