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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a configuration of settings, and goes on after what is wrong, so that all of it is told. */
final class SettingsReader {
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
        Settings roots = settings.together(TlsKey.TRUST, TlsKey.TRUST_PEM, TlsKey.TRUST_KEYSTORE);
        Password password = new Password(
                settings,
                TlsKey.TRUST_KEYSTORE,
                TlsKey.TRUST_KEYSTORE_PASSWORD_FILE,
                TlsKey.TRUST_KEYSTORE_PASSWORD_ENV);
        password.mustOpenSomething();
        int before = problems.size();
        take(roots.value(TlsKey.TRUST), origins, setting -> setting.list().forEach(name -> parts.add(roots(name))));
        take(
                roots.value(TlsKey.TRUST_PEM),
                origins,
                setting -> setting.list().forEach(file -> parts.add(Trust.pem(setting.path(file)))));
        take(
                roots.value(TlsKey.TRUST_KEYSTORE),
                origins,
                setting -> parts.add(Trust.keyStore(setting.path(), password.read())));
        if (parts.isEmpty() && problems.size() == before) {
            parts.add(Trust.platform());
        }
        take(
                settings.value(TlsKey.PINS),
                origins,
                setting -> parts.add(Trust.pins(setting.list().toArray(String[]::new))));
        if (!origins.isEmpty() && problems.size() == before) {
            builder.from(String.join("; ", origins));
            parts.stream().reduce(Trust::and).ifPresent(builder::trust);
        }
    }

    private void take(Optional<Setting> value, List<String> origins, Consumer<Setting> step) {
        value.ifPresent(setting -> {
            origins.add(setting.origin());
            attempt(setting, () -> step.accept(setting));
        });
    }

    private void identities() {
        Settings chosen = settings.together(TlsKey.IDENTITIES, TlsKey.CERTIFICATE, TlsKey.KEY, TlsKey.KEYSTORE);
        Optional<Setting> named = chosen.value(TlsKey.IDENTITIES);
        List<Identity> identities = new ArrayList<>();
        List<String> origins = new ArrayList<>();
        password(settings).mustOpenSomething();
        if (named.isEmpty()) {
            identity(chosen, settings, identities, origins);
        } else {
            take(named, origins, setting -> {
                if (chosen.value(TlsKey.CERTIFICATE)
                        .or(() -> chosen.value(TlsKey.KEY))
                        .or(() -> chosen.value(TlsKey.KEYSTORE))
                        .isPresent()) {
                    throw new TlsConfigException(
                            "a client certificate without a name stands beside those with one",
                            "give it a name too, or leave tls.identities out");
                }
                for (String name : setting.list()) {
                    Settings all = Settings.of(sources, KnownNames.scopeOfIdentity(name));
                    Settings its = all.together(TlsKey.CERTIFICATE, TlsKey.KEY, TlsKey.KEYSTORE);
                    if (its.layers().isEmpty()) {
                        throw new TlsConfigException(
                                "no file is given of the client certificate \"" + name + "\"",
                                "give " + KnownNames.scopeOfIdentity(name) + "certificate and key, or keystore");
                    }
                    password(all).mustOpenSomething();
                    identity(its, all, identities, origins);
                }
            });
        }
        if (!identities.isEmpty()) {
            builder.from(String.join("; ", origins)).identities(identities);
        }
    }

    private void identity(Settings files, Settings all, List<Identity> identities, List<String> origins) {
        Optional<Setting> store = files.value(TlsKey.KEYSTORE);
        Optional<Setting> certificate = files.value(TlsKey.CERTIFICATE);
        Optional<Setting> key = files.value(TlsKey.KEY);
        Optional<Setting> any = store.or(() -> certificate).or(() -> key);
        if (store.isPresent()
                ? certificate.isPresent() || key.isPresent()
                : certificate.isPresent() != key.isPresent()) {
            problems.add(new TlsConfigException(
                            "the client certificate is not given by one pair of files",
                            "give tls.certificate and tls.key, or tls.keystore, all in one place")
                    .at(any.orElseThrow().origin()));
            return;
        }
        take(
                store,
                origins,
                setting -> identities.add(
                        Identity.keyStore(setting.path(), password(all).read())));
        take(
                certificate,
                origins,
                setting -> identities.add(
                        Identity.pem(setting.path(), key.orElseThrow().path())));
    }

    private Password password(Settings all) {
        return new Password(all, TlsKey.KEYSTORE, TlsKey.KEYSTORE_PASSWORD_FILE, TlsKey.KEYSTORE_PASSWORD_ENV);
    }

    /** Where the password of a file is found: a first line, or a variable. */
    private final class Password {
        private final Settings all;
        private final TlsKey opened;
        private final Settings own;
        private final TlsKey file;
        private final TlsKey variable;

        Password(Settings all, TlsKey opened, TlsKey file, TlsKey variable) {
            this.all = all;
            this.opened = opened;
            this.own = all.together(file, variable);
            this.file = file;
            this.variable = variable;
        }

        void mustOpenSomething() {
            Optional<Setting> first = own.value(file).or(() -> own.value(variable));
            if (first.isPresent() && all.value(opened).isEmpty()) {
                problems.add(new TlsConfigException(
                                "there is nothing that this password opens",
                                "give " + opened.text() + " too, or leave it out")
                        .at(first.get().origin()));
            }
        }

        char[] read() {
            Optional<Path> path = own.value(file).map(Setting::path);
            path.ifPresent(secrets::add);
            Optional<String> name = own.value(variable).map(Setting::value);
            if (path.isPresent() && name.isPresent()) {
                throw new TlsConfigException(
                        "its password is given twice", "keep one of " + file.text() + " and " + variable.text());
            }
            return path.map(Secrets::firstLine)
                    .or(() -> name.map(Secrets::variable))
                    .orElseGet(() -> new char[0]);
        }
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
