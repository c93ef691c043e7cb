package io.github.tlsclients.tls;

import io.github.tlsclients.tls.Verification.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a configuration of settings, and goes on after what is wrong, so that all of it is told. */
final class SettingsReader {
    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");

    private final List<PropertySource> sources;
    private final Settings settings;
    private final TlsConfig.Builder builder = TlsConfig.builder();
    private final List<TlsConfigException> problems;
    private final Set<Path> secrets = new LinkedHashSet<>();

    private SettingsReader(List<PropertySource> sources, Settings settings, List<TlsConfigException> problems) {
        this.sources = sources;
        this.settings = settings;
        this.problems = problems;
    }

    /**
     * What the settings came to.
     *
     * @param config without what is wrong
     * @param problems everything that is wrong
     * @param secrets the files that hold a password
     */
    record Reading(TlsConfig config, List<TlsConfigException> problems, Set<Path> secrets) {}

    /** Reads the keys of a profile and the general ones. */
    static Reading read(List<PropertySource> sources, Optional<String> profile) {
        List<TlsConfigException> problems = new ArrayList<>();
        KnownNames names = KnownNames.of(sources, problems::add);
        profile.ifPresent(names::ask);
        names.check();
        String[] scopes = Stream.concat(profile.map(KnownNames::scope).stream(), Stream.of(PropertySource.PREFIX))
                .toArray(String[]::new);
        SettingsReader reader = new SettingsReader(sources, Settings.of(sources, scopes), problems);
        reader.read();
        return new Reading(reader.builder.build(), problems, reader.secrets);
    }

    private void read() {
        trust();
        identities();
        set(TlsKey.VERSIONS, setting -> {
            TlsVersion[] versions = setting.list().stream().map(TlsVersion::of).toArray(TlsVersion[]::new);
            builder.versions(versions[0], versions);
        });
        set(TlsKey.CIPHER_SUITES, setting -> builder.cipherSuites(setting.list()));
        set(TlsKey.GROUPS, setting -> builder.groups(setting.list()));
        set(TlsKey.REQUIRE_POST_QUANTUM, setting -> builder.requirePostQuantum(yes(setting.value())));
        set(TlsKey.PROVIDER, setting -> builder.provider(TlsProvider.of(setting.value())));
        set(TlsKey.REVOCATION, setting -> builder.revocation(Revocation.of(setting.value())));
        set(TlsKey.DANGEROUS_WITHOUT, setting -> {
            Rule[] rules = setting.list().stream().map(SettingsReader::rule).toArray(Rule[]::new);
            builder.verification(DangerousTls.without(rules[0], rules));
        });
        set(TlsKey.TIMEOUT, setting -> builder.timeout(TlsProperties.duration(setting.value())));
    }

    private void set(TlsKey key, Consumer<Setting> setter) {
        settings.value(key)
                .ifPresent(setting -> attempt(setting, () -> {
                    builder.from(setting.origin());
                    setter.accept(setting);
                }));
    }

    private void attempt(Setting setting, Runnable step) {
        try {
            step.run();
        } catch (TlsConfigException e) {
            problems.add(e.at(setting.origin()));
        }
    }

    private void trust() {
        List<Trust> parts = new ArrayList<>();
        List<String> origins = new ArrayList<>();
        int before = problems.size();
        Settings roots = settings.together(TlsKey.TRUST, TlsKey.TRUST_FILES, TlsKey.TRUST_KEYSTORE);
        mustOpen(
                settings,
                TlsKey.TRUST_KEYSTORE,
                TlsKey.TRUST_KEYSTORE_PASSWORD_FILE,
                TlsKey.TRUST_KEYSTORE_PASSWORD_ENV);
        take(roots.value(TlsKey.TRUST), origins, setting -> setting.list().forEach(name -> parts.add(roots(name))));
        take(
                roots.value(TlsKey.TRUST_FILES),
                origins,
                setting -> setting.list().forEach(file -> parts.add(Trust.of(Material.file(setting.path(file))))));
        take(roots.value(TlsKey.TRUST_KEYSTORE), origins, setting -> {
            Material store = Material.file(setting.path());
            parts.add(password(settings, TlsKey.TRUST_KEYSTORE_PASSWORD_FILE, TlsKey.TRUST_KEYSTORE_PASSWORD_ENV)
                    .map(password -> Trust.of(store, password))
                    .orElseGet(() -> Trust.of(store)));
        });
        if (parts.isEmpty()) {
            parts.add(Trust.platform());
        }
        take(settings.value(TlsKey.PINS), origins, setting -> setting.list().forEach(item -> parts.add(pins(item))));
        if (!origins.isEmpty() && problems.size() == before) {
            builder.from(String.join("; ", origins));
            parts.stream().reduce(Trust::and).ifPresent(builder::trust);
        }
    }

    private static boolean yes(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new TlsConfigException("\"" + value + "\" is neither yes nor no", "use true or false");
        };
    }

    /** Pins for every host, or behind the host that they are for. */
    private static Trust pins(String item) {
        String[] words = item.split("\\s+");
        return words.length == 1
                ? Trust.pins(words)
                : Trust.pinsFor(words[0], Arrays.copyOfRange(words, 1, words.length));
    }

    private void identities() {
        Settings chosen = settings.together(TlsKey.IDENTITIES, TlsKey.CERTIFICATE, TlsKey.KEY, TlsKey.KEYSTORE);
        Optional<Setting> named = chosen.value(TlsKey.IDENTITIES);
        List<Identity> identities = new ArrayList<>();
        List<String> origins = new ArrayList<>();
        if (named.isEmpty()) {
            identity(chosen, settings, identities, origins);
        } else {
            take(named, origins, setting -> {
                if (chosen.together(TlsKey.CERTIFICATE, TlsKey.KEY, TlsKey.KEYSTORE)
                        .isPresent()) {
                    throw new TlsConfigException(
                            "a client certificate without a name stands beside those with one",
                            "give it a name too, or leave tls.identities out");
                }
                setting.list().forEach(name -> named(name, identities, origins));
            });
        }
        if (!identities.isEmpty()) {
            builder.from(String.join("; ", origins)).identities(identities);
        }
    }

    private void named(String name, List<Identity> identities, List<String> origins) {
        Settings all = Settings.of(sources, KnownNames.scopeOfIdentity(name));
        Settings files = all.together(TlsKey.CERTIFICATE, TlsKey.KEY, TlsKey.KEYSTORE);
        if (!files.isPresent()) {
            throw new TlsConfigException(
                    "no file is given of the client certificate \"" + name + "\"",
                    "give " + KnownNames.scopeOfIdentity(name) + "certificate and key, or keystore");
        }
        identity(files, all, identities, origins);
    }

    private void identity(Settings files, Settings all, List<Identity> identities, List<String> origins) {
        mustOpen(all, TlsKey.CERTIFICATE, TlsKey.KEY_PASSWORD_FILE, TlsKey.KEY_PASSWORD_ENV);
        mustOpen(all, TlsKey.KEYSTORE, TlsKey.KEYSTORE_PASSWORD_FILE, TlsKey.KEYSTORE_PASSWORD_ENV);
        Optional<Setting> store = files.value(TlsKey.KEYSTORE);
        Optional<Setting> certificate = files.value(TlsKey.CERTIFICATE);
        Optional<Setting> key = files.value(TlsKey.KEY);
        if (store.isPresent() && certificate.or(() -> key).isPresent() || key.isPresent() && certificate.isEmpty()) {
            problems.add(new TlsConfigException(
                            "the client certificate is not given by one pair of files",
                            "give tls.certificate and tls.key, or tls.keystore, all in one place")
                    .at(key.or(() -> store).orElseThrow().origin()));
            return;
        }
        take(store, origins, setting -> {
            Material material = Material.file(setting.path());
            Identity identity = password(all, TlsKey.KEYSTORE_PASSWORD_FILE, TlsKey.KEYSTORE_PASSWORD_ENV)
                    .map(password -> Identity.of(material, password))
                    .orElseGet(() -> Identity.of(material));
            identities.add(restricted(
                    all.value(TlsKey.KEYSTORE_ALIAS)
                            .map(alias -> identity.alias(alias.value()))
                            .orElse(identity),
                    all));
        });
        take(certificate, origins, setting -> {
            Material material = Material.file(setting.path());
            Material keyFile = key.map(file -> Material.file(file.path())).orElse(material);
            identities.add(restricted(
                    password(all, TlsKey.KEY_PASSWORD_FILE, TlsKey.KEY_PASSWORD_ENV)
                            .map(password -> Identity.of(material, keyFile, password))
                            .orElseGet(() -> Identity.of(material, keyFile)),
                    all));
        });
    }

    private static Identity restricted(Identity identity, Settings all) {
        Identity shown = identity;
        Optional<Setting> hosts = all.value(TlsKey.SHOWN_TO_HOSTS);
        if (hosts.isPresent()) {
            String[] names = hosts.get().list().toArray(String[]::new);
            shown = shown.forHost(names[0], Arrays.copyOfRange(names, 1, names.length));
        }
        Optional<Setting> ports = all.value(TlsKey.SHOWN_TO_PORTS);
        if (ports.isPresent()) {
            int[] numbers =
                    ports.get().list().stream().mapToInt(SettingsReader::port).toArray();
            shown = shown.forPort(numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length));
        }
        return shown;
    }

    private static int port(String text) {
        if (!PORT.matcher(text).matches() || Integer.parseInt(text) > 65_535) {
            throw new TlsConfigException("\"" + text + "\" is not a port", "give a number between 1 and 65535");
        }
        return Integer.parseInt(text);
    }

    private void take(Optional<Setting> value, List<String> origins, Consumer<Setting> step) {
        value.ifPresent(setting -> {
            origins.add(setting.origin());
            attempt(setting, () -> step.accept(setting));
        });
    }

    /** A password that opens nothing belongs to a file whose key is misspelt or missing. */
    private void mustOpen(Settings all, TlsKey opened, TlsKey file, TlsKey variable) {
        Optional<Setting> password = all.value(file).or(() -> all.value(variable));
        if (password.isPresent() && all.value(opened).isEmpty()) {
            problems.add(new TlsConfigException(
                            "there is nothing that this password opens",
                            "give " + opened.text() + " too, or leave it out")
                    .at(password.get().origin()));
        }
    }

    /** What stands in the file or the variable, whichever is named in the strongest place. */
    private Optional<char[]> password(Settings all, TlsKey file, TlsKey variable) {
        Settings own = all.together(file, variable);
        Optional<Path> path = own.value(file).map(Setting::path);
        Optional<String> name = own.value(variable).map(Setting::value);
        path.ifPresent(secrets::add);
        if (path.isPresent() && name.isPresent()) {
            throw new TlsConfigException(
                    "its password is given twice", "keep one of " + file.text() + " and " + variable.text());
        }
        return path.map(Secrets::firstLine).or(() -> name.map(Secrets::variable));
    }

    private static Trust roots(String name) {
        return switch (name) {
            case "platform" -> Trust.platform();
            case "jdk" -> Trust.jdk();
            default -> throw new TlsConfigException("\"" + name + "\" is not a set of roots", "use platform or jdk");
        };
    }

    private static Rule rule(String text) {
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new TlsConfigException(
                        "\"" + text + "\" is not a rule of verification",
                        Arrays.stream(Rule.values()).map(Rule::text).collect(Collectors.joining(", ", "use ", ""))));
    }
}
