package io.github.tlsclients.cli;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs picocli commands by the contract: every failure is one error line, one hint line and an exit code. */
public final class Commands {
    private Commands() {}

    /** Runs a protocol's command, as its {@code main} does, and gives its exit code. */
    public static int run(ProtocolModule module, String... args) {
        String label = module.protocol().label();
        String[] words = Stream.concat(Stream.of(label), Stream.of(args)).toArray(String[]::new);
        return line(Tls.group().addSubcommand(label, of(module, args))).execute(words);
    }

    /** A protocol's command, with what these arguments need of its verbs. */
    static CommandLine of(ProtocolModule module, String... args) {
        return module.verbs()
                .with("demo", syntax -> new DemoCommand(module, syntax))
                .addTo(Syntax.group(module.protocol().label(), module.description()), args);
    }

    /** Makes a command line keep the contract, its subcommands included. */
    static CommandLine line(CommandLine line) {
        // the libraries below log what went wrong, stack traces included; a user is told once, by us
        Logger.getLogger("").setLevel(Level.OFF);
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        Contract contract = new Contract();
        line.setParameterExceptionHandler(contract);
        line.setExecutionStrategy(contract);
        line.setExecutionExceptionHandler(contract);
        line.setExpandAtFiles(false); // an argument that begins with @ is that argument
        line.setUsageHelpAutoWidth(true);
        tellVersion(line, contract);
        return line;
    }

    private static void tellVersion(CommandLine line, IVersionProvider version) {
        line.getCommandSpec().versionProvider(version);
        line.getSubcommands().values().forEach(subcommand -> tellVersion(subcommand, version));
    }

    /** Where a command prints. */
    public static Output output(CommandLine command) {
        return new Output(command.getOut(), command.getErr());
    }

    /** A class of its own: a JVM archives no lambda of an interface as old as picocli's, nor what is derived from that. */
    private static final class Contract
            implements IParameterExceptionHandler, IExecutionStrategy, IExecutionExceptionHandler, IVersionProvider {
        @Override
        public int handleParseException(ParameterException e, String[] args) {
            CommandLine command = e.getCommandLine();
            TlsException failure = misused(e, command);
            boolean json = Arrays.asList(args).contains("--json");
            output(command).failure(protocolOf(command), failure, json);
            return failure.failure().exitCode();
        }

        @Override
        public int execute(ParseResult result) {
            return executed(result);
        }

        @Override
        public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
            return failed(e, command, result);
        }

        /** Read from the jar only when somebody asks. */
        @Override
        public String[] getVersion() {
            return new String[] {
                "tls "
                        + Optional.ofNullable(Commands.class.getPackage().getImplementationVersion())
                                .orElse("of no version: it does not run from its jar")
            };
        }
    }

    private static TlsException misused(ParameterException e, CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        String see = "see: " + name + " --help";
        if (!(e instanceof UnmatchedArgumentException unmatched) || unmatched.isUnknownOption()) {
            return new TlsException(TlsFailure.USAGE, lowerCase(String.valueOf(e.getMessage())), see);
        }
        String word = "\"" + unmatched.getUnmatched().get(0) + "\"";
        if (command.getSubcommands().isEmpty()) {
            return new TlsException(TlsFailure.USAGE, word + " is one argument too many", see);
        }
        List<String> meant = unmatched.getSuggestions();
        return new TlsException(
                TlsFailure.USAGE,
                word + " is no command of " + name,
                (meant.isEmpty() ? "" : "did you mean " + meant.get(0) + "? ") + see);
    }

    /** What passed on the wire is told whether a command succeeds or fails. */
    private static int executed(ParseResult result) {
        ParseResult last = result;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        Wiretap wiretap = last.matchedOptionValue(WiretapOption.NAME, null);
        if (wiretap == null) {
            return new RunLast().execute(result);
        }
        CommandLine command = last.commandSpec().commandLine();
        int exitCode;
        try {
            exitCode = new RunLast().execute(result);
        } catch (ExecutionException e) {
            told(wiretap, command);
            throw e; // that the command failed weighs more
        }
        int toldCode = told(wiretap, command);
        return exitCode == 0 ? toldCode : exitCode;
    }

    private static int told(Wiretap wiretap, CommandLine command) {
        try {
            wiretap.tell(output(command));
            return 0;
        } catch (IOException | TlsConfigException e) {
            TlsException failure = diagnosed(e);
            output(command).failure(protocolOf(command), failure, false);
            return failure.failure().exitCode();
        }
    }

    private static int failed(Exception e, CommandLine command, ParseResult result) {
        TlsException failure = diagnosed(e);
        Map<String, Object> done = e instanceof PartlyDoneException part ? part.done() : Map.of();
        output(command)
                .failure(protocolOf(command), failure, result.expandedArgs().contains("--json"), done);
        if (result.expandedArgs().contains("-v")) {
            int depth = 0;
            for (Throwable t = failure.getCause(); t != null && depth++ < 20; t = t.getCause()) {
                output(command).note(protocolOf(command) + ": cause: " + t);
            }
        }
        return failure.failure().exitCode();
    }

    private static TlsException diagnosed(Exception e) {
        if (e instanceof TlsException failure) {
            return failure;
        }
        if (e instanceof PartlyDoneException part) {
            return part.failure();
        }
        if (e instanceof TlsConfigException config) {
            return new TlsException(TlsFailure.USAGE, String.valueOf(config.getMessage()), config.hint(), e);
        }
        return new TlsException(
                TlsFailure.INTERNAL,
                "unexpected " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                "this is a bug of ours: run again with -v and report what it prints",
                e);
    }

    /** Messages of ours begin so, picocli's do not. */
    private static String lowerCase(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    /** The first word behind {@code tls}: it leads every message, whatever the verb. */
    private static String protocolOf(CommandLine command) {
        CommandLine current = command;
        while (current.getParent() != null
                && !current.getParent().getCommandName().equals("tls")) {
            current = current.getParent();
        }
        return current.getCommandName();
    }
}
