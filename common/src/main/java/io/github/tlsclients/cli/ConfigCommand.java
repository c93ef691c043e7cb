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
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code tls config explain|check}: what a configuration comes to, and how long it will last. */
final class ConfigCommand {
    private ConfigCommand() {}

    static CommandLine line(String... args) {
        return new Subcommands()
                .with("explain", Explain::new)
                .with("check", Check::new)
                .addTo(Syntax.group("config", "Explains a configuration, or checks everything that it names."), args);
    }

    /** {@code tls config explain}. */
    private static final class Explain implements Callable<Integer> {
        private final Syntax syntax;
        private final ConfigOptions config;
        private final Supplier<Optional<String>> profile;
        private final PrintOptions print;

        Explain(Syntax syntax) {
            syntax.description(
                    "Tells of every setting what was asked for, what it comes to, whence and by whose code.");
            this.syntax = syntax;
            config = new ConfigOptions(syntax);
            profile = syntax.option("--profile")
                    .label("NAME")
                    .description("whose keys go before the general ones")
                    .value(String.class);
            print = new PrintOptions(syntax);
        }

        @Override
        public Integer call() {
            Explanation explanation =
                    TlsContext.of(config.config(profile.get())).explain();
            Output output = syntax.output();
            if (print.json()) {
                output.json(explanation);
            } else {
                output.result(explanation.toString());
            }
            return 0;
        }
    }

    /** {@code tls config check}: its exit codes are those of a Nagios plugin, within the contract's. */
    private static final class Check implements Callable<Integer> {
        private final Syntax syntax;
        private final SourceOptions sources;
        private final Supplier<Optional<String>> profile;
        private final Supplier<Integer> warnDays;
        private final PrintOptions print;

        Check(Syntax syntax) {
            syntax.description("Looks at every certificate, key and setting.");
            syntax.footer("Exit code: 0 all is well; 1 there are warnings; 2 there are errors.");
            this.syntax = syntax;
            sources = new SourceOptions(syntax);
            profile = syntax.option("--profile")
                    .label("NAME")
                    .description("check this one alone; default: all")
                    .value(String.class);
            warnDays = syntax.option("--warn-days")
                    .label("DAYS")
                    .description("warn of certificates that expire within so many days (default 30)")
                    .value(Integer.class, 30);
            print = new PrintOptions(syntax);
        }

        @Override
        public Integer call() {
            int days = warnDays.get();
            if (days < 0) {
                throw new TlsConfigException("--warn-days " + days + " is negative", "give 0 or more");
            }
            Duration soon = Duration.ofDays(days);
            TlsProperties properties = sources.properties();
            ConfigCheck check = profile.get()
                    .map(name -> {
                        SourceOptions.require(name, properties.profiles());
                        return ConfigCheck.of(properties, name, soon);
                    })
                    .orElseGet(() -> ConfigCheck.of(properties, soon));
            Output output = syntax.output();
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
