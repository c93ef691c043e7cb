package io.github.tlsclients.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;

/** What a command can be followed by, by name and in the order of its help. None of it is built before it is named. */
public final class Subcommands {
    /** As {@link Syntax} has it. */
    private static final Set<String> VERSION = Set.of("-V", "--version");

    private final Map<String, Supplier<CommandLine>> byName = new LinkedHashMap<>();

    /**
     * Adds one; gives this.
     *
     * @param command says what it takes, and is called once that has been read
     */
    public Subcommands with(String name, Function<Syntax, ? extends Callable<Integer>> command) {
        return with(name, () -> Syntax.line(name, command));
    }

    /** Adds one that is built in another way; gives this. */
    Subcommands with(String name, Supplier<CommandLine> line) {
        byName.put(name, line);
        return this;
    }

    Set<String> names() {
        return byName.keySet();
    }

    /**
     * Builds the one that the arguments begin with; where they begin with none of them, for help or an error, all. To
     * tell the version takes none.
     */
    CommandLine addTo(CommandLine line, String... args) {
        Supplier<CommandLine> named = args.length == 0 ? null : byName.get(args[0]);
        if (named != null) {
            line.addSubcommand(args[0], named.get());
        } else if (args.length == 0 || !VERSION.contains(args[0])) {
            byName.forEach((name, command) -> line.addSubcommand(name, command.get()));
        }
        return line;
    }

    /** What is left for a subcommand of the arguments. */
    static String[] rest(String... args) {
        return args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    }
}
