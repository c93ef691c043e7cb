package io.github.tlsclients.cli;

import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsProperties;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Where a configuration from outside stands. */
final class SourceOptions {
    private final Supplier<Optional<Path>> file;
    private final Supplier<Optional<String>> prefix;

    SourceOptions(Syntax syntax) {
        file = syntax.option("--config")
                .label("FILE")
                .description("properties; options go before them")
                .value(Path.class);
        prefix = syntax.option("--env")
                .label("PREFIX")
                .description("environment variables that begin so, such as MYAPP_TLS_; they go before the file")
                .value(String.class);
    }

    /**
     * The configuration of a profile, or by the general keys.
     *
     * @throws TlsConfigException if there is no such profile, or anything in the sources is wrong
     */
    TlsConfig config(Optional<String> profile) {
        TlsProperties properties = properties();
        profile.ifPresent(name -> require(name, properties.profiles()));
        return profile.map(properties::config).orElseGet(properties::config);
    }

    /** The same for a protocol, whose profile there always is; where no source is named, it is the default. */
    TlsConfig config(Protocol protocol) {
        boolean named = file.get().isPresent() || prefix.get().isPresent();
        return named ? config(Optional.of(protocol.label())) : TlsConfig.defaults();
    }

    /** What stands there. */
    TlsProperties properties() {
        TlsProperties inFile = file.get().map(TlsProperties::file).orElseGet(() -> TlsProperties.map(Map.of()));
        return prefix.get()
                .map(begin -> TlsProperties.environment(System.getenv(), begin).over(inFile))
                .orElse(inFile);
    }

    /** A misspelt profile has no keys, and would pass for the general ones. */
    static void require(String profile, Set<String> profiles) {
        if (!profiles.contains(profile)) {
            throw new TlsConfigException(
                    "there is no profile \"" + profile + "\"",
                    "there are " + String.join(", ", profiles) + "; tls.profiles names others");
        }
    }
}
