package io.github.tlsclients.cli;

import io.github.tlsclients.tls.ConfigCheck;
import io.github.tlsclients.tls.Explanation;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProperties;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tls config explain|check}: what a configuration comes to, and how long it will last. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Explains a configuration, or checks everything that it names.",
        subcommands = {ConfigCommand.Explain.class, ConfigCommand.Check.class})
final class ConfigCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "explain or check is missing");
    }

    /** {@code tls config explain}. */
    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description = "Tells of every setting what was asked for, what it comes to, whence and by whose code.")
    static final class Explain implements Callable<Integer> {
        @Mixin
        private final ConfigOptions config = new ConfigOptions();

        @Option(names = "--profile", paramLabel = "NAME", description = "whose keys go before the general ones")
        private @Nullable String profile;

        @Mixin
        private final PrintOptions print = new PrintOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public Integer call() {
            Explanation explanation =
                    TlsContext.of(config.config(Optional.ofNullable(profile))).explain();
            Output output = Commands.output(spec.commandLine());
            if (print.json()) {
                output.json(explanation);
            } else {
                output.result(explanation.toString());
            }
            return 0;
        }
    }

    /** {@code tls config check}: its exit codes are those of a Nagios plugin, within the contract's. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Looks at every certificate, key and setting.",
            footer = "Exit code: 0 all is well; 1 there are warnings; 2 there are errors.")
    static final class Check implements Callable<Integer> {
        @Mixin
        private final SourceOptions sources = new SourceOptions();

        @Option(names = "--profile", paramLabel = "NAME", description = "check this one alone; default: all")
        private @Nullable String profile;

        @Option(
                names = "--warn-days",
                paramLabel = "DAYS",
                defaultValue = "30",
                description = "warn of certificates that expire within so many days (default 30)")
        private int warnDays;

        @Mixin
        private final PrintOptions print = new PrintOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public Integer call() {
            if (warnDays < 0) {
                throw new TlsConfigException("--warn-days " + warnDays + " is negative", "give 0 or more");
            }
            Duration soon = Duration.ofDays(warnDays);
            TlsProperties properties = sources.properties();
            ConfigCheck check;
            if (profile == null) {
                check = ConfigCheck.of(properties, soon);
            } else {
                SourceOptions.require(profile, properties.profiles());
                check = ConfigCheck.of(properties, profile, soon);
            }
            Output output = Commands.output(spec.commandLine());
            if (print.json()) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("worst", check.worst());
                document.put("daysLeft", check.daysLeft());
                document.put("findings", check.findings());
                output.json(document);
            } else {
                output.result(check.toString());
            }
            return check.worst().ordinal();
        }
    }
}
