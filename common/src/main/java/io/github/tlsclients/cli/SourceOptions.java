package io.github.tlsclients.cli;

import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsProperties;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a configuration from outside stands. */
final class SourceOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "properties; options go before them")
    private @Nullable Path file;

    @Option(
            names = "--env",
            paramLabel = "PREFIX",
            description = "environment variables that begin so, such as MYAPP_TLS_; they go before the file")
    private @Nullable String prefix;

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

    /** What stands there. */
    TlsProperties properties() {
        TlsProperties inFile = file == null ? TlsProperties.map(Map.of()) : TlsProperties.file(file);
        return prefix == null
                ? inFile
                : TlsProperties.environment(System.getenv(), prefix).over(inFile);
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
