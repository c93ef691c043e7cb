package io.github.tlsclients.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Stack;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * What a command takes, said in code, and what it was given. To read the same from annotations takes a JVM a quarter of
 * the time that a short command runs: each is a proxy, which no archive of classes holds.
 */
public final class Syntax {
    private final CommandSpec spec;
    private int arguments;

    private Syntax(CommandSpec spec) {
        this.spec = spec;
    }

    /**
     * A command line for a command.
     *
     * @param command says what it takes, and is called once that has been read
     */
    static CommandLine line(String name, Function<Syntax, ? extends Callable<Integer>> command) {
        Deferred called = new Deferred();
        CommandSpec spec = named(name, CommandSpec.wrapWithoutInspection(called));
        called.command = command.apply(new Syntax(spec));
        return new CommandLine(spec);
    }

    /** A command line that is nothing without one of its subcommands. */
    static CommandLine group(String name, String... description) {
        CommandSpec spec = named(name, CommandSpec.create());
        spec.usageMessage().description(description);
        return new CommandLine(spec);
    }

    private static CommandSpec named(String name, CommandSpec spec) {
        spec.name(name);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
        return spec;
    }

    /** What the help says first, a line each. */
    public void description(String... lines) {
        spec.usageMessage().description(lines);
    }

    /** What the help says last. */
    public void footer(String line) {
        spec.usageMessage().footer(line);
    }

    /** An option by any of these names. */
    public Option option(String... names) {
        return new Option(OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length)));
    }

    /** The next of the words that are no option, without which the command is wrong. */
    public <T> Supplier<T> argument(Class<T> type, String label, String description) {
        ArgSpec argument =
                added(nextArgument(label, description).type(type).required(true).build());
        return () -> Objects.requireNonNull(argument.getValue());
    }

    /** The next of them, which can be left out. */
    public Supplier<Optional<String>> optionalArgument(String label, String description) {
        ArgSpec argument = added(nextArgument(label, description)
                .type(String.class)
                .arity("0..1")
                .build());
        return () -> Optional.ofNullable(argument.getValue());
    }

    /** All that are left of them. */
    public Supplier<List<String>> arguments(String label, String description) {
        return values(added(nextArgument(label, description)
                .index(arguments - 1 + "..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..1")
                .build()));
    }

    private PositionalParamSpec.Builder nextArgument(String label, String description) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(arguments++))
                .paramLabel(label)
                .description(description);
    }

    private ArgSpec added(ArgSpec item) {
        spec.add(item);
        return item;
    }

    private static <T> Supplier<List<T>> values(ArgSpec item) {
        return () -> Objects.requireNonNullElse(item.getValue(), List.of());
    }

    /** Where the command prints. */
    public Output output() {
        return Commands.output(spec.commandLine());
    }

    /** An error of usage that no item alone shows. */
    public RuntimeException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** An option. The last call says what it holds, and gives whence that can be had once the command is called. */
    public final class Option {
        private final OptionSpec.Builder builder;

        private Option(OptionSpec.Builder builder) {
            this.builder = builder;
        }

        /** What stands for the value in the help. */
        public Option label(String label) {
            builder.paramLabel(label);
            return this;
        }

        /** What the help says of it, a line each. */
        public Option description(String... lines) {
            builder.description(lines);
            return this;
        }

        /** The value can be left out, which means this one. */
        public Option alone(String value) {
            builder.arity("0..1").fallbackValue(value);
            return this;
        }

        /** The same, and it comes behind a {@code =} or not at all: the next word is the next argument. */
        public Option attached(String value) {
            builder.preprocessor(new Attached(value));
            return alone(value);
        }

        /** The value is one or more, with this between them. */
        public Option separatedBy(String character) {
            builder.splitRegex(character);
            return this;
        }

        /** How a word becomes a value, for types that picocli does not know. */
        Option read(ITypeConverter<?> converter) {
            builder.converters(converter);
            return this;
        }

        /** Whether it is given. */
        public Supplier<Boolean> flag() {
            ArgSpec flag = added(builder.type(boolean.class).arity("0").build());
            return () -> Boolean.TRUE.equals(flag.getValue());
        }

        /** Its value, or nothing if it is not given. */
        public <T> Supplier<Optional<T>> value(Class<T> type) {
            ArgSpec value = added(builder.type(type).build());
            return () -> Optional.ofNullable(value.getValue());
        }

        /** Its value, or this one if it is not given. */
        public <T> Supplier<T> value(Class<T> type, T otherwise) {
            Supplier<Optional<T>> value = value(type);
            return () -> value.get().orElse(otherwise);
        }

        /** Its value, without which the command is wrong. */
        public <T> Supplier<T> required(Class<T> type) {
            builder.required(true);
            Supplier<Optional<T>> value = value(type);
            return () -> value.get().orElseThrow();
        }

        /** Its values, of each time that it is given. */
        public <T> Supplier<List<T>> values(Class<T> type) {
            return Syntax.values(
                    added(builder.type(List.class).auxiliaryTypes(type).build()));
        }

        /** Its values, without one of which the command is wrong. */
        public <T> Supplier<List<T>> requiredValues(Class<T> type) {
            builder.required(true);
            return values(type);
        }
    }

    /** Takes a value behind a {@code =}, and leaves the word that follows to others. No record: picocli asks its hash. */
    private static final class Attached implements IParameterPreprocessor {
        private final String alone;

        Attached(String alone) {
            this.alone = alone;
        }

        @Override
        @SuppressWarnings("JdkObsolete") // picocli's
        public boolean preprocess(
                Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> parsing) {
            if (!"=".equals(parsing.get("separator"))) {
                words.push(alone);
            }
            return false;
        }
    }

    /** picocli wants to have what it calls before it is told what that takes. */
    private static final class Deferred implements Callable<Integer> {
        private Callable<Integer> command = () -> 0;

        @Override
        public Integer call() throws Exception {
            return command.call();
        }
    }
}
